import type { Clock } from "../base/clock.ts";
import type { Credentials } from "../base/credentials.ts";
import { ActasError, type ErrorCode } from "../base/errors.ts";
import { printable } from "../base/printable.ts";
import { type FetchHow, KeptFresh } from "./kept-fresh.ts";

/** What is served now, as every listener and the page see it. */
export interface ServedState {
  /** As it was typed, and printable. Undefined: none has been chosen yet. */
  readonly target: string | undefined;
  /** The end of the credentials that programs get now. */
  readonly expiration: Date | undefined;
  /** Whether there are some, and they have no end. */
  readonly endless: boolean;
  /** When they are renewed. */
  readonly renewal: Date | undefined;
  /** Why there are none, or why they cannot be renewed before they end. */
  readonly problem: Pick<ActasError, "code" | "message" | "hints"> | undefined;
  readonly lastFetch: Fetch | undefined;
}

/** A program that has fetched credentials, as far as the system tells which one that was. */
export interface Fetch extends Fetcher {
  readonly at: Date;
}

export interface Fetcher {
  readonly pid?: number;
  readonly program?: string;
}

type FetchListener = (target: string, by: Fetcher | undefined) => void;

export interface ServingParts {
  /**
   * Asks the agent for the credentials of a target.
   *
   * @throws {ActasError} what the person has to do, if one is needed and may not be asked
   */
  readonly obtain: (target: string, how: FetchHow) => Promise<Credentials>;
  /** Whether a person can be asked now, at a terminal or on a page. */
  readonly canAsk: () => boolean;
  /** Whether the user has had credentials forgotten since this was asked last, or ended a sign-in. */
  readonly isForgotten?: () => boolean;
  readonly clock: Pick<Clock, "now">;
}

/** Which target is served, and its credentials: one supply for all listeners of `actas serve`. */
export class Serving {
  readonly #parts: ServingParts;
  readonly #targets = new Map<string, KeptFresh>();
  readonly #listeners = new Set<() => void>();
  readonly #watchers = new Set<FetchListener>();
  #current: string | undefined;
  #switches = 0;
  #lastFetch: Fetch | undefined;

  constructor(parts: ServingParts) {
    this.#parts = parts;
  }

  /** The target that is served, as it was typed. */
  get target(): string | undefined {
    return this.#current;
  }

  /**
   * Those of the target that is served: at once if they are held and not due, and never after waiting for a person.
   *
   * @throws {ActasError} what the person has to do
   */
  credentials(): Credentials | Promise<Credentials> {
    return this.#current === undefined ? Promise.reject(nothingServed()) : this.credentialsOf(this.#current);
  }

  /** The same of any target, which does not become the one that is served. */
  credentialsOf(target: string): Credentials | Promise<Credentials> {
    this.look();
    return this.#keptFresh(target).credentials();
  }

  /** Gives nothing of what is held any more, once the user has had it forgotten. */
  look(): void {
    if (this.#parts.isForgotten?.()) for (const fresh of this.#targets.values()) fresh.forget();
  }

  /**
   * Serves another target, once its credentials are there. A person may be asked for them.
   *
   * @throws {ActasError} why there are none: what was served before still is
   */
  async switchTo(target: string): Promise<void> {
    const mine = ++this.#switches;
    await this.#keptFresh(target).ensure({ force: false });
    if (mine !== this.#switches) throw overtaken(target);
    this.#current = target;
    this.#changed();
  }

  /** Serves a target before there are any credentials: until then, programs are told why not. */
  begin(target: string): void {
    this.#current = target;
    void Promise.resolve(this.credentialsOf(target)).catch(() => {});
    this.#changed();
  }

  /** Gets new credentials, whatever is held. @throws {ActasError} why there are none: the old ones are served on */
  async refresh(): Promise<void> {
    if (this.#current === undefined) throw nothingServed();
    await this.#keptFresh(this.#current).ensure({ force: true });
  }

  /**
   * Notes that a program has got credentials of a target.
   *
   * @param by - `later`: which one was not looked for; undefined: the system does not tell
   */
  fetched(target: string, by: Fetcher | "later" | undefined): void {
    for (const listener of this.#watchers) listener(target, by === "later" ? undefined : by);
    if (by === "later") return;
    this.#lastFetch = { at: new Date(this.#parts.clock.now()), ...by };
    this.#changed();
  }

  /** Calls the listener whenever a program has got credentials. */
  onFetch(listener: FetchListener): void {
    this.#watchers.add(listener);
  }

  state(): ServedState {
    const fresh = this.#current === undefined ? undefined : this.#keptFresh(this.#current);
    return {
      target: this.#current === undefined ? undefined : printable(this.#current),
      expiration: fresh?.good?.credentials.expiration,
      endless: fresh?.good !== undefined && fresh.good.credentials.expiration === undefined,
      renewal: dateOf(fresh?.good?.dueAt),
      problem: fresh?.problem,
      lastFetch: this.#lastFetch,
    };
  }

  /** Calls the listener whenever the state may have changed. @returns what ends that */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Renews nothing any more. */
  stop(): void {
    for (const fresh of this.#targets.values()) fresh.stop();
  }

  #keptFresh(target: string): KeptFresh {
    const known = this.#targets.get(target);
    if (known) return known;
    const { canAsk, clock, obtain } = this.#parts;
    const fresh = new KeptFresh({
      clock,
      canAsk,
      obtain: (how) => obtain(target, how),
      isKept: () => this.#current === target,
      onChange: () => this.#changed(),
    });
    this.#targets.set(target, fresh);
    return fresh;
  }

  #changed(): void {
    for (const listener of this.#listeners) listener();
  }
}

function dateOf(ms: number | undefined): Date | undefined {
  return ms === undefined || ms === Number.POSITIVE_INFINITY ? undefined : new Date(ms);
}

function nothingServed(): ActasError {
  return new ActasError(NOTHING, "cannot give credentials: no target has been chosen yet", {
    hints: ["choose one on the page of `actas serve`"],
  });
}

const NOTHING: ErrorCode = "configuration";

function overtaken(target: string): ActasError {
  return new ActasError("cancelled", `cannot serve "${target}": another target was chosen meanwhile`);
}
