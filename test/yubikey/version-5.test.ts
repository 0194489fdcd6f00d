import { expect } from "bun:test";
import { SERIAL_NUMBER } from "../support/world.ts";
import { yubikeyTest } from "../support/yubikey/yubikey-test.ts";

const settings = "actas_yubikey_serial = 123456";
const key = (account: object) => [{ serial: 123456, accounts: [{ name: SERIAL_NUMBER, ...account }] }];

yubikeyTest(
  "version 5 of ykman gives a code",
  { keys: key({}), settings, ykman: "clients-ykman" },
  async ({ world, env }) => {
    expect(await world.run(["whoami", "-n", "staging"], { env })).toMatchObject({ status: 0, stderr: "" });
  },
);

yubikeyTest(
  "what version 5 of ykman says of a touch, and of a key that is unplugged, is understood",
  { keys: key({ touch: true }), settings, ykman: "clients-ykman" },
  async ({ world, keys, env }) => {
    const terminal = world.terminal(["whoami", "staging"], { env });
    await keys.blinks();
    await terminal.waitFor(/touch YubiKey 123456/);
    keys.unplug();
    await terminal.waitFor(/\(YubiKey 123456 was unplugged\): /);
    terminal.type(await world.code());
    expect(await terminal.exited).toBe(0);
  },
);

yubikeyTest(
  "version 5 of ykman takes the password on standard input",
  { keys: key({}).map((one) => ({ ...one, password: "correct horse" })), settings, ykman: "clients-ykman" },
  async ({ world, env }) => {
    world.knows("correct horse");
    const terminal = world.terminal(["whoami", "staging"], { env });
    await terminal.waitFor(/OATH password of YubiKey 123456/);
    terminal.type("correct horse");
    expect(await terminal.exited).toBe(0);
  },
);
