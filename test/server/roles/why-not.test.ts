import { expect, test } from "bun:test";
import { ACCOUNT, allowed, FACTS, GROUPS, group, mapOf, somebody } from "../../support/server/role-world.ts";

test("why not: usable now, if, or closed with the group that is missing, statement by statement (Z-65, O-52)", async () => {
  const office = { IpAddress: { "aws:SourceIp": "10.0.0.0/8" } };
  const map = await mapOf({
    [ACCOUNT]: {
      roles: {
        Closed: [allowed(group("ops", "lead")), allowed({ "ForAnyValue:StringLike": { [GROUPS]: "on-call-*" } })],
        If: [allowed({ ...group("dev"), ...office })],
        Now: [allowed(group("dev"))],
        Nobody: [allowed(group("dev")), { ...allowed(), Effect: "Deny" }],
        Two: [allowed({ ...group("ops"), "ForAnyValue:StringLike": { [GROUPS]: "on-call-*" } })],
      },
    },
  });
  const why = (name: string) => map.explain(map.find(`${ACCOUNT}/${name}`)!, somebody("dev"), FACTS);
  expect(why("Now")).toMatchObject({ usable: "now", groups: ["dev"], missingGroups: [] });
  expect(why("If")).toMatchObject({ usable: "if", dependsOn: ["aws:SourceIp"], missingGroups: [] });
  expect(why("Closed")).toMatchObject({
    usable: "closed",
    answer: "not-allowed",
    missingGroups: ["ops", "lead", "on-call-*"],
  });
  expect(why("Nobody")).toMatchObject({ usable: "closed", answer: "denied", missingGroups: [] });
  expect(why("Two")).toMatchObject({ usable: "closed", missingGroups: [] });
  expect(why("Closed").lines).toContain(`  no  ForAnyValue:StringEquals ${GROUPS}: ops, lead (the request has dev)`);
});
