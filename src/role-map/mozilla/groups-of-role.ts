import { parseRoleArn } from "../../base/arn.ts";
import { isAbout } from "../../iam-policies/is-about.ts";
import { judgeTrust } from "../../trust-policies/judge-trust.ts";
import { lintTrust } from "../../trust-policies/lint-trust.ts";
import type { TrustFinding } from "../../trust-policies/trust-finding.ts";
import { parseTrustPolicy, type TrustPolicy, type TrustStatement } from "../../trust-policies/trust-policy.ts";
import { type TrustQuestion, tokenQuestion } from "../../trust-policies/trust-question.ts";
import type { ScannedProvider, ScannedRole } from "../scanned-account.ts";

const WEB_IDENTITY = "sts:AssumeRoleWithWebIdentity";

/** The groups under which a role is listed, and what kept it from being listed under more. */
export interface GroupsOfRole {
  readonly groups: readonly string[];
  /** Codes: those of `lintTrust()`, and of {@link KEPT_OUT}. */
  readonly findings: readonly TrustFinding[];
}

/** Codes of findings that say why a role is under no group, or under fewer. */
export const KEPT_OUT = [
  "any-case",
  "no-provider",
  "no-single-group",
  "pattern-as-text",
  "too-wide",
  "unreadable",
] as const;

/** Everybody would have the role, which nobody can have meant. */
const TOO_WIDE = ["open-to-provider", "open-without-claim"];

/**
 * The groups that get somebody a role, each by itself: a group is listed if a person who is in it alone gets the role, or
 * may, as far as its trust policy says. `*` and `?` of a pattern stay in the name.
 *
 * What a list of groups cannot say is left out, since a role that is listed and then refused tells nobody why: a role that
 * wants several groups at once, one for all but a group, one for persons. What is open to nearly everybody is left out,
 * too.
 *
 * @param issuer - the provider without `https://`
 * @param providers - those that the account trusts; undefined: they are not known
 */
export function groupsOfRole(
  role: Pick<ScannedRole, "arn" | "trustPolicy">,
  issuer: string,
  providers: readonly ScannedProvider[] | undefined,
): GroupsOfRole {
  const { accountId, partition } = parseRoleArn(role.arn) ?? {};
  const policy = parseTrustPolicy(role.trustPolicy);
  if (accountId === undefined || partition === undefined) return { groups: [], findings: [] };
  if (typeof policy === "string")
    return only({ level: "error", code: "unreadable", message: `cannot be read: ${policy}` });
  const named = `arn:${partition}:iam::${accountId}:oidc-provider/${issuer}`;
  const statements = policy.statements.filter((one) => isForTokens(one, named)) as readonly TrustStatement[];
  if (!statements.some(({ effect }) => effect === "Allow")) return { groups: [], findings: [] };
  const provider = providers?.find(({ url }) => url === issuer);
  if (providers && !provider) {
    return only({ level: "error", code: "no-provider", message: `account ${accountId} has no provider ${issuer}` });
  }
  const findings = lintTrust(policy, accountId);
  const others = statements.find(({ effect, principals }) => effect === "Allow" && principals.meant === "all others");
  const wide = others
    ? { level: "error" as const, message: "everybody but some gets the role: NotPrincipal allows all others" }
    : findings.find(({ code }) => TOO_WIDE.includes(code));
  if (wide) return { groups: [], findings: [{ ...wide, code: "too-wide" }, ...findings] };
  const texts = new Set(statements.flatMap((statement) => namedGroups(statement, issuer)));
  const audiences = provider?.clientIds;
  const groups = [...texts].filter((group) => gets(policy, group, { accountId, partition }, issuer, audiences));
  return { groups, findings: [...findings, ...keptOut(statements, issuer, groups)] };
}

function isForTokens(statement: TrustPolicy["statements"][number], provider: string): boolean {
  if ("unread" in statement) return false;
  const { meant, everybody, federated } = statement.principals;
  const isNamed = everybody || federated.includes(provider);
  return isNamed === (meant === "these") && isAbout(statement, WEB_IDENTITY);
}

const POSITIVE = /^(?:ForAnyValue:|ForAllValues:)?String(Equals|EqualsIgnoreCase|Like)(?:IfExists)?$/i;

/** The texts that the conditions on groups name. What an operator takes as text and looks like a pattern is none. */
function namedGroups({ conditions, effect }: TrustStatement, issuer: string): readonly string[] {
  if (effect === "Deny") return [];
  return conditions.flatMap(({ key, operator, values }) => {
    const [, kind = ""] = POSITIVE.exec(operator) ?? [];
    if (!isGroupKey(key, issuer) || kind === "") return [];
    return values.filter((value) => !value.includes("${") && (isPatternOperator(kind) || !/[*?]/.test(value)));
  });
}

function isGroupKey(key: string, issuer: string): boolean {
  return key.toLowerCase() === `${issuer}:amr`.toLowerCase();
}

function isPatternOperator(kind: string): boolean {
  return kind.toLowerCase() === "like";
}

/** Whether somebody who is in this group alone gets the role, or may: who they are, and by which application, is open. */
function gets(
  policy: TrustPolicy,
  group: string,
  role: { readonly accountId: string; readonly partition: string },
  issuer: string,
  audiences: readonly string[] = [],
): boolean {
  return (audiences.length > 0 ? audiences : [undefined]).some((aud) => {
    const question = tokenQuestion(role, issuer, { sub: "", aud: aud ?? "", amr: [group] });
    const open = [`${issuer}:sub`, ...(aud === undefined ? [`${issuer}:aud`] : [])].map((key) => key.toLowerCase());
    const context: TrustQuestion["context"] = (key) =>
      open.includes(key.toLowerCase()) ? "unknown" : question.context(key);
    return ["allowed", "depends"].includes(judgeTrust(policy, { ...question, context }).answer);
  });
}

function keptOut(
  statements: readonly TrustStatement[],
  issuer: string,
  groups: readonly string[],
): readonly TrustFinding[] {
  const allowing = statements.filter(({ effect }) => effect === "Allow");
  const asText = allowing.some(({ conditions }) =>
    conditions.some(
      ({ key, operator, values }) =>
        isGroupKey(key, issuer) && /Equals/i.test(operator) && values.some((value) => /[*?]/.test(value)),
    ),
  );
  const findings: TrustFinding[] = [];
  const anyCase = allowing.some(({ conditions }) =>
    conditions.some(({ key, operator }) => isGroupKey(key, issuer) && /IgnoreCase/i.test(operator)),
  );
  if (anyCase) {
    const message = "groups in any case are listed as the policy writes them: what reads the list compares letters";
    findings.push({ level: "warning", code: "any-case", message });
  }
  if (asText) {
    const message = "a group with * or ? is compared as it is written; StringLike would take it for a pattern";
    findings.push({ level: "warning", code: "pattern-as-text", message });
  }
  if (groups.length === 0) {
    const message = "no group by itself gets this role, so it is listed under none";
    findings.push({ level: "warning", code: "no-single-group", message });
  }
  return findings;
}

function only(finding: TrustFinding): GroupsOfRole {
  return { groups: [], findings: [finding] };
}
