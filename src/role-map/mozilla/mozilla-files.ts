import { z } from "zod/mini";
import { parseRoleArn } from "../../base/arn.ts";
import type { TrustFinding } from "../../trust-policies/trust-finding.ts";
import type { BuiltAccount, BuiltMap } from "../built/built-map.ts";
import { groupsOfRole } from "./groups-of-role.ts";
import type { Lists } from "./python-json.ts";

/** What Mozilla's builder calls its files. */
export const GROUPS_FILE = "access-group-iam-role-map.json";
export const ALIASES_FILE = "account-aliases.json";
/** Aliases that somebody has written by hand. */
export const MANUAL_ALIASES_FILE = "manual-account-aliases.json";

/** What is told of a role while the files are made. */
export interface RoleFindings {
  readonly arn: string;
  readonly findings: readonly TrustFinding[];
}

export interface MozillaFiles {
  /** Group to ARNs of roles. */
  readonly groups: Lists;
  /** Account to aliases. */
  readonly aliases: Lists;
  readonly findings: readonly RoleFindings[];
}

/** What the files were before, and what people have added. */
export interface EarlierFiles {
  readonly groups?: Lists;
  readonly aliases?: Lists;
  readonly manualAliases?: Lists;
}

/**
 * Makes Mozilla's two files of a map. In the list of a group the roles are in the order of the accounts, and within an
 * account in AWS's, as Mozilla's builder has them. Of an account that was never read here the earlier files' entries stay.
 */
export function mozillaFiles({ accounts, issuers }: BuiltMap, earlier: EarlierFiles = {}): MozillaFiles {
  const groups = new Map<string, string[]>();
  const aliases: Record<string, readonly string[]> = { ...earlier.manualAliases };
  const findings: RoleFindings[] = [];
  const add = (group: string, arn: string): void => {
    const roles = groups.get(group) ?? [];
    if (!roles.includes(arn)) roles.push(arn);
    groups.set(group, roles);
  };
  for (const account of accounts) {
    const { id } = account.account;
    for (const { arn, groups: names, findings: found } of listedRoles(account, issuers, earlier.groups)) {
      for (const name of names) add(name, arn);
      if (found.length > 0) findings.push({ arn, findings: found });
    }
    const own = account.scanned?.aliases ?? earlier.aliases?.[id];
    // An account without an alias does not hide what somebody has called it.
    if (own && (own.length > 0 || !(id in aliases))) aliases[id] = own;
  }
  return { groups: Object.fromEntries(groups), aliases, findings };
}

interface ListedRole extends RoleFindings {
  readonly groups: readonly string[];
}

function listedRoles(
  { account, scanned }: BuiltAccount,
  issuers: readonly string[],
  earlier: Lists = {},
): readonly ListedRole[] {
  if (!scanned) {
    return Object.entries(earlier).flatMap(([group, arns]) =>
      arns
        .filter((arn) => parseRoleArn(arn)?.accountId === account.id)
        .map((arn) => ({ arn, groups: [group], findings: [] })),
    );
  }
  return scanned.roles.map((role) => {
    const each = issuers.map((issuer) => groupsOfRole(role, issuer, scanned.providers));
    const findings = each.flatMap((one) => one.findings);
    return { arn: role.arn, groups: [...new Set(each.flatMap((one) => one.groups))], findings: onceEach(findings) };
  });
}

function onceEach(findings: readonly TrustFinding[]): readonly TrustFinding[] {
  return [...new Map(findings.map((one) => [`${one.code} ${one.statement}`, one])).values()];
}

const ListsShape = z.record(z.string(), z.array(z.string()));

/** @returns undefined for what is no such file */
export function listsInText(text: string): Lists | undefined {
  try {
    const read = ListsShape.safeParse(JSON.parse(text));
    return read.success ? read.data : undefined;
  } catch {
    return undefined;
  }
}
