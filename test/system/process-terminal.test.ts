import { expect, test } from "bun:test";
import { writeToProcessTerminal } from "../../src/system/processes/process-terminal.ts";
import { testNeeding } from "../support/needs.ts";
import { PseudoTerminal } from "./pseudo-terminal.ts";

test("a message appears on the terminal of another process, whatever its output leads to", async () => {
  await using terminal = new PseudoTerminal(["sh", "-c", "echo started; exec sleep 60 </dev/null >/dev/null 2>&1"]);
  await terminal.shows("started");
  expect(writeToProcessTerminal(terminal.process.pid, "sign in again\nwith `actas login`\n")).toBeTrue();
  await terminal.shows("sign in again\r\nwith `actas login`\r\n");
  // The first carriage return is ours, for a terminal in raw mode.
  expect(terminal.output).toContain("sign in again\r\r\nwith `actas login`\r\r\n");
});

test("no control characters reach the terminal", async () => {
  await using terminal = new PseudoTerminal(["sh", "-c", "echo started; exec sleep 60"]);
  await terminal.shows("started\r\n");
  writeToProcessTerminal(terminal.process.pid, "\x1b[2Jé\x07\x00\x9b1m\t\r\x7f.\n");
  await terminal.shows("<U+001B>[2Jé<U+0007><U+0000><U+009B>1m<U+0009><U+000D><U+007F>.\r\n");
});

test("a process without a terminal, or none at all, is not written to", async () => {
  const child = Bun.spawn(["setsid", "sleep", "60"]);
  await Bun.sleep(20);
  expect(writeToProcessTerminal(child.pid, "text")).toBeFalse();
  child.kill();
  await child.exited;
  expect(writeToProcessTerminal(child.pid, "text")).toBeFalse();
});

testNeeding("root")("the terminal of another user is left alone", async () => {
  await using terminal = new PseudoTerminal(["sh", "-c", 'chown 65534 "$(tty)"; echo started; exec sleep 60']);
  await terminal.shows("started");
  expect(writeToProcessTerminal(terminal.process.pid, "text")).toBeFalse();
});
