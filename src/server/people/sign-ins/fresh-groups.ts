import type { Clock } from "../../../base/clock.ts";
import { ActasError } from "../../../base/errors.ts";
import type { Log } from "../../../base/log.ts";
import { HttpRefusal } from "../../http-refusal.ts";
import { refuseToken } from "../bearer/refuse-token.ts";
import type { Upstream } from "../upstream/upstream.ts";
import type { KeptSignIn, KeptSignIns, Turn } from "./kept-sign-ins.ts";

/** How old groups may be. */
export interface Freshness {
  readonly groupsSeconds: number;
  /** The same while the provider cannot be asked. */
  readonly outageSeconds: number;
}

interface Tools {
  readonly signIns: KeptSignIns;
  readonly upstream: Upstream;
  readonly clock: Clock;
  readonly log: Log;
}

/** While another replica asks, longer than it may take. */
const PATIENCE_MS = 21_000;
const PAUSE_MS = 50;
/** Of two replicas, usually less. */
const CLOCKS_DIFFER_SECONDS = 5;
/** A provider that is down is not asked by everyone at once. */
const DOWN_MS = 5_000;

/**
 * Sees to it that groups are as fresh as the configuration wants them: one request to the provider for each sign-in at a
 * time, whoever asks and on whichever replica.
 */
export class FreshGroups {
  readonly #tools: Tools;
  readonly #limits: Freshness;
  readonly #running = new Map<string, Promise<KeptSignIn>>();
  /** By a clock that nobody sets. */
  #downUntil = 0;

  constructor(limits: Freshness, tools: Tools) {
    this.#limits = limits;
    this.#tools = tools;
  }

  /**
   * The sign-in with groups that are fresh enough.
   *
   * @throws {HttpRefusal} 401 when the provider does not vouch for the person any more, 503 when it cannot be asked
   */
  freshened(signIn: KeptSignIn): Promise<KeptSignIn> {
    if (this.#ageOf(signIn) <= this.#limits.groupsSeconds) return Promise.resolve(signIn);
    return this.#running.get(signIn.id) ?? this.#begin(signIn);
  }

  #begin(signIn: KeptSignIn): Promise<KeptSignIn> {
    const running = this.#askInTurn(signIn).finally(() => this.#running.delete(signIn.id));
    this.#running.set(signIn.id, running);
    return running;
  }

  async #askInTurn(before: KeptSignIn): Promise<KeptSignIn> {
    const { signIns } = this.#tools;
    const end = performance.now() + PATIENCE_MS;
    for (;;) {
      const signIn = await signIns.require(before.id);
      if (this.#ageOf(signIn) <= this.#limits.groupsSeconds) return signIn;
      if (performance.now() < this.#downUntil) return this.#withoutAsking(signIn);
      const turn = await signIns.takeTurn(signIn.id);
      if (turn) return this.#inTurn(signIn.id, turn);
      if (performance.now() > end) return this.#withoutAsking(signIn);
      await Bun.sleep(PAUSE_MS);
    }
  }

  /** Whoever had the turn before may have heard the groups, and got other tokens, since they were looked at. */
  async #inTurn(id: string, turn: Turn): Promise<KeptSignIn> {
    const { signIns } = this.#tools;
    const signIn = await signIns.require(id);
    if (this.#ageOf(signIn) > this.#limits.groupsSeconds) return this.#ask(signIn, turn);
    await signIns.passTurn(id, turn);
    return signIn;
  }

  async #ask(signIn: KeptSignIn, turn: Turn): Promise<KeptSignIn> {
    const { clock, log, signIns, upstream } = this.#tools;
    const groupsAt = clock.now();
    try {
      const vouched = await upstream.askAgain(signIn.subject, signIn.tokens);
      if (vouched === "gone") {
        await signIns.end(signIn.id, "the OpenID provider does not vouch for the person any more");
        throw refuseToken("your sign-in has ended at the OpenID provider");
      }
      await signIns.heard(signIn.id, turn, vouched, groupsAt);
      // The provider may take its time, and somebody may have ended the sign-in since.
      await signIns.require(signIn.id);
      const { groups, name, tokens } = vouched;
      return { ...signIn, groups, name, tokens, groupsAt };
    } catch (error) {
      if (!(error instanceof ActasError)) throw error;
      await signIns.passTurn(signIn.id, turn);
      log(`people: ${error.message}`);
      if (error.code === "access-denied")
        throw new HttpRefusal(403, "access_denied", "cannot tell which groups you are in");
      this.#downUntil = performance.now() + DOWN_MS;
      return this.#withoutAsking(signIn);
    }
  }

  #withoutAsking(signIn: KeptSignIn): KeptSignIn {
    if (this.#ageOf(signIn) <= this.#limits.outageSeconds) return signIn;
    throw new HttpRefusal(
      503,
      "temporarily_unavailable",
      "the OpenID provider cannot be asked which groups you are in; try again in a minute",
      { "retry-after": "10" },
    );
  }

  /** In seconds. What was heard in the future, by a clock that was wrong then or is now, is of no known age. */
  #ageOf({ groupsAt }: KeptSignIn): number {
    const seconds = (this.#tools.clock.now() - groupsAt) / 1000;
    return seconds < -CLOCKS_DIFFER_SECONDS ? Number.POSITIVE_INFINITY : seconds;
  }
}
