import { Sts } from "../../aws/sts.ts";
import { regionalSts } from "../../aws/sts-location.ts";
import { parseRoleArn } from "../../base/arn.ts";
import { type AwsCaller, accessTo } from "../../role-map/accounts/access-to.ts";
import { accountsInTable, MOZILLAS_TABLE } from "../../role-map/accounts/accounts-in-table.ts";
import { accountsOfOrganization } from "../../role-map/accounts/accounts-of-organization.ts";
import { onceEach } from "../../role-map/accounts/listed-in-text.ts";
import { auditSession } from "../../role-map/scan/audit-session.ts";
import type { ListedAccount } from "../../role-map/scanned-account.ts";
import type { ScanningSettings } from "./scanning-settings.ts";

/** What listing an organization takes. */
export const ORGANIZATION_ACTIONS = [
  "organizations:ListAccountsForParent",
  "organizations:ListOrganizationalUnitsForParent",
  "organizations:ListRoots",
];

/** The accounts that are to be read, as they are now. @throws {ActasError} */
export async function listedBySettings(
  { list, organization, table }: ScanningSettings,
  caller: AwsCaller,
): Promise<readonly ListedAccount[]> {
  if (list) return onceEach(list.flatMap((entry) => accountFrom(entry)));
  if (table) {
    const { attribute, category, index, name, region } = table;
    return accountsInTable(accessTo("dynamodb", caller, region ?? MOZILLAS_TABLE.region), {
      table: name ?? MOZILLAS_TABLE.table,
      index: index ?? MOZILLAS_TABLE.index,
      value: category ?? MOZILLAS_TABLE.value,
      attribute: attribute ?? MOZILLAS_TABLE.attribute,
    });
  }
  const { auditRole, roleArn } = organization ?? {};
  return accountsOfOrganization(accessTo("organizations", await asLister(caller, roleArn)), auditRole);
}

async function asLister(caller: AwsCaller, roleArn: string | undefined): Promise<AwsCaller> {
  if (roleArn === undefined) return caller;
  const location = regionalSts(accessTo("sts", caller));
  const input = auditSession(roleArn, undefined, ORGANIZATION_ACTIONS);
  const session = await new Sts(caller.clock).assumeRole(location, await caller.credentials(), input);
  return { ...caller, credentials: async () => session };
}

function accountFrom({ auditRoleArn, name, unit }: NonNullable<ScanningSettings["list"]>[number]): ListedAccount[] {
  const id = parseRoleArn(auditRoleArn)?.accountId;
  return id ? [{ id, auditRoleArn, ...(name && { name }), ...(unit && { unit }) }] : [];
}
