import { expect, test } from "bun:test";
import { playScenario } from "./play-scenario.ts";
import { readScenario } from "./scenario.ts";
import { World, withSandbox } from "./world.ts";

const play = (text: string) => withSandbox((world) => playScenario(readScenario("it.txt", text), world));

test("a scenario runs commands, looks at what they print, and has its files", async () => {
  await play(`# A comment.
cat notes/one.txt
stdout '^first$'
! stdout second
set GREETING=hello there
echo $GREETING >&2; exit 0
stderr 'hello there'
! sh -c 'exit 3'
status 3

-- notes/one.txt --
first
`);
});

test("a line that does not come true is named", async () => {
  await expect(play("true\nfalse\n")).rejects.toThrow("it.txt:2: false");
  await expect(play("! true\n")).rejects.toThrow("it.txt:1: ! true");
  await expect(play("echo a\nstdout b\n")).rejects.toThrow("it.txt:2: stdout b\nstdout: a");
  await expect(play("calls GetCallerIdentity 1\n")).rejects.toThrow("it.txt:1: calls");
});

test("a scenario says which tools it needs", () => {
  const { tools, steps } = readScenario("it.txt", "needs zsh fish\ntrue\n");
  expect({ tools, steps: steps.length }).toEqual({ tools: ["zsh", "fish"], steps: 1 });
});

test("a user types at a terminal", async () => {
  await play(`terminal printf 'name: '; read name; echo "hello $name"; exit 2
prompt 'name:'
type ana
prompt 'hello ana'
! ends
status 2
terminal echo ready; exec sleep 60
prompt ready
press ^C
! ends
status 130
`);
});

test("a secret that gets into a log or an error message fails the scenario", async () => {
  await expect(play("mkdir -p .cache; echo sandbox-token//x > .cache/log\n")).rejects.toThrow(
    "file .cache/log holds sandbox-token",
  );
  await expect(play("echo sandbox-secret/x >&2\n")).rejects.toThrow("stderr of");
  await expect(play("echo $CODE\n")).rejects.toThrow("stdout of");
});

test("a process that a scenario leaves running fails it, and is ended", async () => {
  await expect(play("setsid sleep 50 >/dev/null 2>&1 &\n")).rejects.toThrow("was left running: sleep 50");
});

test("a world has its own AWS, whose codes and faults can be asked for", async () => {
  const world = new World();
  await world.faults({ latencyMs: 1 });
  expect(await world.code()).toMatch(/^\d{6}$/);
  expect(await world.calls()).toEqual([]);
  await world.end();
});
