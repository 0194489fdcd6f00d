import { expect, test } from "bun:test";
import { HttpRefusal } from "../../../src/server/http-refusal.ts";
import { ACCOUNT, allowed, group, mapOf, OTHER_ACCOUNT } from "../../support/server/role-world.ts";

const ROLE = { "team/Deploy": [allowed(group("dev"))] };
const ARN = `arn:aws:iam::${ACCOUNT}:role/team/Deploy`;

test.each([
  ["a line's end after it", `${ARN}\n`],
  ["a line's end within it", `${ACCOUNT}/Deploy\n`],
  ["a line's end and a role of the list", `${ACCOUNT}/\nDeploy`],
  ["a blank for the packed list", `${ACCOUNT}/Deploy /team/ 3600`],
  ["an escaped slash", `${ACCOUNT}/team%2fDeploy`],
  ["a way up", `arn:aws:iam::${ACCOUNT}:role/../team/Deploy`],
  ["a way up and down", `arn:aws:iam::${ACCOUNT}:role/team/../team/Deploy`],
  ["another path", `arn:aws:iam::${ACCOUNT}:role/Deploy`],
  ["another path by account", `${ACCOUNT}/other/Deploy`],
  ["a short account", "arn:aws:iam::1:role/team/Deploy"],
  ["another account", `arn:aws:iam::${OTHER_ACCOUNT}:role/team/Deploy`],
  ["another partition", ARN.replace("arn:aws:", "arn:aws-cn:")],
  ["another service", ARN.replace(":iam:", ":sts:")],
  ["other case", `${ACCOUNT}/deploy`],
  ["other case in the ARN", ARN.toUpperCase()],
  ["a letter of another alphabet", `${ACCOUNT}/Dеploy`],
  ["a zero-width space", `${ACCOUNT}/Deploy\u200b`],
  ["a wildcard", `${ACCOUNT}/Dep*`],
  ["nothing", ""],
  ["an account alone", ACCOUNT],
  ["an account and a slash", `${ACCOUNT}/`],
  ["a property of every object", `${ACCOUNT}/__proto__`],
  ["thousands of slashes", "/".repeat(2000)],
  ["a megabyte", `${ACCOUNT}/${"x".repeat(1_000_000)}`],
])("threat 18: %s is no role", async (_, text) => {
  const map = await mapOf({ [ACCOUNT]: { aliases: ["shop"], roles: ROLE } });
  expect(map.find(ARN)?.arn).toBe(ARN);
  expect(map.find(text)).toBeUndefined();
});

test("threat 18: an account that is not in the organization's list has no roles", async () => {
  const map = await mapOf({ [ACCOUNT]: { roles: ROLE } });
  expect(map.find(`arn:aws:iam::${OTHER_ACCOUNT}:role/Admin`)).toBeUndefined();
});

test("threat 20: two accounts with one alias are neither", async () => {
  const map = await mapOf({
    [ACCOUNT]: { aliases: ["prod"], roles: {}, others: ["Admin"] },
    [OTHER_ACCOUNT]: { aliases: ["prod"], roles: {}, others: ["Admin"] },
  });
  expect(refusal(() => map.find("prod/Admin"))).toEqual([400, "ambiguous_account"]);
  expect(map.find(`${ACCOUNT}/Admin`)?.accountId).toBe(ACCOUNT);
});

test("threat 20: an account that was renamed to the alias of another, or to the id of one, finds nothing", async () => {
  const gone = "999900009999";
  const map = await mapOf({
    [ACCOUNT]: { name: "Shop, production", aliases: ["shop-prod"], roles: {}, others: ["Admin"] },
    [OTHER_ACCOUNT]: { name: "shop-prod", aliases: ["attic"], roles: {}, others: ["Admin"] },
    "555566667777": { name: gone, aliases: [], roles: {}, others: ["Admin"] },
  });
  expect(refusal(() => map.find("shop-prod/Admin"))).toEqual([400, "ambiguous_account"]);
  expect(map.find("Shop, production/Admin")?.accountId).toBe(ACCOUNT);
  expect(map.find("attic/Admin")?.accountId).toBe(OTHER_ACCOUNT);
  expect(map.find(`${gone}/Admin`)).toBeUndefined();
});

test("threat 20: an account whose alias is its name is found by it", async () => {
  const map = await mapOf({ [ACCOUNT]: { name: "shop", aliases: ["shop"], roles: {}, others: ["Admin"] } });
  expect(map.find("shop/Admin")?.accountId).toBe(ACCOUNT);
});

test.each([
  ["pr0d", "prod"],
  ["prоd", "prod"],
  ["PROD", "prod"],
  ["prod_1", "prod-l"],
  ["prócl", "procl"],
  ["modern", "modem"],
])("threat 20: the alias %s, which looks like what another account is called, finds nothing", async (alias, name) => {
  const map = await mapOf({
    [ACCOUNT]: { name, roles: {}, others: ["Admin"] },
    [OTHER_ACCOUNT]: { aliases: [alias], roles: {}, others: ["Admin"] },
  });
  expect(refusal(() => map.find(`${alias}/Admin`))).toEqual([400, "ambiguous_account"]);
  expect(map.find(`${name}/Admin`)?.accountId).toBe(ACCOUNT);
});

test("threat 20: an alias is not what a refusal repeats", async () => {
  const evil = "\u001b[31m<b>prod";
  const map = await mapOf({
    [ACCOUNT]: { aliases: [evil], roles: {}, others: ["Admin"] },
    [OTHER_ACCOUNT]: { aliases: [evil], roles: {}, others: ["Admin"] },
  });
  try {
    map.find(`${evil}/Admin`);
    throw new Error("it was found");
  } catch (error) {
    expect(error).toBeInstanceOf(HttpRefusal);
    expect((error as HttpRefusal).message).not.toContain("prod");
  }
});

function refusal(find: () => unknown): unknown {
  try {
    return find();
  } catch (error) {
    if (error instanceof HttpRefusal) return [error.status, error.code];
    throw error;
  }
}
