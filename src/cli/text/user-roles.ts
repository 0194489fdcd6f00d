import type { JudgedMessage, UserRolesMessage } from "../../agent-api/user-messages.ts";
import { parseRoleArn } from "../../base/arn.ts";
import { inShell, type OtherMeanings, typedProfile } from "../../targets/typed-target.ts";
import { besideOrBelow } from "./beside-or-below.ts";
import { fittedLine } from "./wrapped-words.ts";

type Role = UserRolesMessage["roles"][number];
type Row = readonly [name: string, words: string];

/** What one types to mean a role of an IAM user: a profile that is this role, else its ARN and the user's profile. */
export function typedUserRole({ profiles, roleArn }: Role, userProfile: string, meanings: OtherMeanings): string {
  const [profile] = profiles;
  return inShell(profile === undefined ? [roleArn, "--profile", userProfile] : typedProfile(profile, meanings));
}

/** Each role: what to type, what it is and what the policies say. */
export function roleLines(answer: UserRolesMessage, meanings: OtherMeanings, columns: number): readonly string[] {
  const rows = answer.roles.flatMap((role): Row[] => {
    const words = wordsFor(role, answer).join("; ");
    if (role.profiles.length === 0) return [[typedUserRole(role, answer.user.profile, meanings), words]];
    const about = [role.roleArn, words].filter(Boolean).join(", ");
    return role.profiles.map((profile): Row => [inShell(typedProfile(profile, meanings)), about]);
  });
  return besideOrBelow(rows, columns - INDENT.length).map((line) => INDENT + line);
}

/** Patterns below a headline of their own; nothing without any. */
export function patternLines(
  answer: UserRolesMessage,
  account: "listed" | "as-named",
  columns: number,
): readonly string[] {
  const { patterns } = answer;
  if (patterns.length === 0) return [];
  const hint = account === "listed" ? "" : " (`--expand` lists those of the user's own account)";
  const rows = patterns.map((one): Row => [one.pattern, [...one.limits, ...wordsOf(one, answer)].join("; ")]);
  const lines = besideOrBelow(rows, columns - INDENT.length).map((line) => INDENT + line);
  return ["", ...fittedLine(`roles that match${hint}`, columns).split("\n"), ...lines];
}

const INDENT = "    ";

function wordsFor(role: Role, answer: UserRolesMessage): readonly string[] {
  if (role.answer === "allowed" || role.answer === "depends") return wordsOf(role, answer);
  const isOwn = parseRoleArn(role.roleArn)?.accountId === answer.user.accountId;
  const mayTrust = role.answer === "not-allowed" && isOwn;
  return [mayTrust ? "not allowed, unless the role trusts the user by name" : role.answer.replace("-", " ")];
}

/** What is not known of all of them is said once, not here. */
function wordsOf({ dependsOn, signedWith }: JudgedMessage, { notKnown }: UserRolesMessage): readonly string[] {
  const own = dependsOn.filter((one) => !notKnown.some((gap) => gap.dependsOn === one));
  const [keys, session, mfa] = (["keys", "session", "mfa"] as const).map((way) => signedWith.includes(way));
  const how = mfa && !keys && !session ? ["with an MFA code"] : !mfa ? [withoutCode(keys)] : [];
  return [...how, ...(own.length > 0 ? [`depends on ${own.join(", ")}`] : [])];
}

function withoutCode(withKeys: boolean | undefined): string {
  return withKeys ? "without an MFA code" : "with a session token without an MFA code";
}
