import { expect, test } from "bun:test";
import { expandRules, isOpenTo } from "./expand-rules.ts";
import { RulesShape, rulesOf } from "./rules-shape.ts";

const rules = (...written: object[]) => rulesOf(RulesShape.parse(written));
const role = (name: string, path = "/") => ({ accountId: "111122223333", path, name });
const ROLES = [role("web-dev"), role("db-dev"), role("admin-dev"), role("Ops"), role("Deploy", "/team/")];
const allow = (roles: string[], groups = ["dev"]) => ({ effect: "allow", groups, roles });

test("each rule is told with the roles that it is about, those of administrators not among them", () => {
  const told = expandRules(
    rules(allow(["*-dev"]), allow(["team/*"], ["ops"]), { effect: "deny", roles: ["OPS"] }),
    ROLES,
  );
  expect(told).toEqual([
    {
      place: "rule 1",
      effect: "allow",
      groups: ["dev"],
      matches: 2,
      changes: 0,
      some: ["111122223333/web-dev", "111122223333/db-dev"],
    },
    { place: "rule 2", effect: "allow", groups: ["ops"], matches: 1, changes: 0, some: ["111122223333/team/Deploy"] },
    { place: "rule 3", effect: "deny", groups: [], matches: 1, changes: 0, some: ["111122223333/Ops"] },
  ]);
});

test("beside the rules that count it says how many roles a rule opens or closes", () => {
  const before = rules(allow(["web-dev", "Ops"]));
  const after = rules(allow(["*-dev"]), { effect: "deny", roles: ["Ops"] });
  expect(expandRules(after, ROLES, before).map(({ matches, changes }) => [matches, changes])).toEqual([
    [2, 1],
    [1, 1],
  ]);
});

test("a group may have what a rule allows it and none denies it", () => {
  const some = rules(allow(["*"]), { effect: "deny", roles: ["db-*"], groups: ["dev"] });
  expect([isOpenTo(some, "dev", role("web-dev")), isOpenTo(some, "dev", role("db-dev"))]).toEqual([true, false]);
  expect(isOpenTo(some, "ops", role("web-dev"))).toBe(false);
});

test("a rule that fits very many roles is told with the first of them", () => {
  function* many() {
    for (let at = 0; at < 200_000; at++) yield role(`R${at}`);
  }
  const [told] = expandRules(rules(allow(["*"])), many());
  expect([told?.matches, told?.some.length]).toEqual([200_000, 20]);
});
