import { expect, test } from "bun:test";
import { profileChoice, roleChoice } from "./choice.ts";
import { foundIn, matching } from "./matching.ts";

const MEANINGS = { profiles: new Set<string>() };
const PROFILES = ["staging", "readonly-2", "readonly"].map((name) =>
  profileChoice({ name, region: "eu-west-1" }, MEANINGS),
);
const ROLES = [
  ["111122223333", "payments-prod", "Admin"],
  ["444455556666", "payments-dev", "Admin"],
  ["444455556666", "payments-dev", "ReadOnly"],
].map(([accountId = "", accountName = "", role]) => {
  const description = `${accountName} (aws+${accountName}@example.com)`;
  return roleChoice("corp", { name: `${accountId}/${role}`, accountId, accountName, description }, MEANINGS);
});
const DEPLOYER = roleChoice("team", { name: "deployer", description: "for releases" }, MEANINGS);
const ROWS = [...PROFILES, ...ROLES, DEPLOYER];

test.each([
  [" ", ["staging", "readonly-2", "readonly", "Admin", "Admin", "ReadOnly", "deployer"]],
  ["prod admin", ["Admin"]],
  ["admin PROD", ["Admin"]],
  ["4444 read", ["ReadOnly"]],
  ["releases", ["deployer"]],
  ["stg", ["staging"]],
  ["corp:444455556666/ReadOnly", ["ReadOnly"]],
  ["corp:payments-dev/read", ["ReadOnly"]],
  ["Payments-Dev/ReadOnly", ["ReadOnly"]],
  ["444455556666:nope", []],
  ["payments-prod/", ["Admin"]],
  ["::", []],
  ["readonly", ["readonly", "ReadOnly", "readonly-2"]],
  ["rexa", []],
  ["nothing like it", []],
])("%p finds %p, the best first", (search, names) => {
  expect(matching(search, ROWS).map(({ name }) => name)).toEqual(names);
});

test("e-mail addresses are looked through where nothing else is found", () => {
  expect(matching("example.com", ROWS)).toEqual(ROLES);
  expect(matching("adm", ROWS).map(({ name }) => name)).toEqual(["Admin", "Admin"]);
});

test("what was found is marked where it is, letter by letter if need be", () => {
  expect([...foundIn("payments-prod", "PROD pay")].sort((a, b) => a - b)).toEqual([0, 1, 2, 9, 10, 11, 12]);
  expect([...foundIn("staging", "stg")]).toHaveLength(3);
  expect([...foundIn("İstanbul", "ist")]).toEqual([]);
});
