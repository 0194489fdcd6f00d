import { afterAll, expect, test } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readSettings } from "./settings.ts";

const directory = mkdtempSync(join(tmpdir(), "actas-settings-"));
const path = join(directory, "config.json");
afterAll(() => rmSync(directory, { recursive: true }));

async function settingsFrom(text: string, environment: Record<string, string> = {}) {
  await Bun.write(path, text);
  return readSettings(directory, environment);
}

test("without a file the agent ends after twelve idle hours", async () => {
  expect(await readSettings("/nonexistent", {})).toEqual({ agentIdleTimeoutSeconds: 43_200 });
});

test("the file says otherwise, and the variable outranks it", async () => {
  const text = '{"$schema": "https://example.com/schema.json", "agentIdleTimeoutSeconds": 60}';
  expect(await settingsFrom(text)).toEqual({ agentIdleTimeoutSeconds: 60 });
  expect(await settingsFrom(text, { ACTAS_AGENT_IDLE_TIMEOUT: "5" })).toEqual({ agentIdleTimeoutSeconds: 5 });
  expect(await settingsFrom(text, { ACTAS_AGENT_IDLE_TIMEOUT: "" })).toEqual({ agentIdleTimeoutSeconds: 60 });
});

test.each([
  ["{", "it is not a JSON object"],
  ["[]", "it is not a JSON object"],
  ['{"agentIdleTimeoutSeconds": 0}', '"agentIdleTimeoutSeconds" is not what it may be'],
  ['{"agentIdleTimeoutSeconds": "60"}', '"agentIdleTimeoutSeconds" is not what it may be'],
  ['{"agentIdleTimeout": 60}', 'there is no setting "agentIdleTimeout"'],
])("%s is refused with the reason", async (text, reason) => {
  await expect(settingsFrom(text)).rejects.toMatchObject({
    code: "configuration",
    message: `cannot use ${path}: ${reason}`,
  });
});

test.each(["0", "-1", "soon", "1h"])("the variable may not be %s", async (value) => {
  await expect(readSettings("/nonexistent", { ACTAS_AGENT_IDLE_TIMEOUT: value })).rejects.toMatchObject({
    code: "configuration",
    message: "cannot use ACTAS_AGENT_IDLE_TIMEOUT: it is a number of seconds above 0",
  });
});
