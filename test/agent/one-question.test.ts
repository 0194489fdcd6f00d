import { expect, test } from "bun:test";
import { withSandbox } from "../support/world.ts";

const LIMIT_MS = 120_000;
const QUESTION = /MFA code/;

test.concurrent(
  "fifty cold commands for five roles ask one question, and AWS once for the user and once for each role",
  () =>
    withSandbox(async (world) => {
      const all = "for i in $(seq 10); do for n in 1 2 3 4 5; do actas COMMAND & done; done";
      const some = all.replace("10", "5").replace("COMMAND", "process dev$n >/dev/null");
      const others = all.replace("10", "5").replace("COMMAND", "exec dev$n -- echo ran");
      await using session = world.terminalProgram(["sh", "-c", `${some}; ${others}; wait; echo finished`]);
      await session.waitFor(QUESTION);
      session.type(await world.code());
      await session.waitFor(/finished/, 60_000);
      expect(session.screen.match(/^ran$/gm)).toHaveLength(25);
      expect(session.screen).not.toContain("actas: error");
      expect(await world.calls("GetSessionToken")).toHaveLength(1);
      expect(
        (await world.calls("AssumeRole"))
          .map(({ roleArn }) => roleArn?.at(-1))
          .sort()
          .join(""),
      ).toBe("12345");
    }),
  LIMIT_MS,
);

test.concurrent(
  "when the command that asks is killed, another one asks",
  () =>
    withSandbox(async (world) => {
      await using first = world.terminal(["exec", "staging", "--", "true"]);
      await first.waitFor(QUESTION);
      await using second = world.terminal(["exec", "staging", "--", "true"]);
      await Bun.sleep(300);
      first.kill("SIGKILL");
      await second.waitFor(QUESTION);
      second.type(await world.code());
      expect(await second.exited).toBe(0);
    }),
  LIMIT_MS,
);

test.concurrent(
  "when the user cancels, every command that waits for the answer fails",
  () =>
    withSandbox(async (world) => {
      await using first = world.terminal(["exec", "staging", "--", "true"]);
      await first.waitFor(QUESTION);
      await using second = world.terminal(["exec", "dev1", "--", "true"]);
      await Bun.sleep(300);
      first.press("\x03");
      expect(await first.exited).not.toBe(0);
      expect(await second.exited).not.toBe(0);
      expect(second.screen).toContain("actas: error: ");
      expect(await world.calls()).toEqual([]);
    }),
  LIMIT_MS,
);
