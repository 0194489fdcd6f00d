import { expect, test } from "bun:test";
import { ACCOUNT, allowed, group, mapOf } from "../../support/server/role-world.ts";

const ROLES = { "team/Deploy": [allowed(group("dev"))] };

test("a role is found by its ARN, and by its account's id, name or alias, with or without its path", async () => {
  const map = await mapOf({
    [ACCOUNT]: { name: "Shop / Prod", aliases: ["shop-prod"], roles: ROLES, others: ["Plain"] },
  });
  const arn = `arn:aws:iam::${ACCOUNT}:role/team/Deploy`;
  for (const text of [
    arn,
    `${ACCOUNT}/Deploy`,
    `${ACCOUNT}/team/Deploy`,
    "Shop / Prod/Deploy",
    "shop-prod/team/Deploy",
  ]) {
    expect(map.find(text), text).toMatchObject({ arn, accountName: "Shop / Prod", alias: "shop-prod", path: "/team/" });
  }
  expect(map.find("shop-prod/Plain")).toMatchObject({
    arn: `arn:aws:iam::${ACCOUNT}:role/Plain`,
    maxSessionSeconds: 3600,
  });
});

test("a role whose policy is not kept is known all the same, and given to nobody", async () => {
  const map = await mapOf({ [ACCOUNT]: { roles: {}, others: ["Plain"] } });
  const role = map.find(`${ACCOUNT}/Plain`);
  const person = { issuer: "i", subject: "s", name: "n", groups: [], groupsAt: 0, via: "code", client: "c" } as const;
  expect(map.judge(role!, person, {}).answer).toBe("not-allowed");
  expect(map.explain(role!, person, {}).lines).toEqual([
    "Its trust policy names nobody whom this server can speak for.",
  ]);
});

test("a role of another partition has that partition's ARN", async () => {
  const map = await mapOf({ [ACCOUNT]: { partition: "aws-us-gov", roles: {}, others: ["Plain"] } });
  expect(map.find(`${ACCOUNT}/Plain`)?.arn).toBe(`arn:aws-us-gov:iam::${ACCOUNT}:role/Plain`);
  expect(map.find(`arn:aws:iam::${ACCOUNT}:role/Plain`)).toBeUndefined();
});
