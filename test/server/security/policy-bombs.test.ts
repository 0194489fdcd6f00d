import { expect, test } from "bun:test";
import { covers, type Glob, globOf, literal } from "../../../src/iam-policies/glob.ts";
import { judgeTrust } from "../../../src/trust-policies/judge-trust.ts";
import { lintTrust } from "../../../src/trust-policies/lint-trust.ts";
import { rolesInText } from "../../../src/trust-policies/roles-in-text.ts";
import { parseTrustPolicy } from "../../../src/trust-policies/trust-policy.ts";
import { tokenQuestion } from "../../../src/trust-policies/trust-question.ts";
import { seeded } from "../../seeded.ts";
import { OUR_PROVIDER } from "../../support/server/made-up-map.ts";
import { ACCOUNT, allowed, FACTS, GROUPS, group, mapOf, somebody } from "../../support/server/role-world.ts";

const QUESTION = tokenQuestion({ accountId: ACCOUNT, partition: "aws" }, OUR_PROVIDER, {
  sub: "x",
  aud: "y",
  amr: ["dev"],
});

const deep = (depth: number): string => `${"[".repeat(depth)}${"]".repeat(depth)}`;
const nested = (depth: number): string => `${'{"a":'.repeat(depth)}1${"}".repeat(depth)}`;
const BOMBS: readonly (readonly [string, string])[] = [
  ["lists in lists", deep(30_000)],
  ["objects in objects", nested(10_000)],
  ["a deep principal", `{"Statement":{"Effect":"Allow","Action":"*","Principal":${nested(10_000)}}}`],
  ["a deep condition", `{"Statement":{"Effect":"Allow","Action":"*","Principal":"*","Condition":${nested(10_000)}}}`],
  ["statements in statements", `{"Statement":${deep(30_000)}}`],
  ["megabytes", `{"Statement":[${"{},".repeat(400_000)}{}]}`],
  ["megabytes that are written in few", `{"Statement":"${"%7B".repeat(40_000)}"}`],
  ["keys of every object", '{"__proto__":{"Statement":[]},"constructor":{},"Statement":[]}'],
  [
    "a number beyond numbers",
    '{"Statement":{"Effect":"Allow","Action":"*","Principal":"*","Condition":{"NumericEquals":{"sts:DurationSeconds":1e999}}}}',
  ],
  ["half a character", '{"Statement":{"Effect":"Allow","Action":"\\ud800","Principal":"*"}}'],
  ["no text at all", ""],
];

test.each(BOMBS)(
  "threat 32: %s are read, judged and checked without an exception, and hide no other role",
  async (_, bomb) => {
    const policy = parseTrustPolicy(bomb);
    if (typeof policy !== "string") {
      expect(judgeTrust(policy, QUESTION).answer).toBeString();
      expect(lintTrust(policy, ACCOUNT)).toBeArray();
    }
    const map = await mapOf({ [ACCOUNT]: { roles: { Bomb: bomb, Good: [allowed(group("dev"))] } } });
    expect(map.rolesOf(somebody("dev")).map(({ role }) => role.name)).toContain("Good");
    expect(map.judge(map.find(`${ACCOUNT}/Bomb`)!, somebody("dev"), FACTS).answer).not.toBe("allowed");
  },
);

const STATEMENT = JSON.stringify(allowed(group("dev"))).slice(0, -1);
const CONDITION = `"StringEquals":{"aws:SourceAccount":"1"}`;
const TWO_READINGS: readonly (readonly [string, string])[] = [
  ["a second condition", `${STATEMENT},"Condition":{}}`],
  ["a second effect", `${STATEMENT},"Effect":"Deny"}`],
  ["an operator twice", `${STATEMENT.replace(/"Condition".*$/, "")}"Condition":{${CONDITION},"StringEquals":{}}}`],
  ["a name that is escaped once", `${STATEMENT},"\\u0043ondition":{}}`],
  [
    "an operator that every object has",
    `${STATEMENT.replace('"Condition":{', '"Condition":{"__proto__":{"a:b":"c"},')}}`,
  ],
  [
    "a key that every object has",
    `${STATEMENT.replace('"Condition":{', '"Condition":{"StringLike":{"__proto__":"c"},')}}`,
  ],
];

test.each(TWO_READINGS)("a policy with %s, which AWS may read otherwise, gives nothing", async (_, statement) => {
  expect(() => JSON.parse(statement)).not.toThrow();
  const policy = `{"Version":"2012-10-17","Statement":[${statement}]}`;
  expect(parseTrustPolicy(policy)).toBe("it is not JSON, or has a name twice in one object");
  const map = await mapOf({ [ACCOUNT]: { roles: { Odd: policy, Good: [allowed(group("dev"))] } } });
  expect(map.judge(map.find(`${ACCOUNT}/Odd`)!, somebody("dev"), FACTS).answer).not.toBe("allowed");
  expect(map.rolesOf(somebody("dev")).map(({ role }) => role.name)).toContain("Good");
});

test("what the AWS CLI prints of a role has one reading, too", () => {
  const printed = (statement: string): string =>
    `{"Roles":[{"Arn":"arn:aws:iam::${ACCOUNT}:role/Odd","AssumeRolePolicyDocument":{"Statement":[${statement}]}}]}`;
  expect(rolesInText(printed(`${STATEMENT}}`))).toBeArrayOfSize(1);
  for (const [, statement] of TWO_READINGS)
    expect(rolesInText(printed(statement))).toBe("it is not JSON, or has a name twice in one object");
});

test("threat 32: a policy of more characters than IAM could mean is not read at all", () => {
  const good = JSON.stringify({ Version: "2012-10-17", Statement: allowed(group("dev")) });
  expect(typeof parseTrustPolicy(good.replace("{", `{${" ".repeat(60_000)}`))).toBe("object");
  expect(typeof parseTrustPolicy(good.replace("{", `{${" ".repeat(66_000)}`))).toBe("string");
});

test("threat 32: a pattern takes as many steps as it is long, times the text, and no more", () => {
  const random = seeded(32);
  const pieces = ["*", "*", "?", "a", "a", "b", "*a", "a*", "**"];
  const made = (length: number): string => Array.from({ length }, () => pieces[random(pieces.length)]).join("");
  const worst = [`${"*a".repeat(2000)}b`, "*".repeat(4000), `${"?*".repeat(2000)}b`, `*${"a".repeat(2000)}b`];
  for (const pattern of [...worst, ...Array.from({ length: 200 }, () => made(1 + random(40)))]) {
    const [glob, text] = [globOf(pattern), "a".repeat(pattern.length > 1000 ? 500 : random(60))];
    let steps = 0;
    covers(
      counting(glob, () => steps++),
      literal(text),
    );
    // A mark is looked at a few times for each place in the text.
    expect(steps).toBeLessThanOrEqual(4 * (glob.length + 1) * (text.length + 1));
  }
});

/** The same marks; each look at one is counted. */
function counting(glob: Glob, look: () => void): Glob {
  return new Proxy(glob, {
    get: (target, key) => {
      look();
      return Reflect.get(target, key);
    },
  });
}

test("threat 32: patterns of thousands of roles are compared once for each group, not once for each request", async () => {
  const patterns = (role: number) => Array.from({ length: 20 }, (_, index) => `*${role}*a*${index}*b`);
  const roles = Object.fromEntries(
    Array.from({ length: 500 }, (_, role) => [
      `r${role}`,
      [allowed({ "ForAnyValue:StringLike": { [GROUPS]: patterns(role) } })],
    ]),
  );
  const map = await mapOf({ [ACCOUNT]: { roles } });
  const person = somebody("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "dev");
  for (let request = 0; request < 5; request++) expect(map.rolesOf(person)).toEqual([]);
  expect(map.tried).toBe(2 * 500 * 20);
}, 30_000);

test("threat 32: hundreds of groups in a policy, and hundreds of a person, are found by looking them up", async () => {
  const many = Array.from({ length: 250 }, (_, index) => `g${index}`);
  const map = await mapOf({ [ACCOUNT]: { roles: { Many: [allowed(group(...many))] } } });
  const [listed] = map.rolesOf(somebody(...many.map((name) => `x${name}`), "g249"));
  expect(listed?.groups).toEqual(["g249"]);
  expect(map.tried).toBe(0);
});
