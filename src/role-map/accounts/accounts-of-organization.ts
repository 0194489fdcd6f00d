import { OrganizationReader, type OrganizationUnit } from "../../aws/lists/organization-reader.ts";
import { partitionOfRegion } from "../../base/partitions.ts";
import type { ListedAccount } from "../scanned-account.ts";
import { AUDIT_ROLE, type AwsAccess } from "./aws-access.ts";

/** AWS has at most five levels below the root. */
const MOST_LEVELS = 8;
/** Organizations takes few calls a second of all callers together. */
const UNITS_AT_ONCE = 8;

/**
 * The active accounts of an organization, with their places in its tree. It is walked from the root, since asking for the
 * place of each account would be thousands of calls.
 *
 * @param access - of the management account, or of a delegated administrator
 * @param role - the name of the audit role with its path; the same in each account
 * @throws {ActasError}
 */
export async function accountsOfOrganization(access: AwsAccess, role = AUDIT_ROLE): Promise<readonly ListedAccount[]> {
  const reader = new OrganizationReader(access);
  const { id: partition } = partitionOfRegion(access.region);
  const accounts: ListedAccount[] = [];
  const visit = async ({ above, unit }: Place): Promise<readonly Place[]> => {
    const path = [...above, unit.name];
    const [found, units] = await Promise.all([reader.accountsIn(unit.id), reader.unitsIn(unit.id)]);
    for (const { id, isActive, name } of found) {
      if (!isActive) continue;
      const auditRoleArn = `arn:${partition}:iam::${id}:role/${role}`;
      accounts.push({ id, auditRoleArn, unit: path.join("/"), ...(name && { name }) });
    }
    return units.map((below) => ({ unit: below, above: path }));
  };
  let places: readonly Place[] = (await reader.roots()).map((unit) => ({ unit, above: [] }));
  for (let level = 0; level < MOST_LEVELS && places.length > 0; level++) {
    const below: Place[] = [];
    for (let at = 0; at < places.length; at += UNITS_AT_ONCE) {
      for (const found of await Promise.all(places.slice(at, at + UNITS_AT_ONCE).map(visit))) below.push(...found);
    }
    places = below;
  }
  return accounts.toSorted((one, other) => (one.id < other.id ? -1 : 1));
}

/** A unit, and the names of those above it. */
interface Place {
  readonly unit: OrganizationUnit;
  readonly above: readonly string[];
}
