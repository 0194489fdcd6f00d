/** Who needs a policy, and for what. */
export interface PolicyNeeds {
  /** The role that is assumed first; the others are assumed by roles. */
  readonly firstRoleArn?: string | undefined;
  /** Whether it starts with the long-term keys of an IAM user, whom these ARNs are about. */
  readonly user?: { readonly partition: string; readonly accountId?: string | undefined } | undefined;
}

/** A policy as IAM takes it. */
export interface WrittenPolicy {
  readonly Version: "2012-10-17";
  readonly Statement: readonly {
    readonly Sid: string;
    readonly Effect: "Allow";
    readonly Action: readonly string[];
    readonly Resource: readonly string[] | string;
  }[];
}

/** What `keys rotate` and `diagnose` call. */
const KEYS = ["CreateAccessKey", "DeleteAccessKey", "ListAccessKeys", "UpdateAccessKey"];
/** What `list mfa` and `list roles` ask about the user. */
const OWN = [
  ...["GetUser", "GetUserPolicy", "ListAttachedUserPolicies", "ListGroupsForUser", "ListMFADevices"],
  "ListUserPolicies",
];
/** What `list roles` asks about groups and policies, which are not known before. */
const OTHERS = ["GetGroupPolicy", "GetPolicy", "GetPolicyVersion", "ListAttachedGroupPolicies", "ListGroupPolicies"];

/**
 * The least policy with which all commands work for a target. A session needs none: every user may have one.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html
 */
export function leastPolicy({ firstRoleArn, user }: PolicyNeeds): WrittenPolicy {
  const own = user && ownArns(user);
  return {
    Version: "2012-10-17",
    Statement: [
      ...(firstRoleArn ? [statement("AssumeRole", ["sts:AssumeRole"], firstRoleArn)] : []),
      ...(own ? [statement("RotateOwnKeys", KEYS.map(inIam), own), statement("ReadOwnUser", OWN.map(inIam), own)] : []),
      ...(own ? [statement("ReadPolicies", OTHERS.map(inIam), "*")] : []),
    ],
  };
}

/** A user below a path has the same name: there are no two users of one name. */
function ownArns({ partition, accountId = "*" }: NonNullable<PolicyNeeds["user"]>): readonly string[] {
  return ["", "*/"].map((path) => `arn:${partition}:iam::${accountId}:user/${path}\${aws:username}`);
}

function statement(Sid: string, Action: readonly string[], Resource: readonly string[] | string) {
  return { Sid, Effect: "Allow", Action, Resource } as const;
}

function inIam(action: string): string {
  return `iam:${action}`;
}
