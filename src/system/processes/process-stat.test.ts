import { expect, test } from "bun:test";
import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { processStat, startTimeOf } from "./process-stat.ts";

test("the start time of a process never changes", () => {
  expect(startTimeOf(process.pid)).toMatch(/^\d+$/);
  expect(startTimeOf(process.pid)).toBe(startTimeOf(process.pid));
});

test("a later process has another start time", async () => {
  await Bun.sleep(11);
  const later = Bun.spawn(["sleep", "60"]);
  expect(Number(startTimeOf(later.pid))).toBeGreaterThan(Number(startTimeOf(process.pid)));
  later.kill();
  await later.exited;
  expect(startTimeOf(later.pid)).toBeUndefined();
});

test("a program's name may have spaces and parentheses", () => {
  const folder = mkdtempSync(join(tmpdir(), "actas-stat-"));
  const program = join(folder, "a) S 1 (b");
  copyFileSync("/bin/sleep", program);
  const child = Bun.spawn([program, "60"]);
  expect(Number(startTimeOf(child.pid))).toBeGreaterThanOrEqual(Number(startTimeOf(process.pid)));
  child.kill();
  rmSync(folder, { recursive: true });
});

test("a zombie counts as ended", async () => {
  const parent = Bun.spawn(["sh", "-c", "sleep 0.05 & echo $!; exec sleep 60"], { stdout: "pipe" });
  const { value } = await parent.stdout.getReader().read();
  const zombie = Number(new TextDecoder().decode(value));
  while (startTimeOf(zombie) !== undefined) await Bun.sleep(5);
  expect(await Bun.file(`/proc/${zombie}/stat`).text()).toContain(") Z ");
  parent.kill();
});

test("a process without a terminal has terminal 0", async () => {
  const child = Bun.spawn(["setsid", "sleep", "60"]);
  await Bun.sleep(20);
  expect(processStat(child.pid)?.terminal).toBe(0);
  child.kill();
});

test("no process, no answer", () => {
  expect(processStat(0)).toBeUndefined();
  expect(processStat(2 ** 30)).toBeUndefined();
});
