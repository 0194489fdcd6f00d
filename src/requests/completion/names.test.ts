import { expect, test } from "bun:test";
import { profileFiles } from "../../../test/profile-files.ts";
import { NOW, signIn, source } from "../../../test/support/signed-in-tools.ts";
import type { RoleEntry } from "../../base/role-entry.ts";
import { signInKey } from "../../cache/cache-key.ts";
import type { RefusedTarget } from "../../settings/settings-reader.ts";
import { NO_SOURCES, type SourceDefinitions } from "../../source-files/source-definitions.ts";
import { SignIns } from "../../sources/sign-ins.ts";
import { RoleLists } from "../lists/role-lists.ts";
import { createReaders } from "../read-files.ts";
import { names } from "./names.ts";

const ROLES: readonly RoleEntry[] = [
  { name: "111122223333/Dev", accountId: "111122223333", accountName: "Sandbox" },
  { name: "111122223333/two words", accountId: "111122223333" },
  { name: "111122223333/x\u001b]0;t\u0007", accountId: "111122223333" },
];

const CONFIG = `[profile staging]
role_arn = arn:aws:iam::111122223333:role/Dev
source_profile = ana
[profile ana]
[profile broken]
role_arn = arn:aws:iam::111122223333:role/Dev
source_profile = nowhere`;
const CREDENTIALS = "[ana]\naws_access_key_id = AKIAEXAMPLE\naws_secret_access_key = made up";

/** A world in which somebody has signed in to `corp` and has listed its roles. */
async function world(refusals: readonly RefusedTarget[] = [], aliases: Readonly<Record<string, string>> = {}) {
  const files = await profileFiles({ config: CONFIG, credentials: CREDENTIALS });
  const definitions: SourceDefinitions = {
    ...NO_SOURCES,
    sources: [source],
    aliases: new Map(Object.entries(aliases).map(([name, target]) => [name, { target, path: "config.json" }])),
  };
  const signIns = new SignIns();
  signIns.begin(signIn("token"));
  let now = NOW;
  const roleLists = new RoleLists(() => now);
  roleLists.put(signInKey(source), signIns.generation(signInKey(source)), ROLES);
  const tools = {
    ...createReaders(),
    profiles: { read: async () => files } as never,
    sources: { read: async () => definitions } as never,
    settings: { rules: async () => ({ refusals }) } as never,
    roleLists,
    signIns,
  };
  const offered = async (of: "targets" | "sources" | "profiles", typed = "", server?: string) =>
    (await names(tools, { request: "names", of, typed, environment: {}, ...(server && { source: server }) })).names;
  return { offered, signIns, later: (milliseconds: number) => (now += milliseconds) };
}

test("targets are the profiles that can be used, `auto`, and the beginning of each source", async () => {
  const { offered } = await world();
  expect(await offered("targets")).toEqual([
    { name: "staging", description: "profile Dev 111122223333" },
    { name: "ana", description: "profile keys" },
    { name: "auto", description: "what the project file says" },
    { name: "corp:", description: "https://corp.awsapps.com/start, 3 roles" },
  ]);
});

test("behind a source stand its roles, without those that no one word means", async () => {
  const { offered } = await world();
  const found = await offered("targets", "corp:");
  expect(found).toEqual([
    { name: "corp:111122223333/Dev", description: "Sandbox" },
    { name: "corp:111122223333/two words" },
  ]);
  expect(await offered("targets", "111", "corp")).toEqual(found.map((one) => ({ ...one, name: one.name.slice(5) })));
});

test("a list serves however old it is, but not another person", async () => {
  const { later, offered, signIns } = await world();
  later(100 * 3_600_000);
  expect(await offered("targets", "corp:")).toHaveLength(2);
  signIns.remove(signInKey(source));
  expect(await offered("targets", "corp:")).toEqual([]);
  expect(await offered("sources")).toEqual([{ name: "corp", description: "https://corp.awsapps.com/start" }]);
});

test("names for roles are offered, but for those that a profile has, and whose roles are refused", async () => {
  const dev = "corp:111122223333/Dev";
  const other = "corp:444455556666/Ops";
  const refused = [{ account: "444455556666", place: "config.json" }];
  const { offered } = await world(refused, { shop: dev, staging: dev, ops: other, gone: "nowhere:Dev" });
  expect((await offered("targets")).map(({ name }) => name)).toEqual(["staging", "ana", "shop", "auto", "corp:"]);
  expect(await offered("targets", "sh")).toEqual([{ name: "shop", description: `name for ${dev}` }]);
  expect(await offered("targets", "sh", "corp")).toEqual([]);
});

test("a role that settings refuse is not offered", async () => {
  const { offered } = await world([{ role: "Dev", place: "config.json" }]);
  expect((await offered("targets", "corp:")).map(({ name }) => name)).toEqual(["corp:111122223333/two words"]);
  expect((await offered("targets", "st")).map(({ name }) => name)).toEqual([]);
});

test("profiles are all that the files have", async () => {
  const { offered } = await world();
  expect(await offered("profiles")).toEqual([{ name: "staging" }, { name: "ana" }, { name: "broken" }]);
});
