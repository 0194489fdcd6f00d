import { ActasError } from "../../base/errors.ts";
import { allPages, type IamAsker } from "./iam-asker.ts";

/** A user or a group that has policies. */
export interface PolicyHolder {
  readonly kind: "user" | "group";
  readonly name: string;
}

/** A policy that stands by itself, and is attached to others. */
export interface ManagedPolicy {
  readonly arn: string;
  readonly name: string;
}

/** The names of the policies that only this holder has. */
export function listInlinePolicies(iam: IamAsker, { kind, name }: PolicyHolder): Promise<string[]> {
  const action = kind === "user" ? "ListUserPolicies" : "ListGroupPolicies";
  const call = { action, doing: `list the policies of ${kind} ${name}` };
  return allPages((from) =>
    iam.ask(call, async (sdk, client) => {
      const answer =
        kind === "user"
          ? await client.send(new sdk.ListUserPoliciesCommand({ UserName: name, ...from }))
          : await client.send(new sdk.ListGroupPoliciesCommand({ GroupName: name, ...from }));
      return { items: answer.PolicyNames ?? [], isTruncated: answer.IsTruncated, marker: answer.Marker };
    }),
  );
}

/** The document of such a policy, URL-encoded. */
export function getInlinePolicy(iam: IamAsker, { kind, name }: PolicyHolder, PolicyName: string): Promise<string> {
  const action = kind === "user" ? "GetUserPolicy" : "GetGroupPolicy";
  return iam.ask({ action, doing: `read policy ${PolicyName} of ${kind} ${name}` }, async (sdk, client) => {
    const answer =
      kind === "user"
        ? await client.send(new sdk.GetUserPolicyCommand({ UserName: name, PolicyName }))
        : await client.send(new sdk.GetGroupPolicyCommand({ GroupName: name, PolicyName }));
    return present(answer.PolicyDocument);
  });
}

/** The policies that are attached to a holder. */
export function listAttachedPolicies(iam: IamAsker, { kind, name }: PolicyHolder): Promise<ManagedPolicy[]> {
  const action = kind === "user" ? "ListAttachedUserPolicies" : "ListAttachedGroupPolicies";
  const call = { action, doing: `list the policies attached to ${kind} ${name}` };
  return allPages((from) =>
    iam.ask(call, async (sdk, client) => {
      const answer =
        kind === "user"
          ? await client.send(new sdk.ListAttachedUserPoliciesCommand({ UserName: name, ...from }))
          : await client.send(new sdk.ListAttachedGroupPoliciesCommand({ GroupName: name, ...from }));
      const items = (answer.AttachedPolicies ?? []).flatMap(({ PolicyArn: arn, PolicyName = "" }) =>
        arn ? [{ arn, name: PolicyName }] : [],
      );
      return { items, isTruncated: answer.IsTruncated, marker: answer.Marker };
    }),
  );
}

/** The document of a managed policy in the version that is in force, URL-encoded. */
export async function getManagedPolicy(iam: IamAsker, PolicyArn: string): Promise<string> {
  const doing = `read policy ${PolicyArn}`;
  const VersionId = await iam.ask({ action: "GetPolicy", doing }, async (sdk, client) =>
    present((await client.send(new sdk.GetPolicyCommand({ PolicyArn }))).Policy?.DefaultVersionId),
  );
  return iam.ask({ action: "GetPolicyVersion", doing }, async (sdk, client) =>
    present((await client.send(new sdk.GetPolicyVersionCommand({ PolicyArn, VersionId }))).PolicyVersion?.Document),
  );
}

function present(text: string | undefined): string {
  if (text) return text;
  throw new ActasError("unreachable", "cannot use the answer of IAM: it lacks what was asked for");
}
