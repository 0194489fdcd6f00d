import { afterAll, expect, test } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { conversationWith } from "../../../test/support/conversation-with.ts";
import { OathPasswords } from "./oath-passwords.ts";
import { useKey } from "./use-key.ts";
import type { Ykman } from "./ykman.ts";
import { YkmanProblem } from "./ykman-problem.ts";

const before = process.env.XDG_RUNTIME_DIR;
const runtime = mkdtempSync(join(tmpdir(), "actas-turn-"));
process.env.XDG_RUNTIME_DIR = runtime;
afterAll(() => {
  if (before === undefined) delete process.env.XDG_RUNTIME_DIR;
  else process.env.XDG_RUNTIME_DIR = before;
  rmSync(runtime, { recursive: true });
});

/** Uses a key with a password, which is typed; `meanwhile` happens while the key has it. */
async function used(passwords: OathPasswords, meanwhile: () => void): Promise<string | undefined> {
  const ykman = { serials: async () => ["7"] } as unknown as Ykman;
  const conversation = conversationWith({ "oath-password": async () => "horse" });
  const use = { ykman, conversation, passwords, named: undefined, signal: new AbortController().signal };
  await useKey(use, async (_, password) => {
    if (!password) throw new YkmanProblem("password-needed", "it wants its password");
    meanwhile();
  });
  return passwords.get("7")?.reveal();
}

test("a password that its key accepts is known from then on", async () => {
  expect(await used(new OathPasswords(), () => {})).toBe("horse");
});

test("a password that was typed before the user had all forgotten is forgotten, too", async () => {
  const passwords = new OathPasswords();
  expect(await used(passwords, () => passwords.clear())).toBeUndefined();
  expect(await used(passwords, () => {})).toBe("horse");
});
