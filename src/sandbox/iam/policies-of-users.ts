/** A policy's document, as IAM stores it. */
export interface PolicyDocument {
  readonly Version: "2012-10-17";
  readonly Statement: readonly object[];
}

/** The policies of a user or a group, by name: its own, and the managed ones that are attached. */
export interface HeldPolicies {
  readonly inline: ReadonlyMap<string, PolicyDocument>;
  readonly attached: readonly string[];
}

/** What IAM has about a user's permissions. The sandbox only shows it: it lets every user call everything. */
export interface UsersPolicies extends HeldPolicies {
  readonly groups: ReadonlyMap<string, HeldPolicies>;
  /** The name of a managed policy. */
  readonly boundary?: string;
  readonly tags: Readonly<Record<string, string>>;
}

const MAIN = "arn:aws:iam::111122223333";
const OTHER = "arn:aws:iam::444455556666";
const NONE: HeldPolicies = { inline: new Map(), attached: [] };
const WITH_MFA = { Bool: { "aws:MultiFactorAuthPresent": "true" } };
const AT_WORK = { IpAddress: { "aws:SourceIp": "203.0.113.0/24" } };

/** Policies that stand by themselves, by name. */
export const MANAGED: ReadonlyMap<string, PolicyDocument> = new Map([
  ["Boundary", document({ Effect: "Allow", Action: "*", Resource: "*" })],
  ["Developers", document(allow([`${MAIN}:role/Dev`, `${MAIN}:role/Dev?`, `${MAIN}:role/Admin`], WITH_MFA))],
  ["NotDev5", document({ ...allow([`${MAIN}:role/Dev5`]), Effect: "Deny" })],
  ["Partners", document(allow([`${OTHER}:role/partners/*`]))],
  ["Readers", document(allow([`${MAIN}:role/ReadOnly`, `${MAIN}:role/\${aws:username}-*`]))],
]);

/** By the name of the user; all others have no policies. */
const USERS: ReadonlyMap<string, UsersPolicies> = new Map([
  [
    "ana",
    {
      inline: new Map([["Audits", document(allow([`${OTHER}:role/Audit`], AT_WORK))]]),
      attached: ["Partners"],
      groups: new Map([
        ["developers", { ...NONE, attached: ["Developers", "NotDev5", "Partners"] }],
        ["staff", NONE],
        ["writers", { ...NONE, inline: new Map([["Drafts", document({ ...allow(["*"]), Action: "s3:*" })]]) }],
      ]),
      boundary: "Boundary",
      tags: { team: "web" },
    },
  ],
  ["ben", { ...NONE, attached: ["Readers"], groups: new Map(), tags: {} }],
]);

export function policiesOfUser(name: string): UsersPolicies {
  return USERS.get(name) ?? { ...NONE, groups: new Map(), tags: {} };
}

/** The ARN of a managed policy. */
export function policyArn(name: string): string {
  return `${MAIN}:policy/${name}`;
}

function document(...statements: readonly object[]): PolicyDocument {
  return { Version: "2012-10-17", Statement: statements };
}

function allow(roles: readonly string[], condition?: object): object {
  const statement = { Effect: "Allow", Action: "sts:AssumeRole", Resource: roles };
  return condition ? { ...statement, Condition: condition } : statement;
}
