import type { Credentials } from "../../base/credentials.ts";

/** Between the two requests of one client pass a few milliseconds; a slow machine may take a hundred times as long. */
const KEPT_MS = 2_000;

interface Listed {
  readonly credentials: Credentials;
  readonly until: number;
}

/**
 * The roles that clients have just been told of, with their credentials. A client asks for the name of the role first
 * and then, by that name, for its credentials: if the target is switched between the two, it still gets those that
 * belong to the name, never another role's.
 */
export class ListedRoles {
  readonly #now: () => number;
  readonly #byName = new Map<string, Listed>();

  constructor(now: () => number) {
    this.#now = now;
  }

  add(name: string, credentials: Credentials): void {
    this.#byName.set(name, { credentials, until: this.#now() + KEPT_MS });
  }

  /** What belongs to a name that a client was told within the last seconds. */
  credentialsOf(name: string): Credentials | undefined {
    const now = this.#now();
    for (const [listed, { until }] of this.#byName) if (until < now) this.#byName.delete(listed);
    return this.#byName.get(name)?.credentials;
  }
}
