import { expect, test } from "bun:test";
import { OUR_PROVIDER } from "../../support/server/made-up-map.ts";
import { ACCOUNT, AUD, allowed, FACTS, GROUPS, group, mapOf, somebody } from "../../support/server/role-world.ts";

const ARN = `arn:aws:iam::${ACCOUNT}:role/Wide`;

test.each([
  ["a whole provider (case 26)", allowed({ StringEquals: undefined }), "open-to-provider"],
  [
    "all who are not two people (case 12)",
    allowed({ StringEquals: undefined, StringNotEquals: { [`${OUR_PROVIDER}:sub`]: ["a", "b"] } }),
    "open-to-provider",
  ],
  [
    "ForAllValues alone (case 10)",
    allowed({ StringEquals: undefined, "ForAllValues:StringEquals": { [GROUPS]: ["dev"] } }),
    "open-without-claim",
  ],
  [
    "all who are not in a group (case 13)",
    allowed({ StringEquals: undefined, "ForAllValues:StringNotEquals": { [GROUPS]: "ops" } }),
    "open-to-provider",
  ],
  ["everybody", { ...allowed({ StringEquals: undefined }), Principal: "*", Condition: {} }, "open-to-everybody"],
  ["everybody, with a condition", { ...allowed(), Principal: "*" }, "open-to-everybody"],
  ["all but one", { ...allowed(), Principal: undefined, NotPrincipal: { AWS: ACCOUNT } }, "not-principal"],
])(
  "threat 21: a role that trusts %s is neither listed nor given, until it is acknowledged",
  async (_, statement, code) => {
    const roles = { Wide: [statement], Good: [allowed(group("dev"))] };
    const map = await mapOf({ [ACCOUNT]: { roles } });
    const person = somebody("dev");
    expect(map.rolesOf(person).map(({ role }) => role.name)).toEqual(["Good"]);
    const answer = map.judge(map.find(ARN)!, person, FACTS);
    expect(answer).toMatchObject({ answer: "not-allowed", withheld: [code], groups: [] });
    expect(map.explain(map.find(ARN)!, person, FACTS).lines[0]).toContain(code);

    const acknowledged = await mapOf({ [ACCOUNT]: { roles } }, { acknowledged: [ARN] });
    expect(acknowledged.rolesOf(person).map(({ role }) => role.name)).toEqual(["Good", "Wide"]);
    expect(acknowledged.judge(acknowledged.find(ARN)!, person, FACTS)).toMatchObject({
      answer: "allowed",
      withheld: [],
    });
  },
);

test("threat 21: acknowledging one role acknowledges no other", async () => {
  const map = await mapOf(
    {
      [ACCOUNT]: {
        roles: { Wide: [allowed({ StringEquals: undefined })], Wider: [allowed({ StringEquals: undefined })] },
      },
    },
    { acknowledged: [ARN] },
  );
  expect(map.rolesOf(somebody()).map(({ role }) => role.name)).toEqual(["Wide"]);
});

test.each([
  ["a denial of a group", [allowed(group("dev")), { ...allowed(group("contractors")), Effect: "Deny" }]],
  [
    "a list of all groups that may be",
    [allowed({ ...group("dev"), "ForAllValues:StringEquals": { [GROUPS]: ["dev", "ops"] } })],
  ],
  [
    "a pattern that may not be",
    [allowed({ ...group("dev"), "ForAllValues:StringNotLike": { [GROUPS]: "contract*" } })],
  ],
])("threat 19: a token with fewer groups than a person has gets around nothing: %s", async (_, statements) => {
  const map = await mapOf({ [ACCOUNT]: { roles: { Dev: statements } } });
  const [listed] = map.rolesOf(somebody("dev", "ops"));
  // AWS has to see all of them, to judge as we did.
  expect(listed?.groups).toEqual(["dev", "ops"]);
  expect(map.judge(listed!.role, somebody("dev", "ops"), FACTS)).toMatchObject({
    answer: "allowed",
    groups: ["dev", "ops"],
  });
  const contractor = somebody("dev", "contractors");
  expect(map.rolesOf(contractor)).toEqual([]);
  expect(["denied", "not-allowed"]).toContain(map.judge(listed!.role, contractor, FACTS).answer);
});

test("threat 19: a denial that depends on the call sees the group that it is about", async () => {
  const deny = {
    ...allowed({ ...group("contractors"), NotIpAddress: { "aws:SourceIp": "10.0.0.0/8" } }),
    Effect: "Deny",
  };
  const map = await mapOf({ [ACCOUNT]: { roles: { Dev: [allowed(group("dev")), deny] } } });
  const answer = map.judge(map.find(`${ACCOUNT}/Dev`)!, somebody("dev", "contractors"), FACTS);
  expect(answer).toMatchObject({ answer: "depends", dependsOn: ["aws:SourceIp"] });
  expect(answer.groups).toContain("contractors");
});

test("what is one person's is not another's, also when the one before was not finished", async () => {
  let fails = true;
  const ask = { StringEquals: { ...AUD, "sts:RoleSessionName": "ana" } };
  const map = await mapOf(
    { [ACCOUNT]: { roles: { A: [allowed(group("dev"))], B: [allowed({ ...group("dev"), ...ask })] } } },
    {
      expected: () => {
        if (fails) throw new Error("interrupted");
        return FACTS;
      },
    },
  );
  expect(() => map.rolesOf(somebody("dev"))).toThrow("interrupted");
  fails = false;
  expect(map.rolesOf(somebody("other"))).toEqual([]);
  expect(map.rolesOf(somebody("dev"))).toHaveLength(2);
});
