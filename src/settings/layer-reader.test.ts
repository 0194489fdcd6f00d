import { afterAll, expect, test } from "bun:test";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { LayerReader } from "./layer-reader.ts";
import { readSettings } from "./settings.ts";
import { SettingsReader } from "./settings-reader.ts";

const folder = mkdtempSync(join(tmpdir(), "actas-layers-"));
afterAll(() => rmSync(folder, { recursive: true }));

const HOME = join(folder, "home");
const OWN = join(HOME, ".config/actas");
const environment = { HOME, XDG_CONFIG_DIRS: `${folder}/first:${folder}/second` };

function write(path: string, settings: object | string): string {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true, mode: 0o755 });
  writeFileSync(file, typeof settings === "string" ? settings : JSON.stringify(settings), { mode: 0o644 });
  return file;
}

const own = write("home/.config/actas/config.json", {
  pick: "browser",
  prompt: { prod: "red" },
  refuse: [{ role: "Own" }],
  targets: { mine: "corp:A", dev: "corp:Own" },
});
const bundle = write("home/.config/actas/org.d/acme.json", {
  name: "acme",
  serial: 3,
  contact: "ann",
  settings: { mfaTimeoutSeconds: 30, allow: { modes: ["container", "env"] } },
  targets: { dev: "corp:B", ops: "corp:C" },
});
const first = write("first/actas/config.json", {
  pick: "terminal",
  mfaTimeoutSeconds: 20,
  prompt: { "*": "green", prod: "blue" },
  refuse: [{ role: "First" }],
});
const second = write("second/actas/config.json", {
  agentIdleTimeoutSeconds: 5,
  contact: "bob",
  allow: { modes: ["env"], accounts: ["111122223333"] },
  targets: { ops: "corp:D", far: "arn:aws:iam::111122223333:role/Far" },
});

test("of a setting the first file counts: the user's, then bundles, then those for all users", async () => {
  const { layers, ignored } = await new LayerReader().read(OWN, environment);
  expect(layers.map(({ origin, path }) => [origin, path])).toEqual([
    ["user", own],
    ["bundle", bundle],
    ["system", first],
    ["system", second],
  ]);
  expect(ignored).toEqual([]);
  const settings = await readSettings(OWN, environment);
  expect(settings).toMatchObject({ pick: "browser", mfaTimeoutSeconds: 30, agentIdleTimeoutSeconds: 5 });
  expect(Object.entries(settings.prompt)).toEqual([
    ["prod", "red"],
    ["*", "green"],
  ]);
  expect(settings.refuse).toEqual([{ role: "Own" }, { role: "First" }]);
});

test("what is refused and allowed adds up, with the file and whom to ask; a name is the first file's", async () => {
  const reader = new SettingsReader();
  const rules = await reader.rules(environment);
  expect(rules.refusals).toEqual([
    { role: "Own", place: `entry 1 of \`refuse\` in ${own}` },
    { role: "First", place: `entry 1 of \`refuse\` in ${first}` },
    { accountsBut: ["111122223333"], place: `\`allow.accounts\` of ${second}`, contact: "bob" },
  ]);
  expect(rules.limits).toEqual({
    grants: [],
    modes: [
      { values: ["container", "env"], place: `\`allow.modes\` of ${bundle}`, contact: "ann" },
      { values: ["env"], place: `\`allow.modes\` of ${second}`, contact: "bob" },
    ],
    accounts: [{ values: ["111122223333"], place: `\`allow.accounts\` of ${second}`, contact: "bob" }],
  });
  expect(Object.fromEntries(rules.aliases)).toEqual({
    mine: { target: "corp:A", path: own },
    dev: { target: "corp:Own", path: own },
    ops: { target: "corp:C", path: bundle },
    far: { target: "arn:aws:iam::111122223333:role/Far", path: second },
  });
  expect(await reader.rules(environment)).toBe(rules);
  write("first/actas/config.json", { refuse: [] });
  expect((await reader.rules(environment)).refusals).toHaveLength(2);
});

test("a folder that the user named as one for all users counts once, as the user's", async () => {
  const dirs = { HOME, XDG_CONFIG_DIRS: join(HOME, ".config") };
  const { layers } = await new LayerReader().read(OWN, dirs);
  expect(layers.map(({ path }) => path)).toEqual([own, bundle]);
});

test.each([
  ["a file that others may write to", 0o646, (path: string) => path],
  ["a file that its group may write to", 0o664, (path: string) => path],
  ["a folder that others may write to", 0o777, dirname],
])("%s is ignored, and the reason names it", async (_, mode, what) => {
  const path = write("shared/actas/config.json", { pick: "browser" });
  const dirs = { HOME: "/nonexistent", XDG_CONFIG_DIRS: join(folder, "shared") };
  const read = () => new LayerReader().read("/nonexistent/actas", dirs);
  chmodSync(what(path), mode);
  expect(await read()).toEqual({
    layers: [],
    ignored: [
      {
        origin: "system",
        path,
        problem: expect.stringMatching(new RegExp(`^cannot use ${path}, a file of (root|yours): .*${what(path)}`)),
      },
    ],
  });
  rmSync(dirname(path), { recursive: true });
});

test.each<[string, string | undefined, string]>([
  ["{", undefined, "line 1, column 2 is not JSON"],
  ["", undefined, "it is empty, or leads to a file that is not there"],
  ["gone", "gone", "it is empty, or leads to a file that is not there"],
  ['{\n "allow": {\n  "modes": ["ev"] } }', undefined, 'line 3: "allow.modes.0" is one of container, env, file'],
  ['{ "allow": { "modes": [] } }', undefined, '"allow.modes" is not what it may be'],
  ['{ "allow": { "account": [] } }', undefined, '"allow" has no key "account"'],
  ['{ "allow": { "accounts": ["12"] } }', undefined, "the number of an account has 12 digits"],
  ['{ "targets": { "a": "b" } }', undefined, "it is SOURCE:ROLE, or the ARN of a role"],
  ['{ "targets": { "a": "arn:aws:iam::1:user/x" } }', undefined, "it is SOURCE:ROLE, or the ARN of a role"],
  ['{ "targets": { "a:b": "b:c" } }', undefined, '"targets.a:b" is of no use'],
  [
    '{ "targets": { "auto": "b:c" } }',
    undefined,
    '"targets.auto" is of no use: a name has letters, digits and _.+@/-, and is not auto',
  ],
  ['{ "targets": { "-x": "b:c" } }', undefined, '"targets.-x" is of no use'],
])("settings for all users that say %j are an error, and not passed over", async (text, link, reason) => {
  const path = join(folder, "broken/actas/config.json");
  rmSync(path, { force: true });
  mkdirSync(dirname(path), { recursive: true });
  if (link) symlinkSync(join(folder, link), path);
  else write("broken/actas/config.json", text);
  const dirs = { HOME: "/nonexistent", XDG_CONFIG_DIRS: join(folder, "broken") };
  await expect(new SettingsReader().rules(dirs)).rejects.toThrow(`cannot use ${path}: `);
  await expect(new SettingsReader().rules(dirs)).rejects.toThrow(reason);
});

test("a link that leads to itself is an error as well: it may have been settings", async () => {
  const path = join(folder, "endless/actas/config.json");
  mkdirSync(dirname(path), { recursive: true });
  symlinkSync("config.json", path);
  const dirs = { HOME: "/nonexistent", XDG_CONFIG_DIRS: join(folder, "endless") };
  await expect(new SettingsReader().rules(dirs)).rejects.toThrow(`cannot read ${path}: `);
});
