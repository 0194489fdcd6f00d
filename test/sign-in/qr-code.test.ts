import { expect } from "bun:test";
import { scannedQr } from "../support/scanned-qr.ts";
import { until } from "../support/until.ts";
import { worldTest } from "../support/world-test.ts";

/** A user without a browser on this machine. */
const ENV = { BROWSER: "/nonexistent/browser", TERM: "xterm-256color" };
const ARGS = ["login", "corp", "--qr"];

worldTest("--qr draws the address of the device grant below it, and the code to type stays words", async (world) => {
  const size = { columns: 80, rows: 24 };
  const terminal = world.terminal(ARGS, { env: ENV, size });
  const [, url = ""] = await terminal.waitFor(/to sign in to "corp", open\n {2}(\S+)\n/);
  const [, userCode = ""] = await terminal.waitFor(/type the code (\S+) there/);
  const lines = terminal.raw.split(/\r*\n/).filter((line) => /[▀▄█]/.test(line));
  expect(scannedQr(lines)).toBe(url);
  expect(url).not.toContain(userCode);
  await world.approve({ userCode });
  expect(await terminal.exited).toBe(0);
});

worldTest("at a device grant that waits, `q` draws it, and other keys do nothing", async (world) => {
  const size = { columns: 80, rows: 24 };
  const terminal = world.terminal(["login", "corp", "--grant", "device"], { env: ENV, size });
  const [, url = ""] = await terminal.waitFor(/to sign in to "corp", open\n {2}(\S+)\n/);
  const [, userCode = ""] = await terminal.waitFor(/type the code (\S+) there/);
  await terminal.waitFor(/press q for a QR code of the address\n.*Ctrl-C stops it\n/);
  terminal.press("x\r\u001b[A");
  terminal.press("q");
  const drawn = (): string[] => terminal.raw.split(/\r*\n/).filter((line) => /[▀▄█]/.test(line));
  await until("a scanner reads the address", () => scannedQr(drawn()) === url);
  await world.approve({ userCode });
  expect(await terminal.exited).toBe(0);
  expect(terminal.screen).not.toMatch(/^x/m);
  expect(terminal.modes).toEqual({ echo: true, lines: true });
});

worldTest("the code grant offers none", async (world) => {
  const terminal = world.terminal(["login", "corp"], { env: ENV });
  await terminal.waitFor(/Ctrl-C stops it/);
  expect(terminal.screen).not.toContain("QR");
  terminal.press("\u0003");
  expect(await terminal.exited).toBe(130);
});

worldTest("where it cannot be drawn it is said why, and the sign-in goes on", async (world) => {
  const terminal = world.terminal(ARGS, { env: { ...ENV, LANG: "C" } });
  await terminal.waitFor(/cannot draw it as a QR code: the locale is not UTF-8\n/);
  const [, userCode = ""] = await terminal.waitFor(/type the code (\S+) there/);
  await world.approve({ userCode });
  expect(await terminal.exited).toBe(0);
});

worldTest("the code grant has no QR code, since its page ends at this machine", async (world) => {
  const { status, stderr } = await world.run([...ARGS, "--grant", "code"]);
  expect(status).toBe(2);
  expect(stderr).toContain("cannot use `--qr` with `--grant code`");
});
