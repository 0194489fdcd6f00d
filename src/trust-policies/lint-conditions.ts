import { operatorIn } from "../iam-policies/condition-operator.ts";
import type { ConditionLine } from "../iam-policies/policy-grammar.ts";
import type { FindingCode, FindingLevel } from "./finding-codes.ts";
import { providerIn } from "./provider-in.ts";
import type { TrustFinding } from "./trust-finding.ts";
import type { TrustStatement } from "./trust-policy.ts";
import { reachesPolicies } from "./trust-question.ts";

/** What is wrong with the conditions of a statement. */
export function lintConditions(statement: TrustStatement): readonly TrustFinding[] {
  return [...statement.conditions.flatMap((line) => lintLine(line, statement)), ...lintGroups(statement)];
}

function lintLine(line: ConditionLine, { name, principals }: TrustStatement): readonly TrustFinding[] {
  const found: TrustFinding[] = [];
  const say = (level: FindingLevel, code: FindingCode, message: string) =>
    found.push({ level, code, statement: name, message });
  const { key, operator, values } = line;
  if (!operatorIn(operator)) say("error", "unknown-operator", `IAM has no operator ${operator}`);
  if (values.length === 0)
    say("warning", "no-value", `${operator} of ${key} has no value; AWS does not say what that means`);
  const isText = /^string(?:not)?(?:equals|like)/i.test(operator);
  if (isAmr(key) && isText) {
    say(
      "error",
      "plain-operator-on-list",
      `${operator} compares ${key}, which is a list, with one text: no token matches; write ForAnyValue:${operator}`,
    );
  }
  const literal = values.filter((value) => /[*?]/.test(value.replace(/\$\{[*?$]\}/g, "")));
  if (/equals/i.test(operator) && /string/i.test(operator) && literal.length > 0) {
    say(
      "warning",
      "wildcard-in-equals",
      `${literal.join(", ")}: in ${operator} a star or question mark is just that; StringLike has wildcards`,
    );
  }
  const claim = claimOf(key, principals.federated);
  if (claim && !reachesPolicies(claim.provider, claim.name) && !/ifexists$|not|null/i.test(operator)) {
    say(
      "error",
      "claim-not-passed",
      `${key} is in no request: of this provider's claims AWS passes on aud, sub and amr only`,
    );
  }
  return found;
}

function isAmr(key: string): boolean {
  return key.toLowerCase().endsWith(":amr");
}

/** The claim that a key means, if it is one of a provider that the statement names. */
function claimOf(
  key: string,
  federated: readonly string[],
): { readonly provider: string; readonly name: string } | undefined {
  for (const principal of federated) {
    const provider = providerIn(principal)?.provider ?? principal;
    if (key.toLowerCase().startsWith(`${provider.toLowerCase()}:`))
      return { provider, name: key.slice(provider.length + 1) };
  }
  return undefined;
}

/** Some systems that write groups into policies mean any case; IAM compares each letter. */
function lintGroups({ conditions, name }: TrustStatement): readonly TrustFinding[] {
  const groups = conditions.filter(({ key }) => isAmr(key)).flatMap(({ values }) => values);
  const byLetters = Map.groupBy(new Set(groups), (group) => group.toLowerCase());
  return [...byLetters.values()]
    .filter((alike) => alike.length > 1)
    .map((alike) => ({
      level: "note",
      code: "groups-differ-in-case",
      statement: name,
      message: `${alike.join(" and ")} are two groups to IAM, which compares each letter`,
    }));
}
