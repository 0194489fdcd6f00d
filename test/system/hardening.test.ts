import { afterAll, expect, test } from "bun:test";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { testNeeding } from "../support/needs.ts";
import { inBothForms } from "./in-both-forms.ts";

/** Root may look into everything, so the test is one ordinary user looking into another process of the same user. */
const AS_USER =
  process.geteuid?.() === 0 ? ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--inh-caps=-all"] : [];

const program = inBothForms("hardened");
const [, binary = []] = program.forms[1] ?? [];
afterAll(() => program[Symbol.dispose]());

interface Started extends Disposable {
  readonly pid: number;
  readonly report: { failures: string[]; umask: string; seesItsClient: boolean };
}

async function start(...args: string[]): Promise<Started> {
  const child = Bun.spawn([...AS_USER, ...binary, ...args], { stdout: "pipe", cwd: "/" });
  const { value } = await child.stdout.getReader().read();
  const report = JSON.parse(new TextDecoder().decode(value));
  return { pid: child.pid, report, [Symbol.dispose]: () => child.kill("SIGKILL") };
}

function asUser(...argv: string[]): { output: string; exitCode: number } {
  const { stdout, stderr, exitCode } = Bun.spawnSync([...AS_USER, ...argv]);
  return { output: `${stdout}${stderr}`, exitCode };
}

test("everything is done but, for most users, locking the memory", async () => {
  using hardened = await start();
  const { failures, umask } = hardened.report;
  expect(umask).toBe("77");
  expect(failures.filter((failure) => !failure.startsWith("memory may be written to the swap file: "))).toEqual([]);
  expect(await Bun.file(`/proc/${hardened.pid}/limits`).text()).toMatch(/Max core file size +0 +0 /);
  const locked = /^VmLck:\s+(\d+) kB$/m.exec(await Bun.file(`/proc/${hardened.pid}/status`).text());
  expect(Number(locked?.[1]) > 0 || failures.length > 0).toBe(true);
});

test("another program of the same user cannot look into it", async () => {
  using open = await start("open");
  using hardened = await start();
  for (const file of ["environ", "maps"]) {
    expect(asUser("head", "-c", "0", `/proc/${open.pid}/${file}`).exitCode).toBe(0);
    expect(asUser("head", "-c", "0", `/proc/${hardened.pid}/${file}`).output).toContain("Permission denied");
  }
});

testNeeding("gcore")("another program of the same user cannot dump the memory", async () => {
  using hardened = await start();
  const folder = mkdtempSync(join(tmpdir(), "actas-gcore-"));
  expect(asUser("gcore", "-o", join(folder, "core"), String(hardened.pid)).output).toContain(
    "ptrace: Operation not permitted",
  );
  expect(readdirSync(folder)).toEqual([]);
  expect(existsSync(`/proc/${hardened.pid}`)).toBeTrue();
  rmSync(folder, { recursive: true });
});

test("a hardened process still learns whose client has connected to it", async () => {
  using hardened = await start();
  expect(hardened.report.seesItsClient).toBeTrue();
});
