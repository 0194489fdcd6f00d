import { afterAll, expect, test } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readSettings, type Settings } from "./settings.ts";

const directory = mkdtempSync(join(tmpdir(), "actas-settings-"));
const path = join(directory, "config.json");
afterAll(() => rmSync(directory, { recursive: true }));

async function settingsFrom(text: string): Promise<Settings> {
  await Bun.write(path, text);
  return readSettings(directory);
}

test("without a file the agent ends after twelve idle hours, and trust holds across worktrees", async () => {
  expect(await readSettings("/nonexistent")).toEqual({ agentIdleTimeoutSeconds: 43_200, trustWorktrees: true });
});

test("the file says otherwise, one setting at a time", async () => {
  const text = '{"$schema": "https://example.com/schema.json", "agentIdleTimeoutSeconds": 60}';
  expect(await settingsFrom(text)).toEqual({ agentIdleTimeoutSeconds: 60, trustWorktrees: true });
  expect(await settingsFrom('{"trustWorktrees": false}')).toMatchObject({ trustWorktrees: false });
});

test.each([
  ["{", "it is not a JSON object"],
  ["[]", "it is not a JSON object"],
  ['{"agentIdleTimeoutSeconds": 0}', '"agentIdleTimeoutSeconds" is not what it may be'],
  ['{"agentIdleTimeoutSeconds": "60"}', '"agentIdleTimeoutSeconds" is not what it may be'],
  ['{"agentIdleTimeout": 60}', 'there is no setting "agentIdleTimeout"'],
  ['{"trustWorktrees": "no"}', '"trustWorktrees" is not what it may be'],
])("%s is refused with the reason", async (text, reason) => {
  await expect(settingsFrom(text)).rejects.toMatchObject({
    code: "configuration",
    message: `cannot use ${path}: ${reason}`,
  });
});
