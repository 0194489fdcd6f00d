import { expect } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { published } from "../json/schemas.ts";
import { until } from "../support/until.ts";
import { type YubikeyWorld, yubikeyTest } from "../support/yubikey/yubikey-test.ts";

const DEVICE = "arn:aws:iam::111122223333:mfa/ben";
const KEY = { serial: 123456, accounts: [] };

function begin({ env, world }: YubikeyWorld, ...more: readonly string[]) {
  return world.terminal(["setup", "mfa", "ben", "--yubikey", ...more], { env, size: { columns: 160, rows: 24 } });
}

function config({ world }: YubikeyWorld): string {
  return readFileSync(join(world.home, ".aws/config"), "utf8");
}

/** The seed is long and of these letters alone: no argument of `ykman` may be. */
const SEED = /[A-Z2-7]{32}/;

for (const ykman of ["ykman", "clients-ykman"] as const) {
  yubikeyTest(
    `a new device goes onto a YubiKey by ${ykman}, whose seed no argument has, and its codes work from then on`,
    { keys: [KEY], settings: "", ykman },
    async (all) => {
      const terminal = begin(all, "--json");
      expect(await terminal.exited).toBe(0);
      expect(await all.keys.accounts(123456)).toEqual([DEVICE]);
      expect(terminal.screen + all.keys.calls().join("\n")).not.toMatch(SEED);
      const printed = JSON.parse(/\{[\s\S]*\}/.exec(terminal.screen)?.[0] ?? "");
      expect(printed).toMatchObject({ serialNumber: DEVICE, yubikey: "123456" });
      expect(published("setup mfa").safeParse(printed).success).toBeTrue();
      expect(config(all)).toContain(
        `mfa_serial = ${DEVICE}\nactas_yubikey_serial = 123456\nactas_yubikey_label = ${DEVICE}\n`,
      );
      expect(await all.world.run(["whoami", "ben", "-n"], { env: all.env })).toMatchObject({ status: 0 });
      expect(await all.world.calls("GetSessionToken")).not.toEqual([]);
    },
  );
}

yubikeyTest(
  "with a password and a touch for each code, both are asked for, and the password is in no argument",
  { keys: [{ ...KEY, password: "correct horse" }], settings: "" },
  async (all) => {
    all.world.knows("correct horse");
    const terminal = begin(all, "--touch", "--yubikey-serial", "123456");
    await terminal.waitFor(/OATH password of YubiKey 123456/);
    terminal.type("correct horse");
    await all.keys.blinks();
    await terminal.waitFor(/touch YubiKey 123456/);
    all.keys.touch();
    await all.keys.blinks(2);
    all.keys.touch();
    expect(await terminal.exited).toBe(0);
    expect(all.keys.calls().join("\n")).not.toContain("correct");
  },
);

yubikeyTest(
  "what is broken off while the key waits for a touch leaves nothing at AWS or on the key",
  { keys: [{ ...KEY, accounts: [{ name: `${DEVICE}-2` }] }], settings: "" },
  async (all) => {
    const before = config(all);
    const terminal = begin(all, "--touch");
    await all.keys.blinks();
    terminal.press("\x03");
    expect(await terminal.exited).toBe(130);
    expect(terminal.screen).toContain("nothing is left at AWS of the device");
    expect(terminal.screen).toContain("nothing is left on YubiKey 123456 of it");
    expect(await all.keys.accounts(123456)).toEqual([`${DEVICE}-2`]);
    await until("ykman has ended", () => all.keys.running().length === 0);
    expect(config(all)).toBe(before);
  },
);

yubikeyTest(
  "a key that is unplugged meanwhile is told, with the command that takes off what it may have",
  { keys: [KEY], settings: "" },
  async (all) => {
    const terminal = begin(all, "--touch");
    await all.keys.blinks();
    all.keys.unplug();
    expect(await terminal.exited).not.toBe(0);
    expect(terminal.screen).toContain("nothing is left at AWS of the device");
    expect(terminal.screen).toContain(`\`ykman --device 123456 oath accounts delete ${DEVICE}\` deletes it`);
  },
);

yubikeyTest(
  "an account of that name is replaced only when the user agrees, and before that nothing is made",
  { keys: [{ ...KEY, accounts: [{ name: DEVICE }] }], settings: "" },
  async (all) => {
    const terminal = begin(all);
    await terminal.waitFor(/has an account arn:aws:iam::111122223333:mfa\/ben: replace it\? \[y\/N\] $/);
    terminal.type("n");
    expect(await terminal.exited).toBe(2);
    expect(await all.keys.accounts(123456)).toEqual([DEVICE]);
    expect(await all.world.calls("CreateVirtualMFADevice")).toEqual([]);
    const fails = async (...words: readonly string[]) => {
      const other = begin(all, ...words);
      expect(await other.exited).not.toBe(0);
      return other.screen;
    };
    expect(await fails("--yubikey-serial", "ben")).toContain('"ben" is no number');
    expect(await fails("--yubikey-serial", "7")).toContain("YubiKey 7 is not plugged in");
    expect(await fails("--name", "b".repeat(40))).toContain("`--name` gives a shorter name");
    expect(await all.world.calls("CreateVirtualMFADevice")).toEqual([]);
  },
);
