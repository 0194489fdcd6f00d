import { expect } from "bun:test";
import { changeMember } from "../../src/sandbox/control/control-client.ts";
import type { World } from "../support/world.ts";
import { worldTest } from "../support/world-test.ts";

const TEAM_1 = "300000000001";

worldTest("a built map says why a role is missing from somebody's list, computed and not guessed", async (world) => {
  await world.settings({ accounts: 2 });
  const issuer = world.sandbox.wellKnownUrl.replace("/.well-known/openid-configuration", "");
  const build = () =>
    world.run(["role-map", "build", "--target", "ben", "--provider", issuer, "--organizations", "--out", "map"]);
  await build();
  const explain = async (role: string, ...more: readonly string[]) => {
    const person = ["--subject", "ana", "--audience", "yoyodyne-aws", "--provider", issuer, ...more];
    const { stderr, stdout } = await world.run([
      "role-map",
      "explain",
      "map",
      "--role",
      `arn:aws:iam::${role}`,
      ...person,
    ]);
    return (stdout + stderr).replace(/\n {2,}/g, " ");
  };
  // The same map, checked: all its roles, by their ARNs.
  const [byFolder, byFile] = await Promise.all(
    ["map", "map/role-map.json"].map((path) => world.run(["role-map", "check", path, "--json"])),
  );
  expect(byFolder?.stderr).toBe("");
  const { policies } = JSON.parse(byFolder?.stdout ?? "") as { policies: { arn: string; findings: unknown[] }[] };
  expect(policies.map(({ arn }) => arn)).toContain(`arn:aws:iam::${TEAM_1}:role/Admin`);
  expect(byFile?.stdout.replaceAll("map/role-map.json", "map")).toBe(byFolder?.stdout ?? "");
  const engineer = ["--group", "yoyodyne_engineering"];
  const fine = await explain(`${TEAM_1}:role/Admin`, ...engineer);
  expect(fine).toContain("Allowed, as far as the trust policy says.");
  expect(fine).toContain('In the map: it is listed under "yoyodyne_eng*".');
  const other = await explain(`${TEAM_1}:role/Admin`, ...engineer, "--audience", "elsewhere");
  expect(other).toContain("Not allowed");
  expect(other).toContain(
    `takes tokens of ${issuer.replace("http://", "")} for the applications yoyodyne-aws, yoyodyne-maws only`,
  );
  expect(await explain(`${TEAM_1}:role/Admin`, "--provider", `${issuer}/`)).toContain(
    `has no OpenID provider ${issuer.replace("http://", "")}/ in IAM, but ${issuer.replace("http://", "")}, and every character counts`,
  );
  expect(await explain("222233334444:role/Auditor")).toContain("In the map: it is listed under no group.");
  expect(await explain("999999999999:role/Any")).toContain("account 999999999999 is not among those that are read");
  expect(await explain(`${TEAM_1}:role/admin`)).toContain(
    `has arn:aws:iam::${TEAM_1}:role/Admin: its path, or the case`,
  );
  expect(await explain(`${TEAM_1}:role/Nope`)).toContain(
    "has no such role whose trust policy names an OpenID provider",
  );
  await world.faults({ accounts: { [TEAM_1]: { deny: true } } });
  await build();
  expect(await explain(`${TEAM_1}:role/Admin`, ...engineer)).toMatch(
    /was last read at \S+, and could not be since: could not/,
  );
  await changeMember(world.sandbox.url, { accountId: TEAM_1, state: "left" });
  await build();
  expect(await explain(`${TEAM_1}:role/Admin`)).toContain(`account ${TEAM_1} is not among those that are read`);
});

worldTest("without a file the role is asked of AWS, as the target", async (world) => {
  const role = "arn:aws:iam::111122223333:role/Deploy";
  const person = ["--subject", "ana", "--audience", "cli", "--provider", "https://idp.example"];
  const live = await explainLive(world, role, person);
  expect([live.status, live.stdout]).toEqual([
    0,
    expect.stringContaining("No statement is about sts:AssumeRoleWithWebIdentity."),
  ]);
  expect((await world.calls("GetRole")).map(({ outcome }) => outcome)).toEqual(["ok"]);
  const missing = await explainLive(world, "arn:aws:iam::444455556666:role/Audit", person);
  expect([missing.status, missing.stderr]).toEqual([
    3,
    expect.stringContaining("the account that was asked has no such role"),
  ]);
});

function explainLive(world: World, role: string, person: readonly string[]) {
  const target = ["--target", "arn:aws:iam::111122223333:role/ReadOnly"];
  return world.run(["role-map", "explain", ...target, "--role", role, ...person], { env: { AWS_PROFILE: "ben" } });
}
