import type { SandboxRole } from "../../accounts.ts";
import { AwsError } from "../../aws-error.ts";
import { inWholeSeconds } from "../../issue-credentials.ts";
import type { MadeUpAws } from "../../made-up-aws.ts";
import { partitionOf } from "../../partitions.ts";
import type { Caller } from "../../signature/key-ring.ts";
import { requiredParameter } from "../../sts/parameters.ts";
import { TEAM_ALIASES } from "../../team/team-members.ts";
import type { XmlTree } from "../../xml.ts";
import { aliasOf } from "../../yoyodyne/yoyodyne-accounts.ts";
import { authorizedUser } from "../authorize.ts";
import { listPage } from "../list-page.ts";

/** AWS's limits for one page; what it has by default is fewer here, so that a client that reads one is noticed. */
const MOST_ROLES = 1000;
const ROLE_NAME = { min: 1, max: 64, pattern: /^[\w+=,.@-]+$/ };
const CREATED = new Date("2020-01-01T00:00:00Z");

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListRoles.html */
export function listRoles(parameters: URLSearchParams, caller: Caller, aws: MadeUpAws): XmlTree {
  requirePermission("ListRoles", caller, aws);
  const linked = serviceLinked(caller.accountId);
  const roles = [...aws.accounts.rolesIn(caller.accountId).filter(isIn(caller)), linked];
  return listPage("Roles", roles, parameters, shownRole, MOST_ROLES);
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRole.html */
export function getRole(parameters: URLSearchParams, caller: Caller, aws: MadeUpAws): XmlTree {
  requirePermission("GetRole", caller, aws);
  const name = requiredParameter(parameters, "RoleName", ROLE_NAME);
  const roles = aws.accounts.rolesIn(caller.accountId).filter(isIn(caller));
  const role = roles.find(({ arn }) => nameOf(arn).toLowerCase() === name.toLowerCase());
  if (!role) throw new AwsError("NoSuchEntity", `The role with name ${name} cannot be found.`);
  return { Role: { ...shownRole(role), RoleLastUsed: {} } };
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListAccountAliases.html */
export function listAccountAliases(_: URLSearchParams, caller: Caller, aws: MadeUpAws): XmlTree {
  requirePermission("ListAccountAliases", caller, aws);
  const { accountId } = caller;
  const ofTeam = aws.staff && TEAM_ALIASES[accountId];
  const isYoyodyne = !aws.accounts.users.some((user) => user.accountId === accountId);
  const alias = ofTeam ?? (isYoyodyne ? aliasOf(accountId) : `sandbox-${accountId}`);
  return { AccountAliases: { member: alias === undefined ? [] : [alias] }, IsTruncated: "false" };
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListOpenIDConnectProviders.html */
export function listOpenIdProviders(_: URLSearchParams, caller: Caller, aws: MadeUpAws): XmlTree {
  requirePermission("ListOpenIDConnectProviders", caller, aws);
  return { OpenIDConnectProviderList: { member: providersOf(caller, aws).map(({ arn }) => ({ Arn: arn })) } };
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetOpenIDConnectProvider.html */
export function getOpenIdProvider(parameters: URLSearchParams, caller: Caller, aws: MadeUpAws): XmlTree {
  requirePermission("GetOpenIDConnectProvider", caller, aws);
  const arn = requiredParameter(parameters, "OpenIDConnectProviderArn", { min: 20, max: 2048, pattern: /^arn:/ });
  const provider = providersOf(caller, aws).find((one) => one.arn === arn);
  if (!provider) throw new AwsError("NoSuchEntity", `OpenIDConnect Provider not found for arn ${arn}`);
  return {
    Url: provider.name,
    ClientIDList: { member: [...provider.clientIds] },
    ThumbprintList: { member: ["9e99a48a9960b14926bb7f3b02e22da2b0ab7280"] },
    CreateDate: inWholeSeconds(CREATED),
  };
}

function providersOf({ accountId, arn }: Caller, { accounts }: MadeUpAws) {
  return accounts.providersIn(accountId).map(({ clientIds, url }) => {
    const name = url.replace(/^\w+:\/\//, "");
    return { arn: `arn:${partitionOf(arn)}:iam::${accountId}:oidc-provider/${name}`, name, clientIds };
  });
}

/** Users need what their policies say; roles may do everything here, but for what limits their session. */
function requirePermission(action: string, caller: Caller, aws: MadeUpAws): void {
  if (caller.kind !== "role-session") authorizedUser(action, new URLSearchParams(), caller, aws);
}

function isIn(caller: Caller): (role: SandboxRole) => boolean {
  return ({ arn }) => partitionOf(arn) === partitionOf(caller.arn);
}

function serviceLinked(accountId: string): SandboxRole {
  const service = "sso.amazonaws.com";
  return {
    arn: `arn:aws:iam::${accountId}:role/aws-service-role/${service}/AWSServiceRoleForSSO`,
    accountId,
    roleId: `AROALINKED${accountId}`.slice(0, 21),
    maxSessionSeconds: 3600,
    trustPolicy: [{ Effect: "Allow", Principal: { Service: service }, Action: "sts:AssumeRole" }],
  };
}

function shownRole({ arn, maxSessionSeconds, roleId, trustPolicy, trustDocument }: SandboxRole): XmlTree {
  const document = trustDocument ?? JSON.stringify({ Version: "2012-10-17", Statement: trustPolicy });
  return {
    Path: arn.slice(arn.indexOf(":role/") + 5, arn.lastIndexOf("/") + 1),
    RoleName: nameOf(arn),
    RoleId: roleId,
    Arn: arn,
    CreateDate: inWholeSeconds(CREATED),
    AssumeRolePolicyDocument: encodeURIComponent(document),
    MaxSessionDuration: maxSessionSeconds,
  };
}

function nameOf(arn: string): string {
  return arn.slice(arn.lastIndexOf("/") + 1);
}
