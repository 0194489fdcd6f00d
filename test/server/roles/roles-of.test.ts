import { expect, test } from "bun:test";
import type { AskingWay } from "../../../src/server/roles/asking-way.ts";
import { MINT, OUR_PROVIDER } from "../../support/server/made-up-map.ts";
import {
  ACCOUNT,
  allowed,
  FACTS,
  GROUPS,
  group,
  mapOf,
  OTHER_ACCOUNT,
  somebody,
} from "../../support/server/role-world.ts";

const PASS: AskingWay = { mode: "pass", provider: "idp.example", audience: "maws" };
const BROKER: AskingWay = {
  mode: "broker",
  roleArn: "arn:aws:iam::999988887777:role/actas/broker",
  externalId: "the-external-id-of-ours",
  sends: { tags: true, sourceIdentity: true },
};
const brokered = (condition: object): object => ({
  Effect: "Allow",
  Principal: { AWS: BROKER.roleArn },
  Action: ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"],
  Condition: condition,
});
const passed = (condition: object): object => ({
  Effect: "Allow",
  Principal: { Federated: `arn:aws:iam::${ACCOUNT}:oidc-provider/idp.example` },
  Action: "sts:AssumeRoleWithWebIdentity",
  Condition: { StringEquals: { "idp.example:aud": "maws" }, ...condition },
});

test("one sees the roles of one's groups, in the order of what lists call them, each with the one group it takes", async () => {
  const map = await mapOf({
    [OTHER_ACCOUNT]: { name: "Alpha", roles: { Dev: [allowed(group("dev"), OTHER_ACCOUNT)] } },
    [ACCOUNT]: {
      name: "Beta",
      roles: { Ops: [allowed(group("ops", "dev"))], "team/Dev": [allowed(group("dev"))], No: [allowed(group("x"))] },
    },
  });
  const found = map.rolesOf(somebody("other", "dev"));
  expect(
    found.map(({ answer, groups, mode, role }) => [role.accountName, role.path, role.name, answer, mode, groups]),
  ).toEqual([
    ["Beta", "/", "Ops", "allowed", "mint", ["dev"]],
    ["Beta", "/team/", "Dev", "allowed", "mint", ["dev"]],
    ["Alpha", "/", "Dev", "allowed", "mint", ["dev"]],
  ]);
});

test("accounts of another partition come after the others, as their ARNs do after numbers", async () => {
  const cn = (id: string) =>
    JSON.stringify({ Version: "2012-10-17", Statement: allowed(group("dev"), id) }).replaceAll(
      "arn:aws:",
      "arn:aws-cn:",
    );
  const map = await mapOf({
    [ACCOUNT]: { partition: "aws-cn", roles: { Dev: cn(ACCOUNT) } },
    [OTHER_ACCOUNT]: { name: "Alpha", roles: { Dev: [allowed(group("dev"), OTHER_ACCOUNT)] } },
  });
  expect(map.rolesOf(somebody("dev")).map(({ place, role }) => [place, role.accountId])).toEqual([
    [0, OTHER_ACCOUNT],
    [1, ACCOUNT],
  ]);
});

test("a group is one of a list, whole: no part of a name counts, and no other case (Z-52, Z-61, Z-67)", async () => {
  const map = await mapOf({ [ACCOUNT]: { roles: { Dev: [allowed(group("dev"))] } } });
  for (const other of ["de", "devs", "a-dev", "DEV", "dev ", "d*", "*"])
    expect(map.rolesOf(somebody(other))).toEqual([]);
  expect(map.rolesOf(somebody("dev"))).toHaveLength(1);
});

test("patterns are anchored and matched, and EqualsIgnoreCase takes any case (Z-52, Z-67)", async () => {
  const like = (...patterns: readonly string[]) => ({ "ForAnyValue:StringLike": { [GROUPS]: patterns } });
  const map = await mapOf({
    [ACCOUNT]: {
      roles: {
        Any: [allowed({ "ForAnyValue:StringEqualsIgnoreCase": { [GROUPS]: "OPS" } })],
        Pattern: [allowed(like("team-?-*", "exact"))],
      },
    },
  });
  const names = (...groups: readonly string[]) => map.rolesOf(somebody(...groups)).map(({ role }) => role.name);
  expect(names("team-a-dev")).toEqual(["Pattern"]);
  expect(names("team-a-")).toEqual(["Pattern"]);
  expect(names("exact")).toEqual(["Pattern"]);
  for (const other of ["team-ab-dev", "a-team-a-dev", "team-a", "exactly"]) expect(names(other)).toEqual([]);
  expect(names("oPs", "x")).toEqual(["Any"]);
});

test("a statement that is odd hides neither the others of its policy nor other roles (Z-59, O-49)", async () => {
  const map = await mapOf({
    [ACCOUNT]: {
      roles: {
        Broken: "{ this is no JSON",
        List: [
          {
            ...allowed(group("dev")),
            Principal: { Federated: ["arn:x", `arn:aws:iam::${ACCOUNT}:oidc-provider/${OUR_PROVIDER}`] },
          },
        ],
        Missing: [{ Effect: "Allow", Action: "sts:AssumeRole" }, allowed(group("dev"))],
        Object: JSON.stringify({ Version: "2012-10-17", Statement: allowed(group("dev")) }),
        Others: [
          { Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" },
          allowed(group("dev")),
        ],
      },
    },
  });
  const found = map.rolesOf(somebody("dev"));
  expect(found.map(({ answer, role }) => `${role.name} ${answer}`)).toEqual([
    "List allowed",
    "Missing depends",
    "Object allowed",
    "Others allowed",
  ]);
});

test("a policy that asks for two groups at once takes both, and no more", async () => {
  const both = { "ForAnyValue:StringEquals": { [GROUPS]: "dev" }, "ForAnyValue:StringLike": { [GROUPS]: "on-call-*" } };
  const map = await mapOf({ [ACCOUNT]: { roles: { Fix: [allowed(both)] } } });
  const person = somebody("a", "dev", "b", "on-call-7", "on-call-8");
  const [listed] = map.rolesOf(person);
  expect(listed?.groups).toEqual(["dev", "on-call-8"]);
  expect(map.judge(listed!.role, person, FACTS)).toMatchObject({ answer: "allowed", groups: ["dev", "on-call-8"] });
  expect(map.rolesOf(somebody("dev"))).toEqual([]);
});

test("a provider that does not list the client gives nobody the role, nor does one that the account does not have", async () => {
  const roles = { Dev: [allowed(group("dev"))] };
  for (const providers of [
    [],
    [{ url: OUR_PROVIDER, clientIds: ["web"] }],
    [{ url: `${OUR_PROVIDER}/`, clientIds: ["sts.amazonaws.com"] }],
  ]) {
    const map = await mapOf({ [ACCOUNT]: { providers, roles } });
    expect(map.rolesOf(somebody("dev"))).toEqual([]);
    const role = map.find(`${ACCOUNT}/Dev`);
    expect(map.judge(role!, somebody("dev"), FACTS).answer).toBe("not-allowed");
  }
});

test("of two accounts with one policy, only the one that has the provider gives the role", async () => {
  const roles = (account: string) => ({ Dev: [allowed(group("dev"), account)] });
  const map = await mapOf({
    [ACCOUNT]: { roles: roles(ACCOUNT) },
    [OTHER_ACCOUNT]: { providers: [{ url: OUR_PROVIDER, clientIds: ["web"] }], roles: roles(OTHER_ACCOUNT) },
  });
  expect(map.rolesOf(somebody("dev")).map(({ role }) => role.accountId)).toEqual([ACCOUNT]);
});

test("tags and a source identity need rights of their own, where they are sent (case 31)", async () => {
  const bare = { ...allowed(group("dev")), Action: "sts:AssumeRoleWithWebIdentity" };
  const map = await mapOf({ [ACCOUNT]: { roles: { Dev: [bare] } } });
  expect(map.rolesOf(somebody("dev"))).toEqual([]);
  const plain = await mapOf(
    { [ACCOUNT]: { roles: { Dev: [bare] } } },
    { ways: [{ ...MINT, sends: { tags: false, sourceIdentity: false } }] },
  );
  expect(plain.rolesOf(somebody("dev"))).toHaveLength(1);
});

test("with the broker the role asks, with its external id, and its answer is the same for all", async () => {
  const map = await mapOf(
    {
      [ACCOUNT]: {
        roles: {
          Build: [brokered({ StringEquals: { "sts:ExternalId": BROKER.mode === "broker" ? BROKER.externalId : "" } })],
          Other: [brokered({ StringEquals: { "sts:ExternalId": "of somebody else" } })],
        },
      },
    },
    { ways: [BROKER], expected: () => ({ ...FACTS, externalId: "the-external-id-of-ours" }) },
  );
  const found = map.rolesOf(somebody());
  expect(found.map(({ answer, groups, mode, role }) => [role.name, answer, mode, groups])).toEqual([
    ["Build", "allowed", "broker", []],
  ]);
  const { externalId: _, ...without } = { ...FACTS, externalId: "" };
  expect(map.judge(found[0]!.role, somebody(), without).answer).toBe("not-allowed");
});

test("the way that lends is preferred to the one that only lists, and the better answer to both", async () => {
  const two = [allowed(group("dev")), passed({ "ForAnyValue:StringEquals": { "idp.example:amr": ["dev", "ops"] } })];
  const providers = [
    { url: OUR_PROVIDER, clientIds: ["sts.amazonaws.com"] },
    { url: "idp.example", clientIds: ["maws"] },
  ];
  const map = await mapOf({ [ACCOUNT]: { providers, roles: { Dev: two } } }, { ways: [MINT, PASS] });
  expect(map.rolesOf(somebody("dev", "ops")).map(({ mode }) => mode)).toEqual(["mint"]);
  expect(map.rolesOf(somebody("ops")).map(({ groups, mode }) => [mode, groups])).toEqual([["pass", ["ops"]]]);
});

test("what only the request will tell makes it depend, and the request then tells", async () => {
  const own = { ...group("dev"), StringLike: { "sts:RoleSessionName": "ana*" } };
  const map = await mapOf({ [ACCOUNT]: { roles: { Dev: [allowed(own)] } } });
  const [listed] = map.rolesOf(somebody("dev"));
  expect(listed).toMatchObject({ answer: "depends", dependsOn: ["sts:RoleSessionName"], groups: ["dev"] });
  const judge = (sessionName: string) => map.judge(listed!.role, somebody("dev"), { ...FACTS, sessionName }).answer;
  expect([judge("ana@example.com"), judge("bob")]).toEqual(["allowed", "not-allowed"]);
});
