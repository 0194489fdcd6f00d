import { expect, test } from "bun:test";
import type { AskingWay } from "../../../src/server/roles/asking-way.ts";
import { seeded } from "../../seeded.ts";
import { mapOf, somebody } from "../../support/server/role-world.ts";
import { madeUpPolicy } from "../../trust-policies/made-up-policies.ts";
import { ACCOUNT, PROVIDER } from "../../trust-policies/people.ts";
import { BROKER, pick } from "../../trust-policies/pick.ts";

const WAYS: readonly AskingWay[] = [
  { mode: "mint", provider: PROVIDER, audience: "cli", sends: { tags: false, sourceIdentity: true } },
  { mode: "broker", roleArn: BROKER, externalId: "x-42", sends: { tags: false, sourceIdentity: true } },
  { mode: "pass", provider: PROVIDER, audience: "cli" },
];
const FACTS = { subject: "bob", sessionName: "alice", sourceIdentity: "ana", externalId: "x-42" };
const ROLES = 100;
const PEOPLE = 6;

test("the index finds whom the policies mean, no more and no fewer, whatever the policies are", async () => {
  const random = seeded(7);
  const roles = Object.fromEntries(Array.from({ length: ROLES }, (_, index) => [`r${index}`, madeUpPolicy(random)]));
  for (const way of WAYS) {
    const map = await mapOf(
      { [ACCOUNT]: { providers: [{ url: PROVIDER, clientIds: ["cli"] }], roles } },
      // Whoever lets in everybody is to be found as well.
      {
        ways: [way],
        expected: () => FACTS,
        acknowledged: Object.keys(roles).map((name) => `arn:aws:iam::${ACCOUNT}:role/${name}`),
      },
    );
    let found = 0;
    for (let person = 0; person < PEOPLE; person++) {
      const groups = Array.from({ length: random(4) }, () =>
        pick(random, ["dev", "ops", "Ops", "x-42", "*", "op*", "zzz"]),
      );
      const who = { ...somebody(...groups), subject: pick(random, ["alice", "bob", "carol"]) };
      const listed = map.rolesOf(who).map(({ answer, groups: least, role }) => [role.name, answer, least.length]);
      const judged = Object.keys(roles).flatMap((name) => {
        const role = map.find(`${ACCOUNT}/${name}`)!;
        const { answer, groups: least } = map.judge(role, who, FACTS);
        return answer === "allowed" || answer === "depends" ? [[role.name, answer, least.length]] : [];
      });
      const byName = (all: unknown[][]) => all.toSorted((one, other) => String(one[0]).localeCompare(String(other[0])));
      expect(byName(listed)).toEqual(byName(judged));
      found += listed.length;
    }
    expect(found).toBeGreaterThan(PEOPLE);
  }
}, 30_000);
