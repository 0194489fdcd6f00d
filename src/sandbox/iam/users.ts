import type { MadeUpAws } from "../made-up-aws.ts";
import { partitionOf } from "../partitions.ts";
import type { Caller } from "../signature/key-ring.ts";
import type { XmlTree } from "../xml.ts";
import { authorizedUser } from "./authorize.ts";
import { listPage } from "./list-page.ts";
import { policiesOfUser, policyArn } from "./policies-of-users.ts";

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetUser.html */
export function getUser(parameters: URLSearchParams, caller: Caller, aws: MadeUpAws): XmlTree {
  const name = authorizedUser("GetUser", parameters, caller, aws);
  const { boundary, tags } = policiesOfUser(name);
  const limits = boundary && {
    PermissionsBoundaryType: "PermissionsBoundaryPolicy",
    PermissionsBoundaryArn: policyArn(boundary),
  };
  return {
    User: {
      UserName: name,
      Arn: caller.identityArn,
      PermissionsBoundary: limits || undefined,
      Tags: { member: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) },
    },
  };
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListGroupsForUser.html */
export function listGroupsForUser(parameters: URLSearchParams, caller: Caller, aws: MadeUpAws): XmlTree {
  const { groups } = policiesOfUser(authorizedUser("ListGroupsForUser", parameters, caller, aws));
  return listPage(
    "Groups",
    [...groups.keys()].map((name) => ({ GroupName: name })),
    parameters,
  );
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListRoles.html */
export function listRoles(parameters: URLSearchParams, caller: Caller, aws: MadeUpAws): XmlTree {
  authorizedUser("ListRoles", new URLSearchParams(), caller, aws);
  const roles = aws.accounts.roles.filter(
    ({ accountId, arn }) => accountId === caller.accountId && partitionOf(arn) === partitionOf(caller.arn),
  );
  const linked = {
    Arn: `arn:aws:iam::${caller.accountId}:role/aws-service-role/sso.amazonaws.com/AWSServiceRoleForSSO`,
  };
  return listPage("Roles", [...roles.map(({ arn }) => ({ Arn: arn })), linked], parameters);
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListAccountAliases.html */
export function listAccountAliases(_: URLSearchParams, caller: Caller, aws: MadeUpAws): XmlTree {
  authorizedUser("ListAccountAliases", new URLSearchParams(), caller, aws);
  return { AccountAliases: { member: [`sandbox-${caller.accountId}`] }, IsTruncated: "false" };
}
