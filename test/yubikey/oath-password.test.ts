import { expect } from "bun:test";
import { SERIAL_NUMBER } from "../support/world.ts";
import { yubikeyTest } from "../support/yubikey/yubikey-test.ts";

const PASSWORD = "correct horse";
const LOCKED = {
  keys: [{ serial: 123456, accounts: [{ name: SERIAL_NUMBER }], password: PASSWORD }],
  settings: "yubikey_serial = 123456",
};
const ASKED = /OATH password of YubiKey 123456 \(not shown; Enter alone: without the key\): /;

yubikeyTest(
  "the password of a key is asked once, is shown nowhere, and is known the next time",
  LOCKED,
  async ({ world, keys, env }) => {
    world.knows(PASSWORD);
    const terminal = world.terminal(["whoami", "staging"], { env });
    await terminal.waitFor(ASKED);
    terminal.type(PASSWORD);
    expect(await terminal.exited).toBe(0);
    expect(terminal.screen).not.toContain("correct");
    expect(terminal.modes).toEqual({ echo: true, lines: true });
    expect(keys.calls().join("\n")).not.toContain("correct");

    await world.run(["agent", "restart"]);
    expect(await world.run(["whoami", "staging", "-n", "--no-cache"], { env })).toMatchObject({ status: 0 });
    await world.run(["cache", "clear"]);
    const again = await world.run(["process", "staging"], { env });
    expect(again.stderr).toContain("wants its OATH password");
  },
);

yubikeyTest("a wrong password is asked for again, and a code can be typed instead", LOCKED, async ({ world, env }) => {
  world.knows(PASSWORD);
  const terminal = world.terminal(["whoami", "staging"], { env });
  await terminal.waitFor(ASKED);
  terminal.type("wrong");
  await terminal.waitFor(/actas: the password was wrong\n/);
  await terminal.waitFor(ASKED);
  terminal.type("");
  await terminal.waitFor(/MFA code of ana .*\(YubiKey 123456 wants its OATH password, which was not given\): /);
  terminal.type(await world.code());
  expect(await terminal.exited).toBe(0);
});

yubikeyTest(
  "without a terminal the error says that the password could not be asked for",
  LOCKED,
  async ({ world, env }) => {
    const { status, stderr } = await world.run(["process", "staging"], { env });
    expect(status).toBe(4);
    expect(stderr).toContain("there is no terminal, and YubiKey 123456 wants its OATH password, which was not given");
  },
);
