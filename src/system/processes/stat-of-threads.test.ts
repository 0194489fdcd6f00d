import { expect, test } from "bun:test";
import { processStat } from "./process-stat.ts";
import { statOfThreads } from "./stat-of-threads.ts";

/** Prints "ready" and waits for ever: with a thread that computes, or without. */
function waiting(thread: "with a busy thread" | "alone") {
  const worker = `new Worker(URL.createObjectURL(new Blob(["for (;;);"])));`;
  const script = `${thread === "alone" ? "" : worker} await Bun.sleep(300); console.log("ready");
    for (;;) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);`;
  return Bun.spawn([process.execPath, "-e", script], { stdout: "pipe" });
}

test.each([
  ["with a busy thread", "runs"],
  ["alone", "waits"],
] as const)("a process whose first thread waits, %s, %s", async (thread, activity) => {
  const child = waiting(thread);
  await child.stdout.getReader().read();
  await Bun.sleep(200);
  const found = [processStat(child.pid)?.activity, statOfThreads(child.pid)?.activity];
  child.kill("SIGKILL");
  expect(found).toEqual(["waits", activity]);
});

test("no process, no answer", () => expect(statOfThreads(2 ** 30)).toBeUndefined());
