import { describe, expect, test } from "bun:test";
import { globOf, matches } from "../../src/iam-policies/glob.ts";
import { groupsOfRole, KEPT_OUT } from "../../src/role-map/mozilla/groups-of-role.ts";
import { judgeTrust } from "../../src/trust-policies/judge-trust.ts";
import { parseTrustPolicy } from "../../src/trust-policies/trust-policy.ts";
import { CONDITIONS } from "../trust-policies/conditions.ts";
import { ACCOUNT, allow, deny, PROVIDER, questionsOf, type TrustCase, when } from "../trust-policies/people.ts";
import { STATEMENTS } from "../trust-policies/statements.ts";
import { mozillasGroups } from "./mozillas-rules.ts";

/** The groups of the people of the tables. */
const GROUPS: Readonly<Record<string, readonly string[]>> = { A: ["dev", "ops"], B: ["dev"], C: [], D: ["Ops"] };
const DEV = when(["ForAnyValue:StringEquals", "amr", "dev"]);
const CASES = [...CONDITIONS, ...STATEMENTS].filter(({ claims, partition }) => !claims && !partition);

function listed(statements: object, clientIds?: readonly string[], version = "2012-10-17") {
  const role = {
    arn: `arn:aws:iam::${ACCOUNT}:role/x`,
    trustPolicy: JSON.stringify({ Version: version, Statement: statements }),
  };
  const provider = { arn: `arn:aws:iam::${ACCOUNT}:oidc-provider/${PROVIDER}`, url: PROVIDER };
  const { findings, groups } = groupsOfRole(role, PROVIDER, clientIds && [{ ...provider, clientIds }]);
  return { groups, codes: findings.map(({ code }) => code) };
}

describe("nobody misses a role without a reason, and nobody is shown one that none of their groups helps to", () => {
  test.each(CASES.map((one) => [one.says, one] as const))("%s", (_, one: TrustCase) => {
    const { codes, groups } = listed(one.statements, undefined, one.version);
    const policy = parseTrustPolicy(
      JSON.stringify({ Version: one.version ?? "2012-10-17", Statement: one.statements }),
    );
    if (typeof policy === "string") throw new Error(policy);
    for (const [letter, question] of questionsOf({}, one.call)) {
      const isShown = groups.some((group) => GROUPS[letter]?.some((own) => matches(globOf(group), own)));
      const { answer } = judgeTrust(policy, question);
      const says = `${letter}: ${answer}, ${isShown ? "shown" : "not shown"}, ${codes.join(" ")}`;
      const hasReason =
        codes.some((code) => (KEPT_OUT as readonly string[]).includes(code)) || GROUPS[letter]?.length === 0;
      const isFine = answer === "allowed" ? isShown || hasReason : true;
      expect([says, isFine]).toEqual([says, true]);
    }
  });
});

test.each<readonly [string, object, readonly string[], string | undefined]>([
  ["groups and patterns", allow(when(["ForAnyValue:StringLike", "amr", ["ops", "d*"]])), ["ops", "d*"], undefined],
  ["a group that is denied", [allow(DEV), deny(DEV)], [], "no-single-group"],
  [
    "a group besides a denied one",
    [
      allow(when(["ForAnyValue:StringEquals", "amr", ["dev", "ops"]])),
      deny(when(["ForAnyValue:StringEquals", "amr", "ops"])),
    ],
    ["dev"],
    undefined,
  ],
  [
    "two groups at once",
    allow(when(["ForAnyValue:StringLike", "amr", "d*"], ["ForAnyValue:StringEquals", "amr", "ops"])),
    [],
    "no-single-group",
  ],
  [
    "all but a group",
    allow(when(["ForAnyValue:StringNotEquals", "amr", "dev"], ["StringEquals", "aud", "cli"])),
    [],
    "no-single-group",
  ],
  [
    "a person of a group",
    allow(when(["ForAnyValue:StringEquals", "amr", "dev"], ["StringEquals", "sub", "bob"])),
    ["dev"],
    undefined,
  ],
  ["a star as text", allow(when(["ForAnyValue:StringEquals", "amr", ["op*", "dev"]])), ["dev"], "pattern-as-text"],
  ["everybody", allow(), [], "too-wide"],
  ["everybody without groups", allow(when(["ForAllValues:StringEquals", "amr", ["dev"]])), [], "too-wide"],
  ["a list without a set operator", allow(when(["StringEquals", "amr", "dev"])), [], "no-single-group"],
  [
    "another provider",
    allow({ Principal: { Federated: "arn:aws:iam::111122223333:oidc-provider/other" }, ...DEV }),
    [],
    undefined,
  ],
])("listed are the groups of a policy for %s", (_, statements, groups, code) => {
  const found = listed(statements);
  expect(found.groups).toEqual([...groups]);
  expect(found.codes.filter((one) => (KEPT_OUT as readonly string[]).includes(one)).join()).toBe(code ?? "");
});

test("an audience that the account's provider does not know, and a provider that is not there, get nobody anything", () => {
  const forCli = allow(when(["StringEquals", "aud", "cli"], ["ForAnyValue:StringEquals", "amr", "dev"]));
  expect(listed(forCli, ["cli", "web"]).groups).toEqual(["dev"]);
  expect(listed(forCli, ["web"])).toMatchObject({ groups: [], codes: expect.arrayContaining(["no-single-group"]) });
  const role = { arn: `arn:aws:iam::${ACCOUNT}:role/x`, trustPolicy: JSON.stringify({ Statement: forCli }) };
  expect(groupsOfRole(role, PROVIDER, []).findings.map(({ code }) => code)).toEqual(["no-provider"]);
});

/** Groups that only Mozilla's builder lists, each a mistake. */
const DIFFERENT: Readonly<Record<string, string>> = {
  "a list of groups without a set operator": "dev",
  "a pattern without a set operator": "*",
  // It looks at no denial.
  "a denial of all actions but another": "dev",
  "a denial of all but another provider": "dev",
};

test("where only Mozilla's builder lists a role under a group, nobody gets it by that", () => {
  const differences: string[] = [];
  for (const { says, statements, version } of CASES) {
    const mozillas = mozillasGroups({ Statement: statements }, ACCOUNT, PROVIDER);
    const ours = listed(statements, undefined, version).groups;
    const theirs = Array.isArray(mozillas) ? (mozillas as readonly string[]) : [];
    const more = theirs.filter((group) => !ours.includes(group));
    if (more.length > 0 && DIFFERENT[says] !== more.join(",")) differences.push(`${says}: only Mozilla's has ${more}`);
  }
  expect(differences).toEqual([]);
});
