import type { Person } from "../people/person.ts";
import type { KnownRole, RequestFactsOfRole, RoleMap } from "../roles/role-map.ts";

interface Needs {
  readonly roles: Pick<RoleMap, "judge">;
  /** What a loan to the person would be called in AWS. */
  readonly expected: (person: Person, role: KnownRole) => RequestFactsOfRole;
  /** In milliseconds since the epoch. */
  readonly now: () => number;
  readonly staleAfterMs: number;
}

/** The roles that the broker lends to nobody, although their trust policies and the rules would. */
export class BrokerReserve {
  readonly #needs: Needs;
  /** A role whose account has not changed is the same object in all versions of the map. */
  readonly #open = new WeakMap<KnownRole, boolean>();

  constructor(needs: Needs) {
    this.#needs = needs;
  }

  /** Why a role is among them, for lists; `undefined`: it is lent. */
  whyNot(role: KnownRole): string | undefined {
    if (this.isStale(role)) return "what is known of its account is too old";
    const isOpen = this.#open.get(role) ?? this.isOpen(role, NOBODY, this.#needs.expected(NOBODY, role));
    this.#open.set(role, isOpen);
    return isOpen ? "its trust policy does not ask for this server's external id" : undefined;
  }

  /**
   * A policy of yesterday would be believed, which AWS does not judge as it judges that of a token's role. So would one of
   * tomorrow, by a clock that was wrong then or is now.
   */
  isStale({ scannedAt }: KnownRole): boolean {
    return Math.abs(this.#needs.now() - scannedAt) > this.#needs.staleAfterMs;
  }

  /** A role that the server may assume without its external id is one that others could have it assume. */
  isOpen(role: KnownRole, person: Person, { externalId: _, ...facts }: RequestFactsOfRole): boolean {
    const { answer, mode } = this.#needs.roles.judge(role, person, facts);
    return mode === "broker" && answer !== "denied" && answer !== "not-allowed";
  }
}

/** The broker's call is the same for everybody but for what the session is called. */
const NOBODY: Person = {
  issuer: "",
  subject: "nobody",
  name: "nobody",
  groups: [],
  groupsAt: 0,
  via: "code",
  client: "actas",
};
