import { afterAll, expect, test } from "bun:test";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { logFile } from "./log-file.ts";

const root = mkdtempSync(join(tmpdir(), "actas-log-"));
const FULL = "x".repeat(1_000_000);
afterAll(() => rmSync(root, { recursive: true }));

test("each line has its time, in a file and a directory for their owner only", () => {
  const directory = join(root, "new/log");
  const log = logFile(directory);
  log("agent 1 started");
  log("agent 1 ends");
  const lines = readFileSync(join(directory, "agent.log"), "utf8").split("\n");
  expect(lines[0]).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z agent 1 started$/);
  expect(lines[1]).toEndWith(" agent 1 ends");
  expect(statSync(directory).mode & 0o777).toBe(0o700);
  expect(statSync(join(directory, "agent.log")).mode & 0o777).toBe(0o600);
});

test("no text acts on a terminal that shows the log, nor passes for another event", () => {
  const directory = join(root, "hostile");
  logFile(directory)("grant for \u001b[2J\u009b\u202ex\n2026-01-01T00:00:00.000Z agent 1 ends");
  const [event = "", ...others] = readFileSync(join(directory, "agent.log"), "utf8").split("\n");
  expect(event).toEndWith("Z grant for <U+001B>[2J<U+009B><U+202E>x");
  expect(others).toEqual(["    2026-01-01T00:00:00.000Z agent 1 ends", ""]);
});

test("a log that is full becomes an old one, of which three are kept", () => {
  const directory = join(root, "full");
  const path = join(directory, "agent.log");
  const log = logFile(directory);
  for (const generation of [1, 2, 3, 4, 5]) {
    log(`generation ${generation}`);
    writeFileSync(path, `${readFileSync(path, "utf8")}${FULL}`);
  }
  log("generation 6");
  expect(readdirSync(directory).sort()).toEqual(["agent.log", "agent.log.1", "agent.log.2", "agent.log.3"]);
  const firstLine = (name: string): string => readFileSync(join(directory, name), "utf8").split("\n")[0] ?? "";
  expect(firstLine("agent.log")).toEndWith("generation 6");
  expect(firstLine("agent.log.1")).toEndWith("generation 5");
  expect(firstLine("agent.log.3")).toEndWith("generation 3");
});

test("where nothing can be written, there is no log, and no error", () => {
  writeFileSync(join(root, "file"), "");
  const log = logFile(join(root, "file/log"));
  log("not to be read");
  log("again");
  expect(existsSync(join(root, "file/log"))).toBe(false);
});

test("a line that cannot be written is lost, and those after it are not", () => {
  const directory = join(root, "hindered");
  const path = join(directory, "agent.log");
  const log = logFile(directory);
  mkdirSync(path);
  log("lost");
  rmSync(path, { recursive: true });
  log("kept");
  expect(readFileSync(path, "utf8")).toMatch(/^\S+ kept\n$/);
});

test("no symbolic link is followed, neither as the log nor as an old one", () => {
  const directory = join(root, "links");
  mkdirSync(directory, { mode: 0o700 });
  const precious = join(root, "precious");
  writeFileSync(precious, FULL);
  symlinkSync(precious, join(directory, "agent.log"));
  const log = logFile(directory);
  log("not to be read");
  expect(readFileSync(precious, "utf8")).toBe(FULL);
});
