import type { Credentials } from "../../base/credentials.ts";
import { targetKey } from "../../cache/cache-key.ts";
import { refreshAt } from "../../cache/due.ts";
import type { Readers } from "../../requests/read-files.ts";
import { refuseMode } from "../../requests/refuse-target.ts";
import type { RequestTools } from "../../requests/request-tools.ts";
import { resolve } from "../../requests/resolve.ts";
import { TargetRefused } from "../../settings/target-refused.ts";
import type { ResolvedTarget } from "../../targets/resolved-target.ts";
import type { Grant } from "../grants/grant-record.ts";
import type { Grants } from "../grants/grants.ts";

/** What a grant was given last, and until when it is given again without a look at the cache. */
interface Given {
  readonly credentials: Credentials;
  /** Milliseconds since the epoch. */
  readonly until: number;
}

interface SupplyParts {
  readonly tools: Pick<RequestTools, "broker" | "clock" | keyof Readers>;
  readonly grants: Pick<Grants, "has" | "surroundingsOf">;
}

/** Decides what each grant's program gets, and until when. */
export class Supply {
  readonly #parts: SupplyParts;
  #given = new WeakMap<Grant, Given>();
  /** The grants that use each cache key, so that its credentials are kept fresh while one of them lives. */
  readonly #users = new Map<string, Set<Grant>>();

  constructor(parts: SupplyParts) {
    this.#parts = parts;
  }

  /** Gives a grant these credentials until they are due to be replaced, and has them replaced while it lasts. */
  begin(grant: Grant, target: ResolvedTarget, credentials: Credentials): void {
    const { broker, clock } = this.#parts.tools;
    const { expiration } = credentials;
    this.#keepFresh(grant, target);
    const until = broker.refreshAt(target) ?? (expiration && refreshAt(expiration, clock.now()));
    if (until) this.#given.set(grant, { credentials, until });
  }

  /** Usually at once: the same credentials as before, until they are due to be replaced. */
  credentials(grant: Grant): Credentials | Promise<Credentials> {
    const given = this.#given.get(grant);
    const now = this.#parts.tools.clock.now();
    return given && given.until > now ? given.credentials : this.#renewOr(given, grant);
  }

  /** When a grant is given others than now, in milliseconds since the epoch; undefined if that is not known. */
  dueAt(grant: Grant): number | undefined {
    return this.#given.get(grant)?.until;
  }

  /** Makes every grant look into the cache again at its next request. */
  forget(): void {
    this.#given = new WeakMap();
  }

  #keepFresh(grant: Grant, target: ResolvedTarget): void {
    const { grants, tools } = this.#parts;
    const key = targetKey(target);
    const users = this.#users.get(key) ?? new Set();
    this.#users.set(key, users.add(grant));
    tools.broker.keepFresh(target, grant.request, () => {
      for (const user of users) if (!grants.has(user)) users.delete(user);
      return users.size > 0 || !this.#users.delete(key);
    });
  }

  /**
   * The same credentials as before serve until they expire if no newer ones can be had, but not if the user's settings
   * refuse the target by now.
   */
  async #renewOr(given: Given | undefined, grant: Grant): Promise<Credentials> {
    try {
      return await this.#renew(grant);
    } catch (error) {
      if (error instanceof TargetRefused) this.#stop(grant);
      else if (this.#isGood(given)) return given.credentials;
      throw error;
    }
  }

  /** Neither keeps fresh nor gives again what this grant was given. */
  #stop(grant: Grant): void {
    this.#given.delete(grant);
    for (const users of this.#users.values()) users.delete(grant);
  }

  #isGood(given: Given | undefined): given is Given {
    const end = given?.credentials.expiration?.getTime() ?? 0;
    return end > this.#parts.tools.clock.now();
  }

  async #renew(grant: Grant): Promise<Credentials> {
    const { grants, tools } = this.#parts;
    const target = await resolve(tools, grant.request, "other", () => grants.surroundingsOf(grant));
    refuseMode(target, grant.delivery ?? "container");
    const credentials = await tools.broker.forProgram(target, grant.request);
    this.begin(grant, target, credentials);
    return credentials;
  }
}
