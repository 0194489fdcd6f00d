import { expect } from "bun:test";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { KEYRING_TOOLS, persistIn, withKeyring } from "../support/keeping-world.ts";
import { keyringTest } from "../support/keyring-test.ts";
import { testWith } from "../support/needs.ts";
import { endGpg, newGpgKey } from "../support/pass-store.ts";
import { type World, withSandbox } from "../support/world.ts";
import { worldTest } from "../support/world-test.ts";
import { diagnosed, words } from "./diagnosed.ts";

worldTest(
  "the setting that says where sign-ins are kept is named, and one that cannot be used is an error",
  async (world) => {
    expect(words(await diagnosed(world), "keyring", "fine")).toBe('"persist" is "none": sign-ins end with the agent');
    await persistIn(world, "file");
    expect(words(await diagnosed(world), "keyring", "fine")).toBe('"persist" is "file": sign-ins outlive the agent');
    await persistIn(world, "drawer");
    const broken = await diagnosed(world);
    expect(words(broken, "settings", "error")).toMatch(/^cannot use .*config\.json: line 1: "persist" is one of /);
    expect(broken.status).toBe(1);
  },
);

/** What a diagnosis says is wrong with the keyring, and what would mend it. */
async function wrong(world: World, env: Readonly<Record<string, string>> = {}) {
  const { findings } = await diagnosed(world, [], { env });
  return findings.filter(({ check, severity }) => check === "keyring" && severity !== "fine");
}

worldTest("a pass that is not there, and one without a store, are said, with what makes it work", async (world) => {
  await persistIn(world, "pass");
  const without = join(world.home, "empty");
  mkdirSync(without);
  expect(await wrong(world, { PATH: without })).toMatchObject([
    {
      words: expect.stringMatching(/no sign-in can be kept or read: cannot use the password store of pass: it is not/),
      mend: ["install it: the package is `pass` on Debian; then `pass init KEY-ID`", "actas agent restart"],
    },
  ]);
});

testWith({ tools: ["pass", "gpg"], timeoutMs: 90_000 }, "each hint about pass works when it is followed", () =>
  withSandbox(async (world) => {
    await persistIn(world, "pass");
    const env = { GNUPGHOME: join(world.home, ".gnupg") };
    const run = (...words: string[]) => world.runProgram(words, { env });
    try {
      mkdirSync(env.GNUPGHOME, { mode: 0o700 });
      const [storeless] = await wrong(world, env);
      expect(storeless).toMatchObject({ words: expect.stringMatching(/there is no store in \S+$/) });
      expect(storeless!.mend[0]).toContain("`pass init KEY-ID` makes one");
      await newGpgKey(run, "ana@example.com", "");
      await run("pass", "init", "ana@example.com");
      expect(await wrong(world, env)).toEqual([]);

      await run("pass", "init", "gone@example.com");
      const [keyless] = await wrong(world, env);
      expect(keyless!.words).toMatch(/GnuPG cannot encrypt for the key of the store$/);
      expect(keyless!.mend[0]).toContain("`pass init --path=actas KEY-ID` has another key count for actas alone");
      await run("pass", "init", "--path=actas", "ana@example.com");
      expect(await wrong(world, env)).toEqual([]);

      await newGpgKey(run, "ben@example.com", "hush");
      await run("pass", "init", "--path=actas", "ben@example.com");
      await run("gpgconf", "--kill", "gpg-agent");
      const [locked] = await wrong(world, env);
      expect(locked!.words).toMatch(/its GnuPG key is locked, or is not on this machine$/);
      const [, command = ""] = /`(echo trial .*?)`/.exec(locked!.mend[0]!) ?? [];
      writeFileSync(join(env.GNUPGHOME, "gpg.conf"), "pinentry-mode loopback\npassphrase hush\n");
      expect(await run("sh", "-c", command)).toMatchObject({ status: 0 });
      rmSync(join(env.GNUPGHOME, "gpg.conf"));
      expect(await wrong(world, env)).toEqual([]);
    } finally {
      await endGpg(run);
    }
  }),
);

testWith({ tools: KEYRING_TOOLS, timeoutMs: 60_000 }, "a keyring that is locked, silent or not there is said", () =>
  withKeyring(async ({ world, env, session }) => {
    expect(await wrong(world, env)).toEqual([]);
    expect(await wrong(world)).toMatchObject([
      {
        words: expect.stringMatching(/there is no D-Bus session here$/),
        mend: [expect.stringContaining('"persist": "file"'), "actas agent restart"],
      },
    ]);
    session.signal("SIGSTOP");
    expect(await wrong(world, env)).toMatchObject([
      { words: expect.stringMatching(/did not answer within 2.5 seconds$/) },
    ]);
    session.signal("SIGCONT");
    await session.logInAgain("wrong");
    expect(await wrong(world, env)).toMatchObject([
      {
        words: expect.stringMatching(/it is locked$/),
        mend: [expect.stringContaining("unlock it"), "actas agent restart"],
      },
    ]);
    const items = Bun.spawnSync(["secret-tool", "search", "--all", "service", "actas"], { env: session.environment });
    expect(items.stdout.toString()).toBe("");
  }),
);

keyringTest(
  "keys that the keyring holds are counted, without asking it, and none where none is held",
  async (world, env) => {
    const held = /^one access key is kept with a key in the keyring of this desktop$/m;
    expect(words(await diagnosed(world, [], { env }), "keyring", "fine")).not.toMatch(held);
    const imported = await world.run(["keys", "import", "ben"], { env });
    expect({ status: imported.status, stderr: imported.stderr }).toMatchObject({ status: 0 });
    expect(words(await diagnosed(world, [], { env }), "keyring", "fine")).toMatch(held);
    const elsewhere = await diagnosed(world);
    expect(words(elsewhere, "keyring", "fine")).toMatch(held);
    expect(words(elsewhere, "keyring", "error")).toMatch(/^access keys .* cannot be read: .*no D-Bus session here$/);
    expect((await wrong(world))[0]!.mend).toEqual([
      '"persist": "pass" in config.json has access keys kept by pass, which needs no desktop',
    ]);
  },
);
