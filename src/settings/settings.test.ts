import { afterAll, expect, test } from "bun:test";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readSettings } from "./settings.ts";
import type { Settings } from "./settled-settings.ts";

const directory = mkdtempSync(join(tmpdir(), "actas-settings-"));
const path = join(directory, "config.json");
afterAll(() => rmSync(directory, { recursive: true }));

async function settingsFrom(text: string): Promise<Settings> {
  await Bun.write(path, text);
  return readSettings(directory);
}

test("without a file the agent ends after twelve idle hours, and trust holds across worktrees", async () => {
  expect(await readSettings("/nonexistent")).toEqual({
    agentIdleTimeoutSeconds: 43_200,
    trustWorktrees: true,
    mfaTimeoutSeconds: 60,
    compat: false,
    persist: "none",
    shell: {},
    console: {},
    prompt: {},
    refuse: [],
    shellFallback: true,
    pick: "terminal",
  });
});

test("below what is no directory there is no file either", async () => {
  expect(await readSettings("/dev/null")).toEqual(await readSettings("/nonexistent"));
});

test("the file says otherwise, one setting at a time", async () => {
  const text = '{"$schema": "https://example.com/schema.json", "agentIdleTimeoutSeconds": 60}';
  expect(await settingsFrom(text)).toEqual({
    agentIdleTimeoutSeconds: 60,
    trustWorktrees: true,
    mfaTimeoutSeconds: 60,
    compat: false,
    persist: "none",
    shell: {},
    console: {},
    prompt: {},
    refuse: [],
    shellFallback: true,
    pick: "terminal",
  });
  expect(await settingsFrom('{"persist": "keyring"}')).toMatchObject({ persist: "keyring" });
  expect(await settingsFrom('{"trustWorktrees": false}')).toMatchObject({ trustWorktrees: false });
});

test.each([
  ["{", "line 1, column 2 is not JSON: a closing brace is missing"],
  ['{\n  "compat": true,\n}', "line 3, column 1 is not JSON: a property name in double quotes is missing"],
  ["{\n  // of mine\n}", "line 2, column 3 is not JSON: no comment may stand here"],
  ["[]", "it is not a JSON object"],
  ['{\n  "refuse": [{ "role": "Admin" }],\n  "refuse": []\n}', "line 3: an object has a name twice"],
  ['{ "allow": { "modes": ["env"], "\\u006dodes": ["file"] } }', "line 1: an object has a name twice"],
  ['{ "refuse": [{ "role": "Admin " }] }', 'line 1: "refuse.0.role" is of no use: it begins or ends with a blank'],
  ['{ "refuse": [{ "source": "\\tcorp" }] }', 'line 1: "refuse.0.source" is of no use: it begins or ends with a blank'],
  ['{ "targets": { "a": "corp:A " } }', 'line 1: "targets.a" is of no use: it is SOURCE:ROLE, or the ARN of a role'],
  ['{ "targets": { "__proto__": "corp:A" } }', "line 1: no name in it may be __proto__"],
  ['{"agentIdleTimeoutSeconds": 0}', 'line 1: "agentIdleTimeoutSeconds" is not what it may be'],
  ['{"agentIdleTimeoutSeconds": "60"}', 'line 1: "agentIdleTimeoutSeconds" is not a number'],
  ['{"agentIdleTimeout": 60}', 'line 1: there is no setting "agentIdleTimeout"'],
  ["", "it is empty, or leads to a file that is not there"],
  ['{"refuse": {}}', 'line 1: "refuse" is not an array'],
  ['{"refuse": [{}]}', 'line 1: "refuse.0" is of no use: it names no source, account or role'],
  ['{"refuse": [{"rol": "Admin"}]}', 'line 1: "refuse.0" has no key "rol"'],
  ['{"refuse": [{"account": 111122223333}]}', 'line 1: "refuse.0.account" is not a string'],
  ...["1111-2222-3333", "11112222333", "1111222233334*", "Production", "111122223333 "].map(
    (account): [string, string] => [
      `{"refuse": [{"account": "${account}"}]}`,
      'line 1: "refuse.0.account" is of no use: no account fits it: a number has 12 digits, and `*` stands for any of them',
    ],
  ),
  [
    '{"refuse": [{"role": "Admin"}, {"role": "arn:aws:sts::111122223333:assumed-role/Admin/ana"}]}',
    'line 1: "refuse.1.role" is of no use: no role fits it: the ARN of a role begins like arn:aws:iam::111122223333:role/',
  ],
  ['{"persist": "disk"}', 'line 1: "persist" is one of none, keyring, pass, file'],
  ['{\n  "compat": true,\n  "persist":\n    "disk"\n}', 'line 3: "persist" is one of none, keyring, pass, file'],
  ['{"trustWorktrees": "no"}', 'line 1: "trustWorktrees" is not true or false'],
])("%s is refused with the reason", async (text, reason) => {
  await expect(settingsFrom(text)).rejects.toMatchObject({
    code: "configuration",
    message: `cannot use ${path}: ${reason}`,
  });
});

test("a link to a file that is not there is an error: what it refused must not be given out", async () => {
  const folder = join(directory, "linked");
  await Bun.write(join(folder, "other.json"), "");
  symlinkSync(join(folder, "gone.json"), join(folder, "config.json"));
  await expect(readSettings(folder)).rejects.toThrow("it is empty, or leads to a file that is not there");
});

test("a file that is none, or that may not be read, is an error with its reason", async () => {
  const folder = join(directory, "odd");
  mkdirSync(join(folder, "config.json"), { recursive: true });
  await expect(readSettings(folder)).rejects.toThrow(`cannot read ${folder}/config.json: it is a directory`);
});

test("a misspelt setting is told with the one that is nearest", async () => {
  await expect(settingsFrom('{"persists": "pass"}')).rejects.toMatchObject({
    hints: ['did you mean "persist"?', expect.stringContaining("it may say ")],
  });
});
