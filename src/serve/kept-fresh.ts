import type { Clock } from "../base/clock.ts";
import type { Credentials } from "../base/credentials.ts";
import { ActasError, type ErrorCode } from "../base/errors.ts";
import { TargetRefused } from "../settings/target-refused.ts";

/** How credentials are fetched: `mayAsk`: a person may be asked; `force`: what is held already will not do. */
export interface FetchHow {
  readonly mayAsk: boolean;
  readonly force?: boolean;
}

export interface KeptFreshParts {
  readonly obtain: (how: FetchHow) => Promise<Credentials>;
  /** Whether a person can be asked now. */
  readonly canAsk: () => boolean;
  /** Whether they are renewed even if no program asks for them. */
  readonly isKept: () => boolean;
  readonly clock: Pick<Clock, "now">;
  readonly onChange: () => void;
}

/** They are renewed when this part of their life is left, at the latest. */
const LEFT_SHARE = 0.3;
/**
 * And before less than ten minutes are left: over the metadata service, boto3 asks again only up to ten minutes after it
 * has found that less than a quarter of an hour is left. Of short lives this part is left.
 */
const LEFT = { ms: 630_000, mostShare: 0.7 };
/** The last part of a life, in which a request waits for new ones, and a person is asked. */
const LAST = { ms: 600_000, share: 0.15 };
/** No role's credentials last shorter: those with less left were held a while before they came. */
const SHORTEST_LIFE_MS = 900_000;
/** How long a request waits for new credentials while the old ones are good; clients give up after a second. */
const PATIENCE_MS = 500;
const RETRY_MS = 15_000;
/** A person who did not answer is asked again after this time, when a program asks. */
const ASK_AGAIN_MS = 60_000;
/** The clock is looked at this often: timers stand still while a computer sleeps. */
const LOOK_MS = 30_000;

interface Held {
  readonly credentials: Credentials;
  /** Milliseconds since the epoch: when they are renewed, when a request waits for that, and when they end. */
  readonly dueAt: number;
  readonly lastAt: number;
  readonly endsAt: number;
}

/** The credentials of one target: fetched once however many ask, and renewed in the background. */
export class KeptFresh {
  readonly #parts: KeptFreshParts;
  #held: Held | undefined;
  #flight: Promise<Credentials> | undefined;
  #problem: ActasError | undefined;
  #timer: Timer | undefined;
  #isAsking = false;
  #askAgainAt = 0;
  #wasAskedFor = false;
  #timesForgotten = 0;
  /** Who has just signed out is not asked to sign in again: not before there are credentials again. */
  #mayAskPerson = true;

  constructor(parts: KeptFreshParts) {
    this.#parts = parts;
  }

  /** What programs get now; undefined if that has ended or never was. */
  get good(): Held | undefined {
    return this.#held && this.#held.endsAt > this.#parts.clock.now() ? this.#held : undefined;
  }

  /** Why the last renewal failed; undefined while what is held is good for long. */
  get problem(): ActasError | undefined {
    const isGood = (this.good?.lastAt ?? 0) > this.#parts.clock.now();
    return isGood ? undefined : this.#problem;
  }

  /** For a program: at once if any are held that are good for a while, and never after waiting for a person. */
  credentials(): Credentials | Promise<Credentials> {
    this.#wasAskedFor = true;
    const now = this.#parts.clock.now();
    const held = this.good;
    if (held && now < held.dueAt) return held.credentials;
    const renewal = this.#renew();
    if (!held) return renewal;
    if (now < held.lastAt) return held.credentials;
    return Promise.race([renewal.catch(() => {}), Bun.sleep(PATIENCE_MS)]).then(
      () => this.good?.credentials ?? renewal,
    );
  }

  /** For a person, who may be asked. @throws {ActasError} why there are none; what is held stays, unless settings refuse it */
  async ensure(how: { readonly force: boolean }): Promise<void> {
    const held = this.good;
    if (held && !how.force && this.#parts.clock.now() < held.dueAt) return;
    try {
      this.#hold(await this.#obtain({ mayAsk: true, ...(how.force && { force: true }) }));
    } catch (error) {
      if (error instanceof TargetRefused) this.#failed(error);
      throw error;
    }
  }

  /** Gives nothing any more of what is held, or under way. New ones are got if no person is needed for that. */
  forget(): void {
    this.#timesForgotten++;
    this.#mayAskPerson = false;
    if (!this.#held) return;
    this.stop();
    this.#held = undefined;
    this.#problem = undefined;
    this.#parts.onChange();
    if (this.#parts.isKept()) void this.#renew();
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #renew(): Promise<Credentials> {
    this.#flight ??= this.#renewOnce().finally(() => {
      this.#flight = undefined;
    });
    // Nothing has to wait for it, and a failure is kept as the problem.
    this.#flight.catch(() => {});
    return this.#flight;
  }

  async #renewOnce(): Promise<Credentials> {
    try {
      const credentials = await this.#obtain({ mayAsk: false, ...(this.good && { force: true }) });
      this.#hold(credentials);
      return credentials;
    } catch (error) {
      this.#failed(error);
      throw error;
    }
  }

  async #obtain(how: FetchHow): Promise<Credentials> {
    const before = this.#timesForgotten;
    const credentials = await this.#lastingEnough(how);
    return before === this.#timesForgotten ? credentials : this.#obtain({ ...how, mayAsk: false });
  }

  async #lastingEnough(how: FetchHow): Promise<Credentials> {
    const credentials = await this.#parts.obtain(how);
    const leftMs = (credentials.expiration?.getTime() ?? Number.POSITIVE_INFINITY) - this.#parts.clock.now();
    if (how.force || leftMs >= SHORTEST_LIFE_MS) return credentials;
    return this.#parts.obtain({ mayAsk: false, force: true }).catch(() => credentials);
  }

  #hold(credentials: Credentials): void {
    this.#held = heldFrom(credentials, this.#parts.clock.now());
    this.#problem = undefined;
    this.#mayAskPerson = true;
    this.#wasAskedFor = false;
    this.#wakeAt(this.#held.dueAt);
    this.#parts.onChange();
  }

  #failed(error: unknown): void {
    const failure = error instanceof ActasError ? error : new ActasError("bug", "cannot get credentials: actas failed");
    this.#problem = failure;
    // What settings refuse by now is not given out again, however long it would be good.
    if (failure instanceof TargetRefused) this.#held = undefined;
    this.#wakeAt(this.#parts.clock.now() + RETRY_MS);
    this.#parts.onChange();
    if (NEEDS_PERSON.includes(failure.code) && this.problem) void this.#askPerson();
  }

  /** One question, however many programs ask. */
  async #askPerson(): Promise<void> {
    const { canAsk, clock } = this.#parts;
    if (!this.#mayAskPerson || this.#isAsking || clock.now() < this.#askAgainAt || !canAsk()) return;
    this.#isAsking = true;
    try {
      this.#hold(await this.#obtain({ mayAsk: true }));
    } catch {
      // The reason why a person was needed is known.
    } finally {
      this.#isAsking = false;
      this.#askAgainAt = clock.now() + ASK_AGAIN_MS;
    }
  }

  #wakeAt(at: number): void {
    this.stop();
    if (at === Number.POSITIVE_INFINITY) return;
    const delayMs = Math.min(Math.max(at - this.#parts.clock.now(), 0), LOOK_MS);
    this.#timer = setTimeout(() => this.#wake(at), delayMs).unref();
  }

  #wake(at: number): void {
    if (this.#parts.clock.now() < at) this.#wakeAt(at);
    else if (this.#wasAskedFor || this.#parts.isKept()) void this.#renew();
  }
}

const NEEDS_PERSON: readonly ErrorCode[] = ["mfa-required", "sign-in-required"];

function heldFrom(credentials: Credentials, now: number): Held {
  const endsAt = credentials.expiration?.getTime() ?? Number.POSITIVE_INFINITY;
  if (endsAt === Number.POSITIVE_INFINITY) return { credentials, dueAt: endsAt, lastAt: endsAt, endsAt };
  const lifeMs = Math.max(endsAt - now, 0);
  const leftMs = Math.max(lifeMs * LEFT_SHARE, Math.min(LEFT.ms, lifeMs * LEFT.mostShare));
  return { credentials, dueAt: endsAt - leftMs, lastAt: endsAt - Math.min(LAST.ms, lifeMs * LAST.share), endsAt };
}
