import { expect } from "bun:test";
import { until } from "../support/until.ts";
import { SERIAL_NUMBER } from "../support/world.ts";
import { yubikeyTest } from "../support/yubikey/yubikey-test.ts";

const ANA = { name: SERIAL_NUMBER };
const TOUCHY = { name: SERIAL_NUMBER, touch: true };
const TOUCH = /touch YubiKey 123456 \(1\d s\), or type the MFA code of ana \(111122223333\) for "\w+": /;

yubikeyTest(
  "a key without touch answers also for a command that may not ask, and nothing is printed",
  { keys: [{ serial: 123456, accounts: [ANA] }], settings: "actas_yubikey_serial = 123456" },
  async ({ world, env }) => {
    const outcome = await world.run(["whoami", "--non-interactive", "staging"], { env });
    expect(outcome).toMatchObject({ status: 0, stderr: "" });
  },
);

yubikeyTest(
  "the prompt says that the key waits and for how long; a touch answers, and what is typed then is the shell's",
  { keys: [{ serial: 123456, accounts: [TOUCHY] }], settings: "yubikey_serial = 123456" },
  async ({ world, keys, env }) => {
    const shell = world.terminalProgram(["sh", "-c", "actas whoami staging; read line; echo got $line"], { env });
    await shell.waitFor(TOUCH);
    await keys.blinks();
    shell.press("12");
    await shell.waitFor(/: 12/);
    keys.touch();
    await shell.waitFor(/arn:aws:sts::111122223333:assumed-role\/Dev/);
    await until("the modes are as before", () => shell.modes.echo && shell.modes.lines);
    shell.type("every key");
    await shell.waitFor(/got every key/);
    expect(await shell.exited).toBe(0);
  },
);

yubikeyTest(
  "a code that is typed ends the wait for a touch at once, and no ykman is left",
  { keys: [{ serial: 123456, accounts: [TOUCHY] }], settings: "vegas_yubikey_serial = 123456" },
  async ({ world, keys, env }) => {
    const terminal = world.terminal(["whoami", "staging"], { env });
    await terminal.waitFor(TOUCH);
    terminal.type(await world.code());
    expect(await terminal.exited).toBe(0);
    expect(terminal.modes).toEqual({ echo: true, lines: true });
    await until("ykman has ended", () => keys.running().length === 0);
  },
);

yubikeyTest(
  "a key that was not touched in time waits anew while the question is open",
  {
    keys: [{ serial: 123456, accounts: [TOUCHY], touchTimeoutMs: 1_000 }],
    settings: "_yubikey_serial = 123456",
  },
  async ({ world, keys, env }) => {
    const command = world.run(["process", "staging"], { env });
    await keys.blinks(2);
    keys.touch();
    expect(await command).toMatchObject({ status: 0, stderr: "" });
  },
);

yubikeyTest(
  "twenty programs without a terminal wait for one touch, and AWS is called once",
  { keys: [{ serial: 123456, accounts: [TOUCHY] }], settings: "yubikey_serial = 123456" },
  async ({ world, keys, env }) => {
    const commands = Array.from({ length: 20 }, () => world.run(["process", "staging"], { env }));
    await keys.blinks();
    keys.touch();
    for (const outcome of await Promise.all(commands)) expect(outcome).toMatchObject({ status: 0, stderr: "" });
    expect(await world.calls("GetSessionToken")).toHaveLength(1);
    expect(keys.calls().filter((call) => call.includes("code"))).toHaveLength(1);
  },
);

yubikeyTest(
  "a command that may not ask does not wait for a touch, and its key is left alone from then on",
  { keys: [{ serial: 123456, accounts: [TOUCHY] }], settings: "yubikey_serial = 123456" },
  async ({ world, keys, env }) => {
    const refused = "cannot ask for the MFA code of arn:aws:iam::111122223333:mfa/ana: this command may not ask";
    for (const _ of [1, 2]) {
      const { status, stderr } = await world.run(["process", "-n", "staging"], { env });
      expect(status).toBe(4);
      expect(stderr).toContain(refused);
    }
    await until("ykman has ended", () => keys.running().length === 0);
    expect(keys.calls().filter((call) => call.includes("code"))).toHaveLength(1);
  },
);

yubikeyTest(
  "of two keys the profile's is used, by the name of its account",
  {
    keys: [
      { serial: 111111, accounts: [{ name: "other" }] },
      { serial: 123456, accounts: [{ name: "AWS:ana" }, { name: "AWS:ben" }] },
    ],
    settings: "yubikey_serial = 123456\nyubikey_label = AWS:ana",
  },
  async ({ world, env }) => {
    expect(await world.run(["whoami", "staging"], { env })).toMatchObject({ status: 0, stderr: "" });
  },
);

yubikeyTest(
  "where the profile says no serial number, one key is used, and two are an error that says so",
  {
    keys: [
      { serial: 111111, accounts: [ANA] },
      { serial: 123456, accounts: [ANA] },
    ],
    settings: `actas_yubikey_label = ${SERIAL_NUMBER}`,
  },
  async ({ world, keys, env }) => {
    const two = await world.run(["process", "staging"], { env });
    const words = /there are several YubiKeys \(\d+, \d+\), and the profile has no `actas_yubikey_serial`/;
    expect(two.stderr).toMatch(words);
    keys.unplug(1);
    await until("one key is left", async () => (await world.run(["whoami", "staging"], { env })).status === 0);
  },
);

yubikeyTest(
  "a key that lacks the account is told in the prompt and in the error, and the code can be typed",
  { keys: [{ serial: 123456, accounts: [{ name: "other" }] }], settings: "yubikey_serial = 123456" },
  async ({ world, env }) => {
    const words = `YubiKey 123456 has no account named "${SERIAL_NUMBER}"`;
    const { status, stderr } = await world.run(["process", "staging"], { env });
    expect(status).toBe(4);
    expect(stderr).toContain(`there is no terminal, and ${words}`);
    const terminal = world.terminal(["whoami", "staging"], { env });
    await terminal.waitFor(new RegExp(`\\(${words}\\): `));
    terminal.type(await world.code());
    expect(await terminal.exited).toBe(0);
  },
);

yubikeyTest(
  "a key that is unplugged while it waits is told in the prompt, and the code can be typed",
  { keys: [{ serial: 123456, accounts: [TOUCHY] }], settings: "yubikey_serial = 123456" },
  async ({ world, keys, env }) => {
    const terminal = world.terminal(["whoami", "staging"], { env });
    await terminal.waitFor(TOUCH);
    await keys.blinks();
    keys.unplug();
    await terminal.waitFor(/\(YubiKey 123456 was unplugged\): /);
    terminal.type(await world.code());
    expect(await terminal.exited).toBe(0);
  },
);

yubikeyTest(
  "fifty programs at once are told that no key is plugged in, and ykman is not left running",
  { keys: [], settings: "yubikey_serial = 123456" },
  async ({ world, keys, env }) => {
    const commands = Array.from({ length: 50 }, () => world.run(["process", "staging"], { env }));
    for (const { status, stderr } of await Promise.all(commands)) {
      expect(status).toBe(4);
      expect(stderr).toContain("YubiKey 123456 is not plugged in");
    }
    expect(await world.calls("GetSessionToken")).toEqual([]);
    await until("ykman has ended", () => keys.running().length === 0);
  },
);
