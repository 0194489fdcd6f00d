import { expect, test } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ActasError } from "../base/errors.ts";
import { shellOutput } from "./shell-output.ts";

const cannot = (reason: string) => new Error(reason) as never;
const HERE = { directory: "/", environment: { PATH: "/usr/bin:/bin" } };
const printed = (command: string, around = HERE): Promise<string> => shellOutput(command, 5000, cannot, around);

test("a command has the variables and the directory it is given, and no others", async () => {
  const folder = mkdtempSync(join(tmpdir(), "actas-shell-"));
  process.env.ACTAS_TEST_STRAY = "stray";
  const around = { directory: folder, environment: { ...HERE.environment, WHO: "ana" } };
  expect(await printed('echo "$WHO $ACTAS_TEST_STRAY"; pwd -P', around)).toBe(`ana \n${folder}\n`);
  delete process.env.ACTAS_TEST_STRAY;
  rmSync(folder, { recursive: true });
  expect(await printed("pwd", around)).toBe("/\n");
});

test("standard error is thrown away, and standard input is empty", async () => {
  expect(await printed("echo hush >&2; readlink /proc/self/fd/2 /proc/self/fd/0; cat; echo end")).toBe(
    "/dev/null\n/dev/null\nend\n",
  );
});

test("the end of standard error is kept where it is asked for, and much of it neither fails nor fills", async () => {
  const kept = (command: string) => {
    const cannot = (reason: string, said = "") =>
      new ActasError("system", `${reason}: ${said.slice(-6)} ${said.length}`);
    return shellOutput(command, 10_000, cannot, { directory: "/", environment: HERE.environment }, undefined, "kept");
  };
  expect(await kept("head -c 3000000 /dev/zero >&2; echo end")).toBe("end\n");
  await expect(kept("head -c 100000 /dev/zero >&2; echo hush >&2; exit 4")).rejects.toThrow(
    "it ended with status 4: <U+0000>hush<U+000A> 4000",
  );
  await expect(kept("sleep 2 >/dev/null & echo hush >&2; exit 4")).rejects.toThrow("it ended with status 4");
});

test("a command has no terminal, and leads a session of its own", async () => {
  expect(
    await printed("(echo > /dev/tty) 2>/dev/null && echo terminal; ps -o sid= -p $$ | tr -d ' '; echo $$"),
  ).toMatch(/^(\d+)\n\1\n$/);
});

test("many commands at once on a busy machine all end, and all their output is read", async () => {
  const text = "x".repeat(20_000);
  for (let round = 0; round < 5; round++) {
    const all = Array.from({ length: 40 }, () => printed(`head -c 20000 /dev/zero | tr '\\0' x`));
    for (const output of await Promise.all(all)) expect(output).toBe(text);
  }
}, 30_000);
