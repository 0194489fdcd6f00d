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
const STAND_IN = `#!/bin/sh\nenv >${FOLDER}/variables\ncase "$*" in *--serials) echo 7;; *list) cat ${FOLDER}/accounts;; *) echo 123456;; esac\n`;
writeFileSync(join(FOLDER, "ykman"), STAND_IN, { mode: 0o755 });

const accounts = (...names: readonly string[]) => writeFileSync(join(FOLDER, "accounts"), `${names.join("\n")}\n`);
accounts(QUESTION.serialNumber);

test("of the variables of the command ykman gets none that it does not need", async () => {
  const environment = { PATH: `${FOLDER}:/usr/bin:/bin`, AWS_SECRET_ACCESS_KEY: "hush", PYTHONPATH: "/tmp", HOME: "/" };
  const conversation = conversationWith({}, { surroundings: async () => ({ directory: "/", environment }) });
  const { signal } = new AbortController();
  expect(await new YubikeyInput().code(QUESTION, conversation, signal, WAYS)).toBe("123456");
  const names = readFileSync(join(FOLDER, "variables"), "utf8").match(/^\w+(?==)/gm) ?? [];
  const own = names.filter((name) => !["PWD", "OLDPWD", "SHLVL", "_"].includes(name));
  expect(own.sort()).toEqual(["HOME", "LC_ALL", "PATH"]);
});

test.each([
  ["ana", ["AWS:ana"], 'YubiKey 7 has no account named "ana"; "AWS:ana" is like it'],
  ["ana", ["AWS:Ana", "AWS:dana"], 'YubiKey 7 has no account named "ana"; "AWS:Ana" and "AWS:dana" are like it'],
  ["ana", ["mail:ben"], 'YubiKey 7 has no account named "ana"'],
])("only the account of exactly the name %p is asked for a code: of %j", async (label, names, reason) => {
  const surroundings = async () => ({ directory: "/", environment: { PATH: `${FOLDER}:/usr/bin:/bin` } });
  const { signal } = new AbortController();
  const ask = () =>
    new YubikeyInput().code(QUESTION, conversationWith({}, { surroundings }), signal, {
      yubikey: { serial: "7", label },
    });
  accounts(...names);
  await expect(ask()).rejects.toThrow(reason);
  accounts(...names, label);
  expect(await ask()).toBe("123456");
});
