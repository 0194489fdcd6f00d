import { OrganizationReader, type OrganizationUnit } from "../../aws/lists/organization-reader.ts";
import { partitionOfRegion } from "../../base/partitions.ts";
import type { ListedAccount } from "../scanned-account.ts";
import { AUDIT_ROLE, type AwsAccess } from "./aws-access.ts";

/** AWS has at most five levels below the root. */
const MOST_LEVELS = 8;

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
  const walk = async ({ id: unitId, name }: OrganizationUnit, above: readonly string[]): Promise<void> => {
    const path = [...above, name];
    for (const { id, isActive, name: accountName } of await reader.accountsIn(unitId)) {
      if (!isActive) continue;
      const auditRoleArn = `arn:${partition}:iam::${id}:role/${role}`;
      accounts.push({ id, auditRoleArn, unit: path.join("/"), ...(accountName && { name: accountName }) });
    }
    if (path.length > MOST_LEVELS) return;
    for (const unit of await reader.unitsIn(unitId)) await walk(unit, path);
  };
  for (const root of await reader.roots()) await walk(root, []);
  return accounts.toSorted((one, other) => (one.id < other.id ? -1 : 1));
}
