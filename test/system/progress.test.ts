import { expect, test } from "bun:test";
import { join } from "node:path";
import { PseudoTerminal } from "./pseudo-terminal.ts";

const PROGRAM = [process.execPath, join(import.meta.dir, "tell-progress.ts")];
const ERASE = "\r";

test("a message takes the place of the progress line, whatever its kind, and none is left in the end", async () => {
  await using terminal = new PseudoTerminal(PROGRAM, { NO_COLOR: "1" });
  // Only the carriage return is left of what erases a line.
  const progress = `actas: 3 roles so far …${ERASE}`;
  expect(await terminal.ended()).toBe(
    `${progress}a message\r\n${progress}actas: error: a message\r\n${progress}a message\r\nactas: the last …${ERASE}`,
  );
});
