import { expect, test } from "bun:test";
import { TerminalSession } from "./terminal-session.ts";

const options = { cwd: "/", environment: { PATH: "/usr/bin:/bin" } };

test("a session shows what its command prints and gives it what is typed", async () => {
  await using session = new TerminalSession(
    ["sh", "-c", 'printf "name: " >/dev/tty; read name </dev/tty; echo "hello $name"; exit 3'],
    options,
  );
  await session.waitFor(/name: /);
  session.type("ana");
  await session.waitFor(/hello ana/);
  expect(await session.exited).toBe(3);
});

test("a session knows whether typed keys are shown", async () => {
  const script = "echo shown; read line; stty -echo; echo hidden; read line; stty echo";
  await using session = new TerminalSession(["sh", "-c", script], options);
  await session.waitFor(/shown/);
  expect(session.modes.echo).toBe(true);
  session.type("");
  await session.waitFor(/hidden/);
  expect(session.modes).toEqual({ echo: false, lines: true });
  session.type("");
  await session.exited;
});

test("Ctrl-C ends the command, and its status tells", async () => {
  await using session = new TerminalSession(["sh", "-c", "echo ready; exec sleep 60"], options);
  await session.waitFor(/ready/);
  session.press("\x03");
  expect(await session.exited).toBe(130);
});

test("what never appears ends the wait, with the screen", async () => {
  await using session = new TerminalSession(["sh", "-c", "echo something else"], options);
  await expect(session.waitFor(/never/)).rejects.toThrow("something else");
});
