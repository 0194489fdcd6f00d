import type { RoleEntry } from "../../src/base/role-entry.ts";

const ROLES = ["AdministratorAccess", "ReadOnly", "PowerUser", "Billing", "Deploy"];

/** Five roles in each of so many accounts, an account at a time. */
export function* accounts(count: number): Generator<readonly RoleEntry[]> {
  for (let number = 0; number < count; number++) {
    const accountId = String(100_000_000_000 + number);
    const accountName = `team-${number}-${["prod", "staging", "dev"][number % 3]}`;
    yield ROLES.map((role) => ({ name: `${accountId}/${role}`, accountId, accountName }));
  }
}
