import { isAbout } from "../iam-policies/is-about.ts";
import type { FindingLevel } from "./finding-codes.ts";
import { judgeTrust } from "./judge-trust.ts";
import { lintConditions } from "./lint-conditions.ts";
import { lintPrincipals } from "./lint-principals.ts";
import { type NamedProvider, providerIn } from "./provider-in.ts";
import type { TrustFinding } from "./trust-finding.ts";
import type { TrustPolicy, TrustStatement } from "./trust-policy.ts";
import { tokenQuestion } from "./trust-question.ts";

const WEB_IDENTITY = "sts:AssumeRoleWithWebIdentity";

/**
 * Says what is wrong with a role's trust policy, as far as it can be seen without AWS, the worst first.
 *
 * @param accountId - the role's account; absent if it is not known
 */
export function lintTrust(policy: TrustPolicy, accountId?: string): readonly TrustFinding[] {
  const findings = policy.statements.flatMap((statement): readonly TrustFinding[] => {
    const { name } = statement;
    if ("unread" in statement) {
      return [{ level: "error", code: "unreadable", statement: name, message: `cannot be read: ${statement.unread}` }];
    }
    return [
      ...lintPrincipals(statement, accountId),
      ...lintConditions(statement),
      ...lintReach(statement, policy),
      ...lintTags(statement, policy),
    ];
  });
  return findings.toSorted((one, other) => LEVELS.indexOf(one.level) - LEVELS.indexOf(other.level));
}

const LEVELS: readonly FindingLevel[] = ["error", "warning", "note"];

/** Asks the policy about tokens of people whom it cannot mean: whom it lets in that it does not name. */
function lintReach(statement: TrustStatement, policy: TrustPolicy): readonly TrustFinding[] {
  if (!allowsTokens(statement)) return [];
  return statement.principals.federated.flatMap((principal): readonly TrustFinding[] => {
    const named = providerIn(principal);
    const finding = named && reachOf(named, statement, policy);
    return finding ? [{ ...finding, statement: statement.name }] : [];
  });
}

/** Values that no policy names. */
const STRANGER = { sub: "(a stranger)", aud: "(another application)", groups: ["(a group of strangers)"] };

function reachOf(
  { provider, role }: NamedProvider,
  statement: TrustStatement,
  { variables }: TrustPolicy,
): Omit<TrustFinding, "statement"> | undefined {
  const letsIn = (aud: string, amr: readonly string[]): boolean => {
    const question = tokenQuestion(role, provider, { sub: STRANGER.sub, aud, amr });
    return judgeTrust({ variables, statements: [statement] }, question).answer === "allowed";
  };
  if (letsIn(STRANGER.aud, STRANGER.groups)) {
    const message = `everybody with a token of ${provider} gets the role, for whatever application it was made: no condition on aud, sub or amr stops them`;
    return { level: "error", code: "open-to-provider", message };
  }
  if (letsIn(STRANGER.aud, [])) {
    const message =
      "a token without groups gets the role: ForAllValues and negated operators hold of a claim that is not there; add a Null condition, or use ForAnyValue";
    return { level: "error", code: "open-without-claim", message };
  }
  const audiences = valuesOf(statement, `${provider}:aud`);
  if (audiences.length === 0) {
    const message = `no condition on ${provider}:aud: a token that was made for another application of this provider counts, too`;
    return { level: "warning", code: "no-audience", message };
  }
  if (!audiences.some((aud) => letsIn(aud, STRANGER.groups) || letsIn(aud, []))) return undefined;
  const message = "everybody who can sign in to the application gets the role: no condition on sub or amr stops them";
  return { level: "warning", code: "open-to-application", message };
}

function valuesOf({ conditions }: TrustStatement, key: string): readonly string[] {
  return conditions.filter((line) => line.key.toLowerCase() === key.toLowerCase()).flatMap(({ values }) => values);
}

/** A token that brings session tags needs a second action. */
function lintTags(statement: TrustStatement, { statements }: TrustPolicy): readonly TrustFinding[] {
  if (!allowsTokens(statement)) return [];
  const tags = (one: (typeof statements)[number]): boolean =>
    !("unread" in one) && one.effect === "Allow" && isAbout(one, "sts:TagSession");
  if (statements.some(tags)) return [];
  const message = "sts:TagSession is not allowed: a token that brings session tags gets no role";
  return [{ level: "note", code: "no-tag-session", statement: statement.name, message }];
}

function allowsTokens(statement: TrustStatement): boolean {
  return statement.effect === "Allow" && statement.principals.federated.length > 0 && isAbout(statement, WEB_IDENTITY);
}
