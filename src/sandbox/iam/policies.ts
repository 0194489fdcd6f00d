import { AwsError } from "../aws-error.ts";
import type { MadeUpAws } from "../made-up-aws.ts";
import type { QueryAction } from "../query-service.ts";
import type { Caller } from "../signature/key-ring.ts";
import { requiredParameter } from "../sts/parameters.ts";
import type { XmlTree } from "../xml.ts";
import { authorizedUser } from "./authorize.ts";
import { asItIs, listPage } from "./list-page.ts";
import { type HeldPolicies, MANAGED, type PolicyDocument, policiesOfUser, policyArn } from "./policies-of-users.ts";

const NAME = { min: 1, max: 128, pattern: /^[\w+=,.@-]+$/ };
const ARN = { min: 20, max: 2048, pattern: /^arn:/ };
/** Each policy has one version. */
const VERSION = "v1";

type Find = (action: string, parameters: URLSearchParams, caller: Caller, aws: MadeUpAws) => HeldPolicies;

/** `ListUserPolicies`, `ListGroupPolicies`; names only. */
export function listInline(action: string, find: Find): QueryAction {
  return (parameters, caller, aws) =>
    listPage("PolicyNames", [...find(action, parameters, caller, aws).inline.keys()], parameters, asItIs);
}

/** `GetUserPolicy`, `GetGroupPolicy`. */
export function getInline(action: string, find: Find): QueryAction {
  return (parameters, caller, aws) => {
    const { inline } = find(action, parameters, caller, aws);
    const name = requiredParameter(parameters, "PolicyName", NAME);
    return { PolicyName: name, PolicyDocument: encoded(inline.get(name), name) };
  };
}

/** `ListAttachedUserPolicies`, `ListAttachedGroupPolicies`. */
export function listAttached(action: string, find: Find): QueryAction {
  return (parameters, caller, aws) => {
    const { attached } = find(action, parameters, caller, aws);
    return listPage("AttachedPolicies", attached, parameters, (name) => ({
      PolicyName: name,
      PolicyArn: policyArn(name),
    }));
  };
}

export const ofUser: Find = (action, parameters, caller, aws) =>
  policiesOfUser(authorizedUser(action, parameters, caller, aws));

/** A user may read about the groups that the user is in. */
export const ofGroup: Find = (action, parameters, caller, aws) => {
  const { groups } = policiesOfUser(authorizedUser(action, new URLSearchParams(), caller, aws));
  const name = requiredParameter(parameters, "GroupName", NAME);
  const group = groups.get(name);
  if (!group) throw new AwsError("NoSuchEntity", `The group with name ${name} cannot be found.`);
  return group;
};

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetPolicy.html */
export function getPolicy(parameters: URLSearchParams, caller: Caller, aws: MadeUpAws): XmlTree {
  authorizedUser("GetPolicy", new URLSearchParams(), caller, aws);
  const [name] = managed(parameters);
  return { Policy: { PolicyName: name, Arn: policyArn(name), DefaultVersionId: VERSION } };
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetPolicyVersion.html */
export function getPolicyVersion(parameters: URLSearchParams, caller: Caller, aws: MadeUpAws): XmlTree {
  authorizedUser("GetPolicyVersion", new URLSearchParams(), caller, aws);
  const [name, document] = managed(parameters);
  const version = requiredParameter(parameters, "VersionId", { min: 2, max: 64, pattern: /^v\d+$/ });
  const wanted = version === VERSION ? document : undefined;
  return { PolicyVersion: { Document: encoded(wanted, name), VersionId: version, IsDefaultVersion: "true" } };
}

function managed(parameters: URLSearchParams): readonly [string, PolicyDocument] {
  const arn = requiredParameter(parameters, "PolicyArn", ARN);
  const found = [...MANAGED].find(([name]) => policyArn(name) === arn);
  if (!found) throw new AwsError("NoSuchEntity", `Policy ${arn} was not found.`);
  return found;
}

/** IAM gives documents URL-encoded, as RFC 3986 says. */
function encoded(document: PolicyDocument | undefined, name: string): string {
  if (!document) throw new AwsError("NoSuchEntity", `The policy with name ${name} cannot be found.`);
  return encodeURIComponent(JSON.stringify(document));
}
