import { expect } from "bun:test";
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { World } from "../support/world.ts";
import { worldTest } from "../support/world-test.ts";

const GROUPS = "access-group-iam-role-map.json";
const ALIASES = "account-aliases.json";
const BUCKET = "s3://sandbox-111122223333";

worldTest("a file that is named has the groups, and the aliases are beside it", async (world) => {
  await world.settings({ accounts: 1 });
  const built = await build(world, "maps/groups.json");
  expect([built.status, built.stdout]).toEqual([0, ""]);
  expect(readdirSync(join(world.home, "maps")).sort()).toEqual([ALIASES, "groups.json", "role-map.json"]);
  expect(groupsIn(world, "maps/groups.json")).toHaveProperty("yoyodyne_audit");
  expect((await build(world, "maps/groups.json")).stderr).toContain("unchanged: maps/groups.json");
  const diff = await world.run(["role-map", "diff", "maps/groups.json", "maps/groups.json"]);
  expect(diff.stdout).toBe("0 groups changed\n");
});

worldTest("a file that is there is replaced whatever it is called, and a folder is filled", async (world) => {
  await world.settings({ accounts: 1 });
  writeFileSync(join(world.home, "groups"), "{}");
  mkdirSync(join(world.home, "odd.json"));
  expect((await build(world, "groups")).status).toBe(0);
  expect(groupsIn(world, "groups")).toHaveProperty("yoyodyne_audit");
  expect((await build(world, "odd.json")).status).toBe(0);
  expect((await build(world, "new.json/")).status).toBe(0);
  for (const folder of ["odd.json", "new.json"])
    expect(groupsIn(world, join(folder, GROUPS))).toHaveProperty("yoyodyne_audit");
  expect((await build(world, "-")).stdout).toContain('"yoyodyne_audit"');
});

worldTest("a file in a bucket has the groups, and Mozilla's variables name files there", async (world) => {
  await world.settings({ accounts: 1 });
  const named = await build(world, `${BUCKET}/maps/groups.json`);
  expect(named.status).toBe(0);
  expect(writtenIn(named.stderr)).toEqual(["maps/groups.json", `maps/${ALIASES}`, "maps/role-map.json"]);
  const variables = { S3_FILE_PATH_GROUP_ROLE_MAP: "a/groups.json", S3_FILE_PATH_ALIAS_MAP: "b/aliases.json" };
  const byVariables = await build(world, BUCKET, variables);
  expect(writtenIn(byVariables.stderr)).toEqual(["a/groups.json", "b/aliases.json", "role-map.json"]);
  expect(await world.calls("PutObject")).toHaveLength(6);
});

worldTest("the providers may be in Mozilla's variable, and what has no effect is said (Z-50, Z-54)", async (world) => {
  await world.settings({ accounts: 1 });
  const provider = providerOf(world);
  const variables = { VALID_FEDERATED_PRINCIPAL_URLS: `${provider}`, S3_BUCKET_NAME: "maps", VALID_AMRS: "x:amr" };
  const words = ["role-map", "build", "--target", "ben", "--dynamodb"];
  const { status, stderr, stdout } = await world.run(words, { env: variables });
  const said = stderr.replace(/\s+/g, " ");
  expect([status, JSON.parse(stdout)]).toEqual([0, expect.objectContaining({ yoyodyne_audit: expect.anything() })]);
  expect(said).toContain("S3_BUCKET_NAME is not read: `--out s3://maps` writes to that bucket");
  expect(said).toContain("VALID_AMRS is not read, and x:amr does not count");
  const asOurs = { ...variables, VALID_AMRS: `${provider.replace(/^https?:\/\//, "")}:amr` };
  expect((await world.run(words, { env: asOurs })).stderr).not.toContain("VALID_AMRS");
});

worldTest("a place that cannot have a map is refused before anything is asked", async (world) => {
  symlinkSync("/nowhere/at/all", join(world.home, "broken.json"));
  for (const [out, words] of [
    ["/dev/null", "it is neither a folder nor a file"],
    ["broken.json", "it is neither a folder nor a file"],
    [`maps/${ALIASES}`, "beside the groups a file of that name is written or read"],
    ["maps/role-map.json", "beside the groups a file of that name is written or read"],
    ["s3://", "it names no bucket"],
    [`${BUCKET}/${ALIASES}`, "beside the groups a file of that name is written or read"],
  ] as const) {
    const { status, stderr } = await build(world, out);
    expect([out, status, stderr.replace(/\s+/g, " ")]).toEqual([out, 2, expect.stringContaining(words)]);
  }
  expect(await world.calls()).toEqual([]);
  expect(existsSync(join(world.home, "maps"))).toBe(false);
  writeFileSync(join(world.home, "file"), "{}");
  const below = await build(world, "file/groups.json");
  expect([below.status, below.stderr]).toEqual([1, expect.stringContaining("cannot read file/role-map.json")]);
});

function providerOf(world: World): string {
  return world.sandbox.wellKnownUrl.replace("/.well-known/openid-configuration", "");
}

function build(world: World, out: string, env: Record<string, string> = {}) {
  const words = ["role-map", "build", "--target", "ben", "--organizations", "--provider", providerOf(world)];
  return world.run([...words, "--out", out], { env });
}

function groupsIn(world: World, file: string): object {
  return JSON.parse(readFileSync(join(world.home, file), "utf8")) as object;
}

function writtenIn(stderr: string): readonly string[] {
  return [...stderr.matchAll(/wrote\s+s3:\/\/sandbox-111122223333\/(\S+)/g)].map(([, key = ""]) => key);
}
