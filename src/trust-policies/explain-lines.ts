import type { ContextValue } from "../iam-policies/condition-context.ts";
import type { Truth } from "../iam-policies/truth.ts";
import type { JudgedAction, JudgedCondition, JudgedStatement, TrustJudgement } from "./judge-trust.ts";

/** Says why a policy gives a role or not, statement by statement. The lines hold text of the policy: print them as text. */
export function explainLines({ actions, answer, dependsOn }: TrustJudgement): readonly string[] {
  return [
    ANSWER[answer],
    ...(dependsOn.length > 0 ? [`It depends on ${dependsOn.join(", ")}.`] : []),
    ...actions.flatMap((one) => actionLines(one, actions.length > 1)),
  ];
}

const ANSWER = {
  allowed: "Allowed, as far as the trust policy says.",
  "not-allowed": "Not allowed: no statement of the trust policy allows it.",
  denied: "Denied by the trust policy.",
  depends: "It depends.",
};

function actionLines({ action, answer, statements }: JudgedAction, isOneOfSeveral: boolean): readonly string[] {
  const heading = isOneOfSeveral ? [`${action}: ${answer}`] : [];
  if (statements.length === 0) return [...heading, `No statement is about ${action}.`];
  return [...heading, ...statements.flatMap(statementLines)];
}

function statementLines({ applies, conditions, effect, isMeant, name }: JudgedStatement): readonly string[] {
  if (effect === "unread") return [`${name} cannot be read, and may say anything`];
  const does = effect === "Allow" ? "allows" : "denies";
  return [
    `${name} ${does} it: ${inWords(applies, "applies", "does not apply")}`,
    `  ${mark(isMeant)} its principal`,
    ...conditions.map(conditionLine),
  ];
}

function conditionLine({ given, holds, line }: JudgedCondition): string {
  return `  ${mark(holds)} ${line.operator} ${line.key}: ${line.values.join(", ")} (${givenInWords(given)})`;
}

function mark(truth: Truth): string {
  return inWords(truth, "yes", "no ").padEnd(3);
}

function inWords(truth: Truth, yes: string, no: string): string {
  if (typeof truth !== "string") return "?";
  return truth === "yes" ? yes : no;
}

function givenInWords(given: ContextValue): string {
  if (given === "absent") return "not in the request";
  if (given === "unknown") return "not known here";
  return `the request has ${"text" in given ? given.text : given.texts.join(", ")}`;
}
