import { type ConditionContext, type ContextValue, listValue } from "../iam-policies/condition-context.ts";

/** A role as a call of STS names it, as far as conditions see it. */
export interface AskedRole {
  readonly accountId: string;
  /** Such as `aws`. */
  readonly partition: string;
}

/** What is chosen for a call of STS. What is absent is not chosen yet. */
export interface ChosenForCall {
  readonly sessionName?: string;
  readonly durationSeconds?: number;
  /** When it is made. */
  readonly at?: Date;
}

/** A call of STS for a role. */
export interface RoleCall extends ChosenForCall {
  readonly role: AskedRole;
  /** The tags and the source identity that the session gets, if any. */
  readonly tags?: Readonly<Record<string, string>> | undefined;
  readonly sourceIdentity?: string | undefined;
}

const REQUEST_TAG = "aws:requesttag/";

/**
 * The request context of any call for a role.
 *
 * @param known - keys that not every such call has
 * @param rest - what the others have, of keys in small letters
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html
 */
export function callContext(
  { at, durationSeconds, role, sessionName, sourceIdentity, tags = {} }: RoleCall,
  known: Readonly<Record<string, ContextValue>>,
  rest: (key: string) => ContextValue,
): ConditionContext {
  const values = new Map<string, ContextValue>([
    ["aws:resourceaccount", { text: role.accountId }],
    ["aws:securetransport", { text: "true" }],
    ["aws:viaawsservice", { text: "false" }],
    ["aws:currenttime", textOrUnknown(at?.toISOString())],
    ["aws:epochtime", textOrUnknown(at && Math.floor(at.getTime() / 1000))],
    ["aws:tagkeys", listValue(Object.keys(tags))],
    ["sts:durationseconds", textOrUnknown(durationSeconds)],
    ["sts:rolesessionname", textOrUnknown(sessionName)],
    ["sts:sourceidentity", textOrAbsent(sourceIdentity)],
    ...Object.entries(known).map(([key, value]) => [key.toLowerCase(), value] as const),
  ]);
  const tagged = new Map(Object.entries(tags).map(([name, text]) => [name.toLowerCase(), text]));
  return (name) => {
    const key = name.toLowerCase();
    const value = values.get(key);
    if (value !== undefined) return value;
    return key.startsWith(REQUEST_TAG) ? textOrAbsent(tagged.get(key.slice(REQUEST_TAG.length))) : rest(key);
  };
}

/** What a session's tags and source identity need beside the right to the role. */
export function sessionActions({
  sourceIdentity,
  tags = {},
}: Pick<RoleCall, "sourceIdentity" | "tags">): readonly string[] {
  return [
    ...(Object.keys(tags).length > 0 ? ["sts:TagSession"] : []),
    ...(sourceIdentity === undefined ? [] : ["sts:SetSourceIdentity"]),
  ];
}

export function textOrUnknown(value: string | number | undefined): ContextValue {
  return value === undefined ? "unknown" : { text: String(value) };
}

export function textOrAbsent(text: string | undefined): ContextValue {
  return text === undefined ? "absent" : { text };
}
