import type { MadeUpAws } from "../made-up-aws.ts";
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
  return listPage("Groups", [...groups.keys()], parameters, (name) => ({ GroupName: name }));
}
