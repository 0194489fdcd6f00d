import { expect, test } from "bun:test";
import { runProgram } from "./run-program.ts";

const surroundings = { directory: "/", environment: { PATH: "/usr/bin:/bin" } };

function run(script: string, input?: string, signal = AbortSignal.timeout(20_000)) {
  return runProgram({ words: ["/bin/sh", "-c", script], surroundings, input, signal });
}

test("a program reads what it is given, and its output, errors and status are told", async () => {
  expect(await run("cat; echo oh >&2; exit 3", "hush\n")).toEqual({
    status: 3,
    output: "hush\n",
    errors: "oh\n",
    isCut: false,
  });
  expect(await run("cat")).toEqual({ status: 0, output: "", errors: "", isCut: false });
});

test("what a program has printed counts when it ends, also if one that it started holds its output open", async () => {
  const started = performance.now();
  const { output, status } = await run("setsid sleep 8 & echo 123456");
  expect({ output, status }).toEqual({ output: "123456\n", status: 0 });
  expect(performance.now() - started).toBeLessThan(5_000);
});

test("a program that never stops printing is killed, and only the beginning is kept", async () => {
  const { isCut, output } = await run("yes");
  expect(output.length).toBe(50_000);
  expect(isCut).toBe(true);
});

test.each([
  ["", 'sleep 1000 & echo "$! $$" >&2; wait; sleep 1000'],
  ["what has a session of its own", 'setsid sh -c "sleep 1000; :" & echo "$! $$" >&2; wait; sleep 1000'],
  ["a session below a session", "setsid sh -c 'setsid sleep 1000 & echo \"$! $$\" >&2; wait; sleep 1000'; sleep 1000"],
])("a program that ignores every signal it can is killed with what it started, also %s", async (_, work) => {
  const stop = new AbortController();
  const script = `trap "" HUP INT TERM PIPE; ${work}`;
  let pids: readonly string[] = [];
  const running = runProgram({
    words: ["/bin/sh", "-c", script],
    surroundings,
    signal: stop.signal,
    onErrors(errors) {
      pids = errors.trim().split(" ");
      stop.abort(new Error("enough"));
    },
  });
  expect(await running.catch((error: unknown) => error)).toMatchObject({ message: "enough" });
  expect(pids).toHaveLength(2);
  for (let tries = 0; pids.some(isAlive) && tries < 100; tries++) await Bun.sleep(20);
  expect(pids.some(isAlive)).toBe(false);
});

function isAlive(pid: string): boolean {
  try {
    return process.kill(Number(pid), 0);
  } catch {
    return false;
  }
}
