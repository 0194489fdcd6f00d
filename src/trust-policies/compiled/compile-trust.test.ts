import { expect, test } from "bun:test";
import { seeded } from "../../../test/seeded.ts";
import { madeUpPolicy, madeUpQuestion } from "../../../test/trust-policies/made-up-policies.ts";
import { PROVIDER } from "../../../test/trust-policies/people.ts";
import { listValue } from "../../iam-policies/condition-context.ts";
import { globOf, matches } from "../../iam-policies/glob.ts";
import { judgeTrust } from "../judge-trust.ts";
import { parseTrustPolicy, type TrustPolicy } from "../trust-policy.ts";
import type { TrustQuestion } from "../trust-question.ts";
import type { Clause } from "./clause.ts";
import { answerTrust, compileTrust } from "./compile-trust.ts";

const SEEDS = 2000;
const KEYS = { groups: `${PROVIDER}:amr`, subject: `${PROVIDER}:sub` };
/** What the way of asking does not decide. */
const OPEN = [KEYS.groups, KEYS.subject, "sts:rolesessionname", "sts:sourceidentity", "aws:requesttag/team"];

test("a compiled policy answers as the policy itself, whatever was not known when it was compiled", () => {
  eachMadeUp((policy, question, says, random) => {
    const compiled = compileTrust(policy, { ...question, context: partly(question, random(4) > 0 ? OPEN : []) }, KEYS);
    const { answer, dependsOn } = judgeTrust(policy, question);
    expect(answerTrust(compiled, question.context), says).toEqual({ answer, dependsOn });
  });
}, 30_000);

test("whom no clause is about gets nothing", () => {
  let found = 0;
  eachMadeUp((policy, question, says) => {
    const { clauses } = compileTrust(policy, { ...question, context: partly(question, OPEN) }, KEYS);
    if (clauses.some((clause) => isAbout(clause, question))) return;
    expect(["denied", "not-allowed"], says).toContain(judgeTrust(policy, question).answer);
    found++;
  });
  expect(found).toBeGreaterThan(SEEDS / 4);
}, 30_000);

test("where more groups are more, a group besides takes no role away", () => {
  let found = 0;
  eachMadeUp((policy, question, says) => {
    const compiled = compileTrust(policy, { ...question, context: partly(question, OPEN) }, KEYS);
    if (compiled.groups !== "more-is-more" || judgeTrust(policy, question).answer !== "allowed") return;
    for (const group of ["dev", "Ops", "x-42", "a new one"]) {
      const more = withGroups(question, [...groupsOf(question), group]);
      expect(judgeTrust(policy, more).answer, `${says}, with ${group}`).toBe("allowed");
      found++;
    }
  });
  expect(found).toBeGreaterThan(SEEDS / 20);
}, 30_000);

test.each([
  ["Allow", "ForAnyValue:StringEquals", "dev", "more-is-more"],
  ["Allow", "ForAnyValue:StringNotLike", "dev", "more-is-more"],
  ["Deny", "ForAnyValue:StringEquals", "dev", "any-counts"],
  ["Allow", "ForAllValues:StringEquals", "dev", "any-counts"],
  ["Allow", "ForAnyValue:StringEqualsIfExists", "dev", "any-counts"],
  ["Allow", "Null", "true", "any-counts"],
  ["Allow", "StringNotEquals", "dev", "any-counts"],
])("%s with %s of groups: %s is %s", (effect, operator, value, expected) => {
  const statement = {
    Effect: effect,
    Principal: "*",
    Action: "*",
    Condition: { [operator]: { [KEYS.groups]: value } },
  };
  const policy = parseTrustPolicy(JSON.stringify({ Version: "2012-10-17", Statement: statement }));
  if (typeof policy === "string") throw new Error(policy);
  const question = madeUpQuestion(seeded(1));
  expect(compileTrust(policy, { ...question, context: () => "unknown" }, KEYS).groups).toBe(expected as "any-counts");
});

test("the narrowest condition finds the people of a statement, and patterns come last", () => {
  const policy = parseTrustPolicy(
    JSON.stringify({
      Version: "2012-10-17",
      Statement: {
        Effect: "Allow",
        Principal: "*",
        Action: "*",
        Condition: {
          "ForAnyValue:StringLike": { [KEYS.groups]: "d*" },
          "ForAnyValue:StringEquals": { [KEYS.groups.toUpperCase()]: ["ops", "dev"] },
          StringEquals: { [KEYS.subject]: ["a", "b", "c"] },
        },
      },
    }),
  );
  if (typeof policy === "string") throw new Error(policy);
  const question = madeUpQuestion(seeded(1));
  const { clauses } = compileTrust(policy, { ...question, context: () => "unknown" }, KEYS);
  expect(clauses).toEqual([{ groups: { texts: ["ops", "dev"], anyCase: [], patterns: [] } }]);
});

function eachMadeUp(
  check: (policy: TrustPolicy, question: TrustQuestion, says: string, random: (below: number) => number) => void,
): void {
  for (let seed = 0; seed < SEEDS; seed++) {
    const random = seeded(seed);
    const text = madeUpPolicy(random);
    const question = madeUpQuestion(random);
    const policy = parseTrustPolicy(text);
    if (typeof policy === "string") throw new Error(policy);
    check(policy, question, `seed ${seed}: ${text}`, random);
  }
}

function partly(question: TrustQuestion, open: readonly string[]): TrustQuestion["context"] {
  return (key) => (open.includes(key.toLowerCase()) ? "unknown" : question.context(key));
}

function groupsOf({ context }: TrustQuestion): readonly string[] {
  const groups = context(KEYS.groups);
  return typeof groups === "object" && "texts" in groups ? groups.texts : [];
}

function withGroups(question: TrustQuestion, groups: readonly string[]): TrustQuestion {
  return {
    ...question,
    context: (key) => (key.toLowerCase() === KEYS.groups ? listValue(groups) : question.context(key)),
  };
}

/** Read again, and slowly. */
function isAbout({ groups, subjects }: Clause, question: TrustQuestion): boolean {
  if (subjects) {
    const subject = question.context(KEYS.subject);
    return typeof subject !== "object" || ("text" in subject && subjects.includes(subject.text));
  }
  if (!groups) return true;
  const { anyCase, patterns, texts } = groups;
  if (question.context(KEYS.groups) === "unknown") return true;
  return groupsOf(question).some(
    (group) =>
      texts.includes(group) ||
      anyCase.includes(group.toLowerCase()) ||
      patterns.some((pattern) => matches(globOf(pattern), group)),
  );
}
