import { expect, test } from "bun:test";
import { scannedQr } from "../../../test/support/scanned-qr.ts";
import { qrCode } from "./qr-code.ts";

const UTF8 = { LANG: "en_GB.UTF-8", TERM: "xterm-256color" };
const SIZE = { columns: 80, rows: 24 };
const URL = "https://device.sso.ap-southeast-2.amazonaws.com/";

function linesOf(text: string): readonly string[] {
  const code = qrCode(text, SIZE, UTF8);
  if ("problem" in code) throw new Error(code.problem);
  return code.lines;
}

test.each([
  URL,
  "https://d-9067000000.awsapps.com/start/#/device",
  "http://127.0.0.1:49137/lend/device",
  "https://a.example/ä",
])("%p is what a scanner reads, in 80 by 24", (url) => {
  const lines = linesOf(url);
  expect(scannedQr(lines)).toBe(url);
  expect(lines.length).toBeLessThanOrEqual(22);
});

test("it is black on white by number, so that a light and a dark terminal show the same", () => {
  for (const line of linesOf(URL)) {
    expect(line).toStartWith("\u001b[38;5;16;48;5;231m");
    expect(line).toEndWith("\u001b[0m");
  }
});

test.each([
  [{ columns: 30, rows: 24 }, UTF8, /it needs 33 columns and 19 rows/],
  [{ columns: 80, rows: 12 }, UTF8, /it needs 33 columns/],
  [SIZE, { ...UTF8, LANG: "C" }, /the locale is not UTF-8/],
  [SIZE, { ...UTF8, LC_ALL: "POSIX" }, /the locale is not UTF-8/],
  [SIZE, { TERM: "xterm" }, /the locale is not UTF-8/],
  [SIZE, { ...UTF8, TERM: "dumb" }, /has no colours/],
])("a terminal of %p with %p is told why there is none", (size, environment, problem) => {
  expect(qrCode(URL, size, environment)).toEqual({ problem: expect.stringMatching(problem) });
});

test("a server that names an address too long for any code gets none drawn", () => {
  const vast = { columns: 1000, rows: 1000 };
  expect(qrCode("a".repeat(2953), vast, UTF8)).toHaveProperty("lines");
  expect(qrCode("a".repeat(2954), vast, UTF8)).toEqual({ problem: "it is too long" });
  expect(qrCode("ä".repeat(1477), vast, UTF8)).toEqual({ problem: "it is too long" });
});
