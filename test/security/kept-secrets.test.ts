import { expect, test } from "bun:test";
import { chmodSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { sealAge } from "../../src/keyring/age-text.ts";
import { callCounts } from "../support/agent-of.ts";
import { keptIn } from "../support/keeping-world.ts";
import { testNeeding } from "../support/needs.ts";
import { asOrdinaryUser } from "../support/ordinary-user.ts";
import { CHOSEN, keepSession, OPEN, sealed, withPassphrase } from "../support/passphrase-world.ts";
import type { World } from "../support/world.ts";

const LIMIT = 90_000;
const SESSION = /^actas-sealed-1 (\S+) (\S+)\n$/;

/** What another program may do to the store, and what the user sees when the passphrase has been typed. */
const ATTACKS: readonly (readonly [what: string, attack: (folder: string, file: string) => unknown, seen: RegExp])[] = [
  [
    "an entry that was written without the key",
    (_, file) =>
      writeFileSync(file, readFileSync(file, "utf8").replace(SESSION, `actas-sealed-1 $1 ${btoa("x".repeat(90))}\n`)),
    /MFA code of/,
  ],
  [
    "an entry that was moved to another name",
    (folder, file) => renameSync(file, join(folder, "session%2fother.sealed")),
    /MFA code of/,
  ],
  [
    "an entry that is sealed with another key",
    (_, file) =>
      writeFileSync(file, readFileSync(file, "utf8").replace(SESSION, `actas-sealed-1 ${crypto.randomUUID()} $2\n`)),
    /MFA code of/,
  ],
  [
    "an entry that is a link to a device",
    (_, file) => {
      rmSync(file);
      symlinkSync("/dev/zero", file);
    },
    /it is not a regular file; `actas cache clear` removes it[\s\S]*MFA code of/,
  ],
];

for (const [what, attack, seen] of ATTACKS) {
  test(`${what} gives no credentials`, () => withPassphrase((world) => attacked(world, attack, seen)), LIMIT);
}

async function attacked(world: World, attack: (typeof ATTACKS)[number][1], seen: RegExp): Promise<void> {
  await keepSession(world);
  const folder = keptIn(world, "file");
  attack(folder, join(folder, sealed(world)[0] ?? ""));
  const command = world.terminal(["process", "staging"]);
  await command.waitFor(OPEN);
  command.type(CHOSEN);
  await command.waitFor(seen);
  command.type(await world.code());
  expect(await command.exited).toBe(0);
  expect(await callCounts(world)).toMatchObject({ GetSessionToken: 2 });
  // Until the new session is written.
  await world.run(["cache", "clear"]);
}

test(
  "a key of another passphrase in place of the user's is not opened by the user's passphrase",
  () =>
    withPassphrase(async (world) => {
      await keepSession(world);
      const forged = await sealAge(`${crypto.randomUUID()} ${"A".repeat(43)}\n`, "theirs");
      writeFileSync(join(keptIn(world, "file"), "key.age"), forged);
      const command = world.terminal(["process", "staging"]);
      await command.waitFor(OPEN);
      command.type(CHOSEN);
      await command.waitFor(/the passphrase was wrong/);
      await command.waitFor(OPEN);
      command.type("");
      await command.waitFor(/MFA code of/);
    }),
  LIMIT,
);

test(
  "whatever the name of the current key is changed to, nothing else is opened, and what is kept is still there",
  () =>
    withPassphrase(async (world) => {
      await keepSession(world);
      writeFileSync(join(keptIn(world, "file"), "key"), "../../../../aws/credentials\n");
      const command = world.terminal(["process", "staging"]);
      await command.waitFor(OPEN);
      command.type(CHOSEN);
      expect(await command.exited).toBe(0);
      expect(await callCounts(world)).toMatchObject({ GetSessionToken: 1 });
    }),
  LIMIT,
);

testNeeding("root", "setpriv")(
  "another user cannot list what is kept, nor read the file with the key",
  () =>
    withPassphrase(async (world) => {
      await keepSession(world);
      const folder = keptIn(world, "file");
      // What protects it is the store itself, not the directories above it.
      for (const above of ["", ".local", ".local/state", ".local/state/actas", ".local/state/actas/secrets"]) {
        chmodSync(join(world.home, above), 0o755);
      }
      for (const words of [
        ["ls", folder],
        ["cat", join(folder, "key.age")],
        ["cat", join(folder, "key")],
      ]) {
        const { status, stderr, stdout } = await world.runProgram(asOrdinaryUser(words));
        expect([status === 0, stdout]).toEqual([false, ""]);
        expect(stderr).toContain("Permission denied");
      }
    }),
  LIMIT,
);
