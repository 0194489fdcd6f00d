import { afterAll, expect, test } from "bun:test";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startDetached } from "../../src/system/detached.ts";
import { processStat } from "../../src/system/process-stat.ts";

const folder = mkdtempSync(join(tmpdir(), "actas-detached-"));
afterAll(() => rmSync(folder, { recursive: true }));
const environment = { PATH: process.env.PATH ?? "" };

/** What a detached shell script has written to its log when it has ended. */
async function logged(script: string, input?: string): Promise<string> {
  const log = join(folder, crypto.randomUUID());
  const pid = await startDetached(["sh", "-c", script], { environment, log, ...(input !== undefined && { input }) });
  while (processStat(pid)) await Bun.sleep(5);
  return readFileSync(log, "utf8");
}

test("it has a session of its own, no terminal, and the directory /", async () => {
  const [stat = "", directory] = (await logged("cat /proc/$$/stat; pwd")).split("\n");
  const [pid, , , , group, session, terminal] = stat.split(" ");
  expect({ group, session, terminal, directory }).toEqual({
    group: pid!,
    session: pid!,
    terminal: "0",
    directory: "/",
  });
});

test("it is told nothing but what was said", async () => {
  const lines = (await logged("env")).trim().split("\n");
  expect(lines.filter((line) => !/^(PATH|PWD|OLDPWD|SHLVL|_)=/.test(line))).toEqual([]);
});

test("both outputs are added to the log, which is for its owner only", async () => {
  const log = join(folder, "log");
  for (const word of ["one", "two"]) {
    const pid = await startDetached(["sh", "-c", `echo ${word}; echo ${word} >&2`], { environment, log });
    while (processStat(pid)) await Bun.sleep(5);
  }
  expect(readFileSync(log, "utf8")).toBe("one\none\ntwo\ntwo\n");
  expect(statSync(log).mode & 0o777).toBe(0o600);
});

test("it reads its input to the end, and nothing when there is none", async () => {
  expect(await logged("wc -c", "x".repeat(300_000))).toBe("300000\n");
  expect(await logged("wc -c")).toBe("0\n");
});

test("it outlives the program that started it and keeps nothing of it open", async () => {
  const script = `import { startDetached } from "${import.meta.dir}/../../src/system/detached.ts";
    console.log(await startDetached(["sleep", "60"], { environment: ${JSON.stringify(environment)} }));`;
  const { stdout, exitCode } = Bun.spawnSync([process.execPath, "-e", script], { timeout: 3000 });
  expect(exitCode).toBe(0);
  const pid = Number(stdout.toString());
  const open = Bun.spawnSync(["ls", `/proc/${pid}/fd`])
    .stdout.toString()
    .split("\n");
  expect(processStat(pid)).toBeDefined();
  expect(open.filter(Boolean)).toEqual(["0", "1", "2"]);
  process.kill(pid);
});

test("a program or a log that is not there is an error that says so", async () => {
  const start = (program: string, log: string) => startDetached([program], { environment, log });
  expect(start("/nothing/here", join(folder, "log"))).rejects.toThrow(
    "cannot start /nothing/here: there is no such file or directory",
  );
  expect(start("true", "/nothing/here")).rejects.toThrow(
    "cannot write to /nothing/here: there is no such file or directory",
  );
});
