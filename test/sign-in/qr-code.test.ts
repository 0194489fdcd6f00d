import { expect } from "bun:test";
import { scannedQr } from "../support/scanned-qr.ts";
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
