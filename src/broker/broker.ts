import type { KeptKeys } from "../access-keys/kept-keys.ts";
import type { Sts } from "../aws/sts.ts";
import type { Clock } from "../base/clock.ts";
import type { CredentialRequest } from "../base/credential-request.ts";
import type { Credentials } from "../base/credentials.ts";
import { isTransient } from "../base/errors.ts";
import { targetKey } from "../cache/cache-key.ts";
import type { CredentialCache } from "../cache/credential-cache.ts";
import { refreshAt } from "../cache/due.ts";
import { heldFor } from "../cache/held-for.ts";
import type { Conversation } from "../conversation/conversation.ts";
import { Impatient } from "../conversation/impatient.ts";
import { MAY_NOT_ASK } from "../conversation/may-not-ask.ts";
import { noPerson } from "../conversation/no-person.ts";
import type { SingleFlight } from "../conversation/single-flight.ts";
import type { MfaDevices } from "../mfa/mfa-devices.ts";
import type { RunningCommands } from "../sources/running-commands.ts";
import type { SignIns } from "../sources/sign-ins.ts";
import type { Recall } from "../sources/source.ts";
import { kindOf } from "../targets/kinds/kinds.ts";
import type { ResolvedTarget } from "../targets/resolved-target.ts";
import { refuseDepth, stepOf, stepsBefore } from "../targets/resolving.ts";
import { AccountPin, refuseOtherAccount } from "./account-pin.ts";
import { CommandCircles } from "./command-circles.ts";
import { Failures } from "./failures.ts";
import { keyringIsSlow } from "./keyring-is-slow.ts";
import type { Refresher } from "./refresher.ts";
import { vendWhileWaiting } from "./vend-while-waiting.ts";
import { whileWaitedFor } from "./while-waited-for.ts";

/** The tools of the broker, the same in the agent and in a command without one. */
export interface BrokerParts {
  readonly cache: CredentialCache;
  readonly clock: Clock;
  /** Commands that profiles name, while they run. */
  readonly commands: RunningCommands;
  readonly flights: SingleFlight;
  readonly mfaDevices: MfaDevices;
  readonly recall?: Recall;
  readonly refresher: Refresher;
  readonly signIns: SignIns;
  readonly keptKeys: KeptKeys;
  readonly sts: Sts;
}

/** How long a program that has credentials waits for new ones. The container endpoint answers within a second. */
const PATIENCE_MS = 500;

/** How long AWS is left alone after it failed for a program that has no credentials, however often the program asks. */
const PAUSES = { firstSeconds: 1, mostSeconds: 30, follows: isTransient };

/** Why a sign-in or a code is not waited for when a program asks for new credentials. */
const PROGRAM_CANNOT_WAIT = "you are needed, and a running program does not wait";

/** Decides how a target becomes credentials, and keeps those in use fresh. */
export class Broker {
  readonly #parts: BrokerParts;
  readonly #accountPin: AccountPin;
  readonly #circles = new CommandCircles();
  readonly #failures: Failures;

  constructor(parts: BrokerParts) {
    this.#parts = parts;
    this.#failures = new Failures(PAUSES, parts.clock.now);
    this.#accountPin = new AccountPin(parts.sts);
  }

  /**
   * Credentials for a target. A request that may not wait for a person fails at once when one is needed, even when
   * another command is being asked already. Running programs may try again at once, whatever failed for them before.
   */
  async credentials(
    target: ResolvedTarget,
    request: CredentialRequest,
    conversation: Conversation,
  ): Promise<Credentials> {
    for (const notice of target.notices) conversation.tell(notice);
    refuseOtherAccount(target, request.expectedAccountId);
    this.#failures.forget(targetKey(target));
    const credentials = await this.#outsideCircles(target, request, () =>
      this.#inConversation(target, request, conversation),
    );
    await this.#accountPin.confirm(target, request.expectedAccountId, credentials);
    this.#refreshIfSoon(target, request);
    const { expiration } = credentials;
    if (request.verbose && expiration)
      conversation.detail(`the credentials are good until ${expiration.toISOString()}`);
    const warning = this.#parts.clock.warning();
    if (warning) conversation.tell(warning);
    return credentials;
  }

  /**
   * Credentials for a running program. No user is ever asked for them. They are replaced in time; if that fails or
   * takes long, the program keeps the old ones until they expire.
   */
  async forProgram(target: ResolvedTarget, request: CredentialRequest): Promise<Credentials> {
    refuseOtherAccount(target, request.expectedAccountId);
    const credentials = await this.#renewed(target, request);
    await this.#accountPin.confirm(target, request.expectedAccountId, credentials);
    return credentials;
  }

  /** Keeps the credentials of a target fresh while `inUse`. */
  keepFresh(target: ResolvedTarget, request: CredentialRequest, inUse: () => boolean): void {
    this.#parts.refresher.keep({
      key: targetKey(target),
      inUse,
      refresh: this.#refresh(target, request),
      refreshAt: () => this.refreshAt(target),
    });
  }

  /** When what the cache holds for a target is due to be replaced, in milliseconds since the epoch. */
  refreshAt(target: ResolvedTarget): number | undefined {
    const entry = this.#parts.cache.get(targetKey(target))?.entry;
    return entry?.credentials.expiration && refreshAt(entry.credentials.expiration, entry.obtainedAt);
  }

  async #renewed(target: ResolvedTarget, request: CredentialRequest): Promise<Credentials> {
    const key = targetKey(target);
    const held = heldFor(request, this.#parts.cache.get(key));
    if (!held) return this.#forNeedyProgram(target, request);
    if (held.isLastResort) {
      await Promise.race([this.#parts.refresher.attempt(key, this.#refresh(target, request)), Bun.sleep(PATIENCE_MS)]);
    }
    // They may have ended while others were waited for.
    return heldFor(request, this.#parts.cache.get(key))?.credentials ?? this.#forNeedyProgram(target, request);
  }

  /** A program without credentials asks again and again: only the first time is AWS tried for as long as it waits. */
  async #forNeedyProgram(target: ResolvedTarget, request: CredentialRequest): Promise<Credentials> {
    await this.#recall();
    const ask = (): Promise<Credentials> => this.#withoutAsking(target, request, PROGRAM_CANNOT_WAIT);
    return this.#failures.attempt(targetKey(target), (failed) => (failed > 0 ? ask() : whileWaitedFor(ask)));
  }

  /** A keyring may take longer than a program waits; what is read meanwhile is there when the program asks again. */
  async #recall(): Promise<void> {
    const recalled = this.#parts.recall?.();
    if (!recalled) return;
    const late = Bun.sleep(PATIENCE_MS).then(() => "late");
    if ((await Promise.race([recalled, late])) === "late") throw keyringIsSlow();
  }

  async #withoutAsking(
    target: ResolvedTarget,
    request: CredentialRequest,
    reason: string,
    behind = noPerson(reason),
  ): Promise<Credentials> {
    const silent = { ...request, interaction: "never" } as const;
    try {
      return await this.#vendTo(new Impatient("anybody", reason, behind), target, silent);
    } catch (error) {
      const lastOnes = heldFor(request, this.#parts.cache.get(targetKey(target)));
      if (lastOnes) return lastOnes.credentials;
      throw error;
    }
  }

  /** A command that waits for itself would wait until its time is up. */
  async #outsideCircles<T>(
    { source }: ResolvedTarget,
    { environment }: CredentialRequest,
    work: () => Promise<T>,
  ): Promise<T> {
    const before = stepsBefore(environment);
    const run = kindOf(source).commandOf(source);
    if (!run) return work();
    const step = stepOf(run.profile, run.command, environment);
    refuseDepth(before, step);
    using _ = this.#circles.enter(before, step);
    try {
      return await work();
    } catch (error) {
      throw this.#circles.toldTo(step) ?? error;
    }
  }

  #inConversation(
    target: ResolvedTarget,
    request: CredentialRequest,
    conversation: Conversation,
  ): Promise<Credentials> {
    switch (request.interaction) {
      case "allowed":
        return this.#vendTo(conversation, target, request);
      case "code-only":
        return this.#vendTo(new Impatient("browser", "nobody is signed in", conversation), target, request);
      case "never":
        return this.#withoutAsking(target, request, MAY_NOT_ASK, {
          ...noPerson(MAY_NOT_ASK),
          waiters: conversation.waiters,
          surroundings: () => conversation.surroundings(),
          // Nobody answers, but somebody reads.
          tell: (notice) => conversation.tell(notice),
        });
    }
  }

  #vendTo(conversation: Conversation, target: ResolvedTarget, request: CredentialRequest): Promise<Credentials> {
    const allowed = target.limits && { allowedGrants: target.limits.grants };
    return vendWhileWaiting(target, { ...this.#parts, request, conversation, ...allowed });
  }

  #refreshIfSoon(target: ResolvedTarget, request: CredentialRequest): void {
    const key = targetKey(target);
    if (this.#parts.cache.get(key)?.due === "soon") {
      void this.#parts.refresher.attempt(key, this.#refresh(target, request));
    }
  }

  #refresh(target: ResolvedTarget, request: CredentialRequest): () => Promise<Credentials> {
    const { tokenCode: _, ...withoutCode } = request;
    const anew = { ...withoutCode, freshness: "refresh" } as const;
    return () => this.#withoutAsking(target, anew, "credentials are renewed without asking");
  }
}
