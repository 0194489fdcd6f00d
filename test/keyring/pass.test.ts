import { expect } from "bun:test";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { useKeyring } from "../support/keyring-session.ts";
import { testWith } from "../support/needs.ts";
import { endGpg, makePassStore } from "../support/pass-store.ts";
import { runCommand } from "../support/run-command.ts";

function testPass(name: string, body: () => Promise<void>): void {
  testWith({ tools: ["pass", "gpg"], timeoutMs: 60_000 }, name, body);
}

/** A HOME with a password store, whose key has no passphrase. */
async function passHome() {
  const home = mkdtempSync(join(tmpdir(), "actas-pass-"));
  const GNUPGHOME = join(home, ".gnupg");
  const environment = { PATH: "/usr/local/bin:/usr/bin:/bin", HOME: home, GNUPGHOME, LANG: "C.UTF-8" };
  const run = async (...words: string[]) => (await runCommand(words, { cwd: home, environment })).stdout;
  await makePassStore(home, run);
  return {
    ...{ home, environment, run },
    async [Symbol.asyncDispose]() {
      await endGpg(run);
      rmSync(home, { recursive: true, force: true });
    },
  };
}

testPass("a secret is kept by pass, sealed with an entry below actas/", async () => {
  await using place = await passHome();
  expect(await useKeyring(place, "pass", ["write", "session/Ana"], { input: "hush" })).toBe("written");
  expect(await useKeyring(place, "pass", ["read", "session/Ana"])).toBe("hush");
  expect((await place.run("pass", "ls", "actas")).match(/[0-9a-f]{8}-/g)).toHaveLength(1);
  expect(await useKeyring(place, "pass", ["remove", "session/Ana"])).toBe("removed");
  expect(await place.run("pass", "ls")).not.toContain("actas");
});

testPass("without the user's GnuPG key, that is said, and nothing is lost", async () => {
  await using place = await passHome();
  await useKeyring(place, "pass", ["write", "a"], { input: "hush" });
  const without = { ...place, environment: { ...place.environment, GNUPGHOME: join(place.home, "none") } };
  mkdirSync(join(place.home, "none"), 0o700);
  expect(await useKeyring(without, "pass", ["read", "a"])).toMatch(
    /^ActasError: cannot read the password store of pass: its GnuPG key is locked, or is not on this machine$/,
  );
  expect(await useKeyring(place, "pass", ["read", "a"])).toBe("hush");
});

testPass("a pass without a store, and one that is not installed, are told apart", async () => {
  await using place = await passHome();
  rmSync(join(place.home, ".password-store"), { recursive: true });
  expect(await useKeyring(place, "pass", ["write", "a"], { input: "x" })).toContain(
    "cannot write to the password store of pass: there is no store in",
  );
  const without = { ...place, environment: { ...place.environment, PATH: "/nonexistent" } };
  expect(await useKeyring(without, "pass", ["write", "a"], { input: "x" })).toBe(
    "ActasError: cannot use the password store of pass: it is not installed",
  );
});
