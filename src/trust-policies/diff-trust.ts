import type { ConditionLine, Listed } from "../iam-policies/policy-grammar.ts";
import type { Principals, TrustPolicy, TrustStatement, UnreadStatement } from "./trust-policy.ts";

type Statement = TrustPolicy["statements"][number];

/**
 * What differs between two trust policies, in words; nothing if both mean the same. Statements with one `Sid` are
 * compared with each other, and others in their order. The lines hold text of the policies: print them as text.
 */
export function diffTrust(before: TrustPolicy, now: TrustPolicy): readonly string[] {
  const gone = without(before.statements, now.statements);
  const come = without(now.statements, before.statements);
  const pairs = come.map((one) => [one, takePartner(gone, one)] as const);
  return [
    ...(before.variables === now.variables ? [] : [VARIABLES[now.variables]]),
    ...gone.map((one) => `${one.name} is gone: ${inWords(one)}`),
    ...pairs.flatMap(([one, old]) => (old ? changesOf(old, one) : [`${one.name} is new: ${inWords(one)}`])),
  ];
}

const VARIABLES = {
  meant: "its version has variables now",
  text: "its version has no variables any more",
};

/** The statements that the others do not have, each as often as it is there. */
function without(statements: readonly Statement[], others: readonly Statement[]): Statement[] {
  const known = others.map(contentOf);
  return statements.filter((one) => {
    const at = known.indexOf(contentOf(one));
    if (at >= 0) known.splice(at, 1);
    return at < 0;
  });
}

function contentOf({ name: _, ...content }: Statement): string {
  return JSON.stringify(content);
}

function takePartner(gone: Statement[], { name }: Statement): Statement | undefined {
  const sid = sidOf(name);
  const at = gone.findIndex((one) => sidOf(one.name) === sid);
  return at < 0 ? undefined : gone.splice(at, 1)[0];
}

function sidOf(name: string): string {
  return /\((.*)\)$/.exec(name)?.[1] ?? "";
}

function changesOf(old: Statement, now: Statement): readonly string[] {
  if ("unread" in old || "unread" in now) return [`${now.name} is another: ${inWords(now)}`];
  const changes = [
    ...(old.effect === now.effect ? [] : [`it is ${now.effect} now, and was ${old.effect}`]),
    ...changedPrincipals(old.principals, now.principals),
    ...changedList("actions", old.actions, now.actions),
    ...changedConditions(old.conditions, now.conditions),
  ];
  return changes.map((change) => `${now.name}: ${change}`);
}

function changedPrincipals(old: Principals, now: Principals): readonly string[] {
  const listed = (principals: Principals): Listed => ({ patterns: namesIn(principals), meant: principals.meant });
  return changedList("principals", listed(old), listed(now));
}

function namesIn({ aws, everybody, federated, others }: Principals): readonly string[] {
  return [...(everybody ? ["*"] : []), ...aws.map((name) => `AWS ${name}`), ...federated, ...others];
}

function changedList(what: string, old: Listed, now: Listed): readonly string[] {
  if (old.meant !== now.meant) return [`its ${what} are ${listInWords(now)} now, and were ${listInWords(old)}`];
  return changedValues(old.patterns, now.patterns, "have").map(
    (change) => `its ${what}${now.meant === "these" ? "" : " that are left out"} ${change}`,
  );
}

function listInWords({ meant, patterns }: Listed): string {
  return `${meant === "these" ? "" : "all but "}${patterns.join(", ")}`;
}

function changedConditions(old: readonly ConditionLine[], now: readonly ConditionLine[]): readonly string[] {
  const named = (line: ConditionLine): string => `${line.operator} ${line.key}`;
  const find = (lines: readonly ConditionLine[], line: ConditionLine) =>
    lines.find((one) => named(one).toLowerCase() === named(line).toLowerCase());
  return [
    ...old.filter((line) => !find(now, line)).map((line) => `the condition ${lineInWords(line)} is gone`),
    ...now.flatMap((line) => {
      const before = find(old, line);
      if (!before) return [`the condition ${lineInWords(line)} is new`];
      return changedValues(before.values, line.values, "has").map((change) => `the condition ${named(line)} ${change}`);
    }),
  ];
}

/** @returns completes "its actions …" and "the condition … …" */
function changedValues(old: readonly string[], now: readonly string[], verb: "have" | "has"): readonly string[] {
  const [more, less] = [now.filter((one) => !old.includes(one)), old.filter((one) => !now.includes(one))];
  if (more.length > 0 && less.length > 0) return [`now ${verb} ${more.join(", ")} in place of ${less.join(", ")}`];
  if (more.length > 0) return [`also ${verb} ${more.join(", ")}`];
  return less.length > 0 ? [`no longer ${verb} ${less.join(", ")}`] : [];
}

function inWords(statement: TrustStatement | UnreadStatement): string {
  if ("unread" in statement) return `it cannot be read, ${statement.unread}`;
  const { actions, conditions, effect, principals } = statement;
  const verb = effect === "Allow" ? "allows" : "denies";
  const whom = listInWords({ meant: principals.meant, patterns: namesIn(principals) });
  const when = conditions.length > 0 ? ` if ${conditions.map(lineInWords).join(" and ")}` : "";
  return `it ${verb} ${whom || "nobody"} ${listInWords(actions)}${when}`;
}

function lineInWords({ key, operator, values }: ConditionLine): string {
  return `${operator} ${key}: ${values.join(", ")}`;
}
