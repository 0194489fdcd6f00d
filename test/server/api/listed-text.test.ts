import { expect, test } from "bun:test";
import { jsonText, printable } from "../../../src/base/printable.ts";
import { listRolesRoute } from "../../../src/server/api/list-roles.ts";
import { judgeRules } from "../../../src/server/lending/rules/judge-rules.ts";
import type { LendingRules } from "../../../src/server/lending/rules/rule.ts";
import { RulesShape, rulesOf } from "../../../src/server/lending/rules/rules-shape.ts";
import type { Person } from "../../../src/server/people/person.ts";
import type { RoleAnswer } from "../../../src/server/roles/role-map.ts";
import { seeded } from "../../seeded.ts";
import { ListedRoles } from "../../support/lending/listed-roles.ts";

const NOON = Date.parse("2026-11-27T12:00:00Z");
const NAMES = [
  "Main",
  'a "quoted" one',
  "trailing ",
  "zero\u200bwidth",
  "日本\u2028",
  "\ud800 alone",
  "back\\slash",
  "",
];
const KEYS = ["aws:SourceIp", 'a"key', "zero\u200bwidth", "a,b", "a"];
const GROUPS = ["dev", "ops", "guests", "admins"];

const allow = (roles: string[], groups: string[], more = {}) => ({ effect: "allow" as const, groups, roles, ...more });
const deny = (roles: string[], more = {}) => ({ effect: "deny" as const, roles, ...more });
const hours = { from: "13:00", to: "14:00", zone: "UTC" };
const RULES = rulesOf(
  RulesShape.parse([
    allow(["R1*", "R2*"], ["dev"]),
    allow(["R*"], ["ops"], { reason: "needed", name: 'with "quotes" and \u200b' }),
    allow(["R3*", "x/*"], ["dev", "guests"], { hours }),
    allow(["Admin-7"], ["admins"], { accounts: ["111122223333"] }),
    allow(["*"], ["dev"], { deviceSignIn: "refused" }),
    deny(["R19"], { groups: ["guests"], name: 'no "guests"' }),
    deny(["R20"]),
  ]),
);

test("a list says what the locks say of each role to this person, whoever asked before and with whatever names", async () => {
  const random = seeded(7);
  const roles = new ListedRoles();
  const some = <T>(of: readonly T[]): T => of[random(of.length)]!;
  for (let at = 0; at < 60; at++) {
    const account = some(["111122223333", "444455556666"]);
    const [partition, path] = [some(["aws", "aws", "aws-cn"]), some(["/", "/", "/x/"])];
    roles.add(`arn:${partition}:iam::${account}:role${path}${some(["R", "R", "R", "Admin-"])}${at}`, {
      mode: some(["mint", "mint", "broker", "pass"]),
      accountName: some(NAMES),
      ...(random(3) === 0 && { group: some(GROUPS) }),
      ...(random(4) === 0 && { dependsOn: [some(KEYS), some(KEYS)] }),
    });
  }
  const list = lister(roles, RULES);
  const seen = new Set<string>();
  for (let round = 0; round < 200; round++) {
    const person: Person = {
      issuer: "i",
      subject: `${round}`,
      name: "n",
      groups: GROUPS.filter(() => random(2) === 0),
      groupsAt: 0,
      via: some(["code", "device"]),
      client: "c",
    };
    const closed = random(2) === 0;
    const text = await list(person, closed ? "?closed=1" : "");
    expect(text).toBe(plainly(roles, person, closed));
    seen.add(text);
  }
  expect(seen.size).toBeGreaterThan(20);
});

test("a list is of the map as it is, also when roles have other names and rules in it", async () => {
  const person = { groups: ["dev", "ops"], via: "code" } as unknown as Person;
  const roles = new ListedRoles();
  const list = lister(roles, RULES);
  roles.add("arn:aws:iam::111122223333:role/R1", { accountName: "before" });
  expect(await list(person)).toBe(plainly(roles, person));
  roles.add("arn:aws:iam::111122223333:role/R1", { accountName: "after" });
  // It takes the first one's place.
  roles.add("arn:aws:iam::111122223333:role/A-first", { accountName: "after" });
  roles.add("arn:aws:iam::111122223333:role/R20");
  const text = await list(person, "?closed=1");
  expect(text).toBe(plainly(roles, person, true));
  expect(text).not.toContain("before");
  // All others are as they were, in other places.
  roles.add("arn:aws:iam::111122223333:role/A-0");
  expect(await list(person, "?closed=1")).toBe(plainly(roles, person, true));
});

function lister(roles: ListedRoles, rules: LendingRules) {
  let asks: Person | undefined;
  const reserve = { whyNot: () => undefined };
  const route = listRolesRoute({ bouncer: { personOf: async () => asks! }, roles, rules, reserve, now: () => NOON });
  return async (person: Person, query = ""): Promise<string> => {
    asks = person;
    const client = { address: "", signal: new AbortController().signal };
    const response = await route.answer(new Request(`http://x/roles${query}`), client);
    return response.text();
  };
}

/** The same, written once more and slowly: each role by itself, and made into JSON with all the others. */
function plainly(roles: ListedRoles, person: Person, closed = false): string {
  const all = roles.rolesOf(person).map((answer) => offered(answer, roles, person));
  const wanted = all.filter(({ Usable }) => closed || Usable !== "no");
  return jsonText({ Roles: wanted.toSorted((one, other) => (one.Name < other.Name ? -1 : 1)) }, "one-line");
}

function offered({ answer, dependsOn, mode, role }: RoleAnswer, roles: ListedRoles, person: Person) {
  const { accountId, accountName, arn, name, path } = role;
  const listed = `${accountId}${path}${name}`;
  const account = printable(accountName ?? accountId);
  const says = (usable: "now" | "if" | "no", needs: readonly string[] = [], why?: string) => ({
    Name: arn.startsWith("arn:aws:") && roles.find(listed)?.arn === arn ? listed : arn,
    Arn: arn,
    AccountId: accountId,
    ...(accountName && { AccountName: printable(accountName) }),
    Description: why ? `${account}: ${why}` : account,
    Usable: usable,
    ...(needs.length > 0 && { Needs: needs }),
    ...(why && { Why: why }),
  });
  if (mode === "pass") return says("no", [], "this server only lists it");
  const ruled = judgeRules(RULES, { person, role, now: NOON });
  if (ruled.answer === "closed") return says("no", [], ruled.why);
  if (ruled.answer === "needs") return says("if", [...ruled.needs, ...dependsOn], ruled.why);
  if (answer === "allowed") return says("now");
  return says("if", dependsOn, `AWS decides by ${dependsOn.join(", ")}`);
}
