import { afterAll, expect, test } from "bun:test";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { conversationWith } from "../../../test/support/conversation-with.ts";
import { YubikeyInput } from "./yubikey-input.ts";

const FOLDER = mkdtempSync(join(tmpdir(), "actas-ykman-"));
afterAll(() => rmSync(FOLDER, { recursive: true }));
const QUESTION = { kind: "mfa-code", serialNumber: "arn:aws:iam::111122223333:mfa/ana", target: "staging" } as const;
const WAYS = { yubikey: { serial: "7" } };
const STAND_IN = `#!/bin/sh\nenv >${FOLDER}/variables\ncase $1 in list) echo 7;; *) echo 123456;; esac\n`;
writeFileSync(join(FOLDER, "ykman"), STAND_IN, { mode: 0o755 });

test("of the variables of the command ykman gets none that it does not need", async () => {
  const environment = { PATH: `${FOLDER}:/usr/bin:/bin`, AWS_SECRET_ACCESS_KEY: "hush", PYTHONPATH: "/tmp", HOME: "/" };
  const conversation = conversationWith({}, { surroundings: async () => ({ directory: "/", environment }) });
  const { signal } = new AbortController();
  expect(await new YubikeyInput().code(QUESTION, conversation, signal, WAYS)).toBe("123456");
  const names = readFileSync(join(FOLDER, "variables"), "utf8").match(/^\w+(?==)/gm) ?? [];
  const own = names.filter((name) => !["PWD", "OLDPWD", "SHLVL", "_"].includes(name));
  expect(own.sort()).toEqual(["HOME", "LC_ALL", "PATH"]);
});
