/** An account as the portal lists it. */
export interface Account {
  readonly accountId: string;
  readonly accountName: string;
  readonly emailAddress: string;
}

/** One permission set in one account, given to or taken from one person. */
export interface Assignment {
  readonly person: string;
  readonly accountId: string;
  readonly roleName: string;
}

/** The accounts, and the permission sets of each person in them. */
export class Directory {
  readonly #count: () => number;
  #changes: readonly (Assignment & { readonly change: "assign" | "remove" })[] = [];
  #many: readonly Account[] = [];

  /** @param count - the current number of accounts; 0: the few of the demo */
  constructor(count: () => number) {
    this.#count = count;
  }

  /** All accounts. */
  get accounts(): readonly Account[] {
    const count = this.#count();
    if (count === 0) return HANDFUL;
    if (this.#many.length !== count) this.#many = Array.from({ length: count }, (_, index) => numbered(index + 1));
    return this.#many;
  }

  /** The permission sets a person has in an account, by name. */
  rolesOf(person: string, accountId: string): readonly string[] {
    const changes = this.#changes.filter((change) => change.person === person && change.accountId === accountId);
    const roles = new Set(this.#given(person, accountId));
    for (const { change, roleName } of changes) change === "assign" ? roles.add(roleName) : roles.delete(roleName);
    return [...roles].sort();
  }

  /** The accounts in which a person has a permission set. */
  accountsOf(person: string): readonly Account[] {
    return this.accounts.filter(({ accountId }) => this.rolesOf(person, accountId).length > 0);
  }

  /** Gives or takes, from now on. */
  change(change: "assign" | "remove", assignment: Assignment): void {
    this.#changes = [...this.#changes, { ...assignment, change }];
  }

  #given(person: string, accountId: string): readonly string[] {
    if (this.#count() > 0) return numberOf(accountId) <= this.#count() ? FIVE : [];
    return GIVEN[person]?.[accountId] ?? [];
  }
}

const HANDFUL: readonly Account[] = [
  account("111122223333", "Sandbox"),
  account("444455556666", "Partner"),
  account("777788889999", "Data"),
];

const GIVEN: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  ana: {
    "111122223333": ["Administrator", "Developer", "ReadOnly"],
    "444455556666": ["ReadOnly"],
    "777788889999": ["Developer", "ReadOnly"],
  },
  ben: { "111122223333": ["ReadOnly"], "777788889999": ["ReadOnly"] },
};

const FIVE = ["Administrator", "Billing", "Developer", "ReadOnly", "Support"];
const FIRST_NUMBERED = 200_000_000_000;

/** The number of a numbered account; infinite for any other. */
function numberOf(accountId: string): number {
  const number = Number(accountId) - FIRST_NUMBERED;
  return number > 0 ? number : Number.POSITIVE_INFINITY;
}

function numbered(number: number): Account {
  return account(String(FIRST_NUMBERED + number), `Team ${String(number).padStart(4, "0")}`);
}

function account(accountId: string, accountName: string): Account {
  const emailAddress = `aws+${accountName.toLowerCase().replace(" ", "-")}@example.com`;
  return { accountId, accountName, emailAddress };
}
