import { afterAll, expect, test } from "bun:test";
import { mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Settings } from "./parse-settings.ts";
import { readSettings } from "./settings.ts";

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
    refuse: [],
    shellFallback: true,
  });
});

test("the file says otherwise, one setting at a time", async () => {
  const text = '{"$schema": "https://example.com/schema.json", "agentIdleTimeoutSeconds": 60}';
  expect(await settingsFrom(text)).toEqual({
    agentIdleTimeoutSeconds: 60,
    trustWorktrees: true,
    mfaTimeoutSeconds: 60,
    compat: false,
    persist: "none",
    refuse: [],
    shellFallback: true,
  });
  expect(await settingsFrom('{"persist": "keyring"}')).toMatchObject({ persist: "keyring" });
  expect(await settingsFrom('{"trustWorktrees": false}')).toMatchObject({ trustWorktrees: false });
});

test.each([
  ["{", "it is not a JSON object"],
  ["[]", "it is not a JSON object"],
  ['{"agentIdleTimeoutSeconds": 0}', '"agentIdleTimeoutSeconds" is not what it may be'],
  ['{"agentIdleTimeoutSeconds": "60"}', '"agentIdleTimeoutSeconds" is not what it may be'],
  ['{"agentIdleTimeout": 60}', 'there is no setting "agentIdleTimeout"'],
  ["", "it is not a JSON object"],
  ['{"refuse": {}}', '"refuse" is not what it may be'],
  ['{"refuse": [{}]}', '"refuse.0" is of no use: it names no source, account or role'],
  ['{"refuse": [{"rol": "Admin"}]}', '"refuse.0" has no key "rol"'],
  ['{"refuse": [{"account": 111122223333}]}', '"refuse.0.account" is not what it may be'],
  ...["1111-2222-3333", "11112222333", "1111222233334*", "Production", "111122223333 "].map(
    (account): [string, string] => [
      `{"refuse": [{"account": "${account}"}]}`,
      '"refuse.0.account" is of no use: no account fits it: a number has 12 digits, and `*` stands for any of them',
    ],
  ),
  [
    '{"refuse": [{"role": "Admin"}, {"role": "arn:aws:sts::111122223333:assumed-role/Admin/ana"}]}',
    '"refuse.1.role" is of no use: no role fits it: the ARN of a role begins like arn:aws:iam::111122223333:role/',
  ],
  ['{"persist": "disk"}', '"persist" is one of none, keyring, pass, file'],
  ['{"trustWorktrees": "no"}', '"trustWorktrees" is not what it may be'],
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
  await expect(readSettings(folder)).rejects.toThrow("it is not a JSON object");
});
