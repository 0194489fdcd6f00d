import { Secret } from "../../src/base/secret.ts";
import type { Person } from "../../src/server/people/person.ts";
import type { Database } from "../../src/server/store/database.ts";
import { openDatabase } from "../../src/server/store/open-database.ts";
import { groupName, madeUpAccounts } from "../../test/support/server/made-up-map.ts";
import { storeAccounts } from "../../test/support/server/store-accounts.ts";

/** Of the roles of each account, some trust the server. */
export const ROLES_EACH = 200;
export const FEDERATED_EACH = 10;
/** Of an organization of 5,000 accounts; smaller ones have fewer. */
const GROUPS = 4_000;
const ACCOUNTS_AT_ONCE = 250;

/** Connects to a database as a server does, and makes its tables. */
export function openBenchDatabase(url: string): Promise<Database> {
  const tools = { log: () => {}, surroundings: { directory: "/", environment: {} } };
  return openDatabase({ url: new Secret(url), folder: "/nonexistent" }, tools);
}

/** Stores an organization as scans would. */
export async function storeOrganization(accounts: number, url: string): Promise<void> {
  const database = await openBenchDatabase(url);
  const made = madeUpAccounts({
    accounts,
    rolesEach: ROLES_EACH,
    federatedEach: FEDERATED_EACH,
    groups: groupsOf(accounts),
  });
  for (let page = [...take(made)]; page.length > 0; page = [...take(made)]) await storeAccounts(database, page);
  await database.query("ANALYZE");
  await database.close();
}

export function groupsOf(accounts: number): number {
  return Math.max(100, (GROUPS * accounts) / 5_000);
}

/** Somebody in so many groups of the organization, and in one that all are in. No two of a thousand have the same. */
export function somebody(number: number, groups: number, organization: number): Pick<Person, "subject" | "groups"> {
  const own = Array.from({ length: groups }, (_, index) => groupName((number * 37 + index * 41) % organization));
  return { subject: `person-${number}`, groups: ["everybody", ...own] };
}

function* take<T>(all: Iterator<T>): Generator<T> {
  for (let left = ACCOUNTS_AT_ONCE; left > 0; left--) {
    const { done, value } = all.next();
    if (done) return;
    yield value;
  }
}
