import { describe, expect, test } from "bun:test";
import type { z } from "zod/mini";
import { seeded } from "../../../../test/seeded.ts";
import { judgeRules, type RuledRequest } from "./judge-rules.ts";
import { RulesShape, rulesOf } from "./rules-shape.ts";

type Written = z.input<typeof RulesShape>;

const NOON = Date.parse("2026-11-27T12:00:00Z");
const DEV = { accountId: "111122223333", path: "/", name: "Dev" };
const ANA = { groups: ["dev", "ops"], via: "code" } as const;

function judged(written: Written, request: Partial<RuledRequest> = {}, administrators?: readonly string[]) {
  const rules = rulesOf(RulesShape.parse(written), administrators && [...administrators]);
  return judgeRules(rules, { person: ANA, role: DEV, now: NOON, ...request });
}
const allow = (roles: string[], more: object = {}) =>
  ({ effect: "allow", groups: ["dev"], roles, ...more }) as Written[number];
const deny = (roles: string[], more: object = {}) => ({ effect: "deny", roles, ...more }) as Written[number];

test("without a rule nothing is lent", () => {
  expect(judged([])).toEqual({ answer: "closed", why: "no rule of this server lends it" });
});

test.each([
  ["Dev", "Dev", true],
  ["Dev", "Developer", false],
  ["*-dev", "team-dev", true],
  ["*-dev", "team-dev-2", false],
  ["*-dev", "x/team-dev", false],
  ["teams/*", "teams/Deploy", true],
  ["teams/*", "teams/a/Deploy", false],
  ["*", "teams/Deploy", false],
  ["dev", "Dev", false],
  ["D?v", "Dev", undefined],
  ["teams//Deploy", "teams/Deploy", undefined],
  ["**/Deploy", "teams/Deploy", undefined],
  ["/Dev", "Dev", undefined],
  ["Dev\n", "Dev", undefined],
  ["", "Dev", undefined],
])("the pattern %p and the role %p: %p", (pattern, role, expected) => {
  const path = role.slice(0, role.lastIndexOf("/") + 1);
  const named = { accountId: DEV.accountId, path: `/${path}`, name: role.slice(path.length) };
  if (expected === undefined) expect(() => judged([allow([pattern])])).toThrow();
  else expect(judged([allow([pattern])], { role: named }).answer).toBe(expected ? "lend" : "closed");
});

test("a group is its whole name, in its own letters, and a wildcard in it is refused", () => {
  for (const groups of [["de"], ["Dev"], ["develop"]])
    expect(judged([allow(["Dev"], { groups })]).answer).toBe("closed");
  expect(() => judged([allow(["Dev"], { groups: ["d*"] })])).toThrow("a group is named as it is");
});

test("accounts are numbers, since who owns one may call it as they like", () => {
  expect(judged([allow(["Dev"], { accounts: ["111122223333"] })]).answer).toBe("lend");
  expect(judged([allow(["Dev"], { accounts: ["444455556666"] })]).answer).toBe("closed");
  expect(() => judged([allow(["Dev"], { accounts: ["prod"] })])).toThrow("12 digits");
});

describe("roles of administrators", () => {
  const role = { accountId: "111122223333", path: "/", name: "Prod-Admin" };
  test.each<[string, Written[number], string]>([
    ["by a wildcard", allow(["*-Admin"], { accounts: ["111122223333"] }), "closed"],
    ["in all accounts", allow(["Prod-Admin"]), "closed"],
    ["by role and account", allow(["Prod-Admin"], { accounts: ["111122223333"] }), "lend"],
  ])("are lent only by role and account: %s", (_, rule, answer) => {
    expect(judged([rule], { role }).answer).toBe(answer as "lend");
  });

  test("are known whatever the case of their letters and their path", () => {
    for (const name of ["superADMINISTRATOR", "OrganizationAccountAccessRole"])
      expect(judged([allow(["x/*"])], { role: { ...role, path: "/x/", name } }).answer).toBe("closed");
  });

  test("are those that the configuration says", () => {
    expect(judged([allow(["*-Admin"])], { role }, ["Root*"]).answer).toBe("lend");
    expect(judged([allow(["Dev"])], {}, ["dev"]).answer).toBe("closed");
  });

  test("are not lent to who signed in with a code, unless a rule says so", () => {
    const named = allow(["Prod-Admin"], { accounts: ["111122223333"] });
    const person = { ...ANA, via: "device" as const };
    expect(judged([named], { role, person })).toMatchObject({ answer: "needs", needs: ["browser-sign-in"] });
    expect(judged([{ ...named, deviceSignIn: "allowed" } as Written[number]], { role, person }).answer).toBe("lend");
    expect(judged([allow(["Dev"])], { person }).answer).toBe("lend");
    expect(judged([allow(["Dev"], { deviceSignIn: "refused" })], { person }).answer).toBe("needs");
  });
});

test("a rule that denies wins, whatever its place, and is not got round by letters or a path", () => {
  for (const role of [DEV, { ...DEV, name: "DEV" }, { ...DEV, path: "/team/", name: "dev" }])
    expect(judged([allow(["*", "team/*"]), deny(["Dev"])], { role })).toMatchObject({
      answer: "closed",
      why: "rule 2 denies it",
    });
  expect(judged([deny(["Dev"], { groups: ["ops"], name: "no ops" }), allow(["Dev"])])).toMatchObject({
    why: 'rule "no ops" denies it',
  });
  expect(judged([deny(["Dev"], { groups: ["guests"] }), allow(["Dev"])]).answer).toBe("lend");
  expect(judged([deny(["Dev"], { accounts: ["444455556666"] }), allow(["Dev"])]).answer).toBe("lend");
});

test("it says what is missing: a reason, less time, another hour, and all of it together", () => {
  const strict = allow(["Dev"], {
    reason: "needed",
    maxSeconds: 900,
    hours: { from: "13:00", to: "14:00", zone: "UTC" },
  });
  const answer = judged([strict], { durationSeconds: 3600 });
  expect(answer).toMatchObject({ answer: "needs", needs: ["hours", "reason", "shorter"] });
  expect(judged([strict], { reason: "  ", now: NOON + 3600_000 })).toMatchObject({ needs: ["reason"] });
  expect(judged([strict], { reason: "INC-1", now: NOON + 3600_000 }).answer).toBe("lend");
});

test("the first rule that fits in everything lends", () => {
  const answer = judged([allow(["Dev"], { reason: "needed" }), allow(["D*"], { name: "second" })]);
  expect(answer).toMatchObject({ answer: "lend", rule: { place: 'rule "second"' } });
});

test("it names the group that is missing", () => {
  expect(judged([allow(["Dev"], { groups: ["a", "b"] })])).toMatchObject({ why: "you are not in the group a or b" });
});

test("hours are those of the place, over midnight and with its summer time", () => {
  const at = (hours: object, time: string) => judged([allow(["Dev"], { hours })], { now: Date.parse(time) }).answer;
  const berlin = { from: "08:00", to: "18:00", zone: "Europe/Berlin" };
  expect([at(berlin, "2026-11-27T07:00:00Z"), at(berlin, "2026-11-27T06:59:00Z")]).toEqual(["lend", "needs"]);
  expect([at(berlin, "2026-07-01T06:00:00Z"), at(berlin, "2026-07-01T16:00:00Z")]).toEqual(["lend", "needs"]);
  const night = { days: ["fri"], from: "22:00", to: "06:00", zone: "UTC" };
  const times = [
    "2026-11-27T21:59Z",
    "2026-11-27T22:00Z",
    "2026-11-28T05:59Z",
    "2026-11-28T06:00Z",
    "2026-11-28T23:00Z",
  ];
  expect(times.map((time) => at(night, time))).toEqual(["needs", "lend", "lend", "needs", "needs"]);
  expect(() => judged([allow(["Dev"], { hours: { ...night, zone: "Mars/Base" } })])).toThrow("time zone");
});

test("no role and no rule of denial that is added ever opens another role", () => {
  const random = seeded(7);
  const pick = <T>(some: readonly T[]): T => some[random(some.length)]!;
  const parts = ["*", "Dev", "dev*", "*-dev", "team/*", "team/Dev", "x-dev", "Admin", "*dmin"];
  const roles = ["Dev", "dev-1", "x-dev", "admin-dev", "Admin", "team/Dev"].map((text) => {
    const at = text.lastIndexOf("/") + 1;
    return { accountId: "111122223333", path: `/${text.slice(0, at)}`, name: text.slice(at) };
  });
  let opened = 0;
  for (let round = 0; round < 400; round++) {
    const written = Array.from({ length: 4 }, () =>
      random(10) < 7
        ? allow([pick(parts)], random(2) === 0 ? { accounts: ["111122223333"] } : {})
        : deny([pick(parts)], random(2) === 0 ? { groups: [pick(["dev", "guests"])] } : {}),
    );
    const open = (rules: Written) => roles.filter((role) => judged(rules, { role }).answer === "lend");
    const before = open(written);
    opened += before.length;
    const at = random(5);
    const denied = open([...written.slice(0, at), deny([pick(parts)]), ...written.slice(at)]);
    expect(denied.filter((role) => !before.includes(role))).toEqual([]);
  }
  expect(opened).toBeGreaterThan(200);
});
