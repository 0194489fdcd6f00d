import { afterEach, expect, test } from "bun:test";
import { readdirSync } from "node:fs";
import { startTimeOf } from "./process-stat.ts";
import { ProcessWatch } from "./process-watch.ts";

/** Longer than a test may take: nothing is noticed by looking for it. */
const LATE_MS = 60_000;

const children: Bun.Subprocess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
});

function sleeping(): Bun.Subprocess & { startTime: string } {
  const child = Bun.spawn(["sleep", "60"]);
  children.push(child);
  return Object.assign(child, { startTime: startTimeOf(child.pid) ?? "none" });
}

async function end(child: Bun.Subprocess): Promise<void> {
  child.kill("SIGKILL");
  await child.exited;
}

test("the end of each watched process is noticed once, and no other process's", async () => {
  const ended: number[] = [];
  const watch = new ProcessWatch((pid) => ended.push(pid));
  const [first, second] = [sleeping(), sleeping()];
  expect(watch.watch(first.pid, first.startTime)).toBeTrue();
  expect(watch.watch(second.pid, second.startTime)).toBeTrue();
  watch.look();
  expect(ended).toEqual([]);

  await end(first);
  watch.look();
  watch.look();
  expect(ended).toEqual([first.pid]);
  watch.forget(second.pid);
});

test("the end is noticed without a call of look()", async () => {
  const child = sleeping();
  const { promise, resolve } = Promise.withResolvers<number>();
  new ProcessWatch(resolve, LATE_MS).watch(child.pid, child.startTime);
  await end(child);
  expect(await promise).toBe(child.pid);
});

test("a process that has ended, or whose pid another has by now, is not watched", async () => {
  const watch = new ProcessWatch(() => expect.unreachable());
  const child = sleeping();
  expect(watch.watch(child.pid, "1")).toBeFalse();
  await end(child);
  expect(watch.watch(child.pid, child.startTime)).toBeFalse();
  watch.look();
});

test("a forgotten process is not called back, and nothing stays open", async () => {
  const watch = new ProcessWatch(() => expect.unreachable());
  const child = sleeping();
  const before = readdirSync("/proc/self/fd").length;
  watch.watch(child.pid, child.startTime);
  watch.watch(child.pid, child.startTime);
  expect(readdirSync("/proc/self/fd").length).toBe(before + 1);
  watch.forget(child.pid);
  expect(readdirSync("/proc/self/fd").length).toBe(before);
  await end(child);
  watch.look();
});

test("watching does not keep the program alive", async () => {
  const script = `import { ProcessWatch } from "${import.meta.dir}/process-watch.ts";
    import { startTimeOf } from "${import.meta.dir}/process-stat.ts";
    console.log(new ProcessWatch(() => {}).watch(${process.pid}, startTimeOf(${process.pid})));`;
  const { stdout, exitCode } = Bun.spawnSync([process.execPath, "-e", script], { timeout: 3000 });
  expect({ output: stdout.toString(), exitCode }).toEqual({ output: "true\n", exitCode: 0 });
});
