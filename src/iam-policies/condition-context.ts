/** Whose policies are judged, as far as AWS tells. */
export interface JudgedUser {
  readonly arn: string;
  readonly accountId: string;
  readonly userId: string;
  readonly userName: string;
  /** Absent if they are not known. */
  readonly tags?: ReadonlyMap<string, string>;
}

/**
 * What the call of AssumeRole is signed with: the user's keys, a session without an MFA code, or, with a code, a session
 * or the keys.
 */
export type SignedWith = "keys" | "session" | "mfa";

/**
 * A condition key in the request: it has a value, or a list of at least one, the request does not carry it, or that is
 * not known here.
 */
export type ContextValue = { readonly text: string } | { readonly texts: readonly string[] } | "absent" | "unknown";

/** A list with nothing in it is as good as none. */
export function listValue(listed: string | readonly string[]): ContextValue {
  if (typeof listed === "string") return { text: listed };
  return listed.length === 0 ? "absent" : { texts: listed };
}

/** The value of a condition key. The case of its name does not count. */
export type ConditionContext = (key: string) => ContextValue;

/** Keys that no call carries that a user makes for a role, without an AWS service between them. */
const ABSENT = [
  "aws:calledvia",
  "aws:calledviafirst",
  "aws:calledvialast",
  "aws:federatedprovider",
  "aws:principalservicename",
  "aws:principalservicenameslist",
  "aws:sourceaccount",
  "aws:sourcearn",
  "aws:sourceidentity",
];
/** Keys about the session, which long-term keys have none of. */
const OF_SESSION = ["aws:tokenissuetime", "aws:multifactorauthage"];
const TAG = "aws:principaltag/";

/**
 * The request context of a user's AssumeRole.
 *
 * @param roleAccountId - absent if it is not known which role it is
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export function conditionContext(user: JudgedUser, signedWith: SignedWith, roleAccountId?: string): ConditionContext {
  const texts = new Map<string, string>([
    ["aws:principalaccount", user.accountId],
    ["aws:principalarn", user.arn],
    ["aws:principalisawsservice", "false"],
    ["aws:principaltype", "User"],
    ["aws:securetransport", "true"],
    ["aws:userid", user.userId],
    ["aws:username", user.userName],
    ["aws:viaawsservice", "false"],
    ...(roleAccountId ? [["aws:resourceaccount", roleAccountId] as const] : []),
    ...(signedWith === "keys" ? [] : [["aws:multifactorauthpresent", String(signedWith === "mfa")] as const]),
  ]);
  return (name) => {
    const key = name.toLowerCase();
    const text = texts.get(key);
    if (text !== undefined) return { text };
    if (key.startsWith(TAG)) return tagOf(user, key.slice(TAG.length));
    return isAbsent(key, signedWith) ? "absent" : "unknown";
  };
}

function tagOf({ tags }: JudgedUser, key: string): ContextValue {
  if (!tags) return "unknown";
  const [text] = [...tags].flatMap(([name, value]) => (name.toLowerCase() === key ? [value] : []));
  return text === undefined ? "absent" : { text };
}

function isAbsent(key: string, signedWith: SignedWith): boolean {
  if (ABSENT.includes(key)) return true;
  if (signedWith === "keys") return key === "aws:multifactorauthpresent" || OF_SESSION.includes(key);
  return signedWith === "session" && key === "aws:multifactorauthage";
}
