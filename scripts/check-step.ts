import { randomUUID } from "node:crypto";
import { closeSync, existsSync, openSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readJunit } from "./junit.ts";

/** What a step of the check came to: how many passed, and by name what failed or was skipped. */
export interface Outcome {
  readonly passed: number;
  readonly failures: readonly string[];
  readonly skipped: readonly { readonly test: string; readonly reason: string }[];
  /** All that was printed. */
  readonly output: string;
}

/** Exit status with which a command says that it could not do its work here, though nothing is wrong (sysexits.h). */
const TRY_LATER = 75;
const TIME_LIMIT_MS = 5 * 60 * 1000;

/** Runs a command that counts as one test. */
export async function runCommand(root: string, name: string, words: readonly string[]): Promise<Outcome> {
  const { exitCode, output } = await run(root, words);
  const lastLine = output.trimEnd().split("\n").at(-1) ?? "";
  if (exitCode === TRY_LATER) return { passed: 0, failures: [], skipped: [{ test: name, reason: lastLine }], output };
  return { passed: exitCode === 0 ? 1 : 0, failures: exitCode === 0 ? [] : [lastLine], skipped: [], output };
}

/** Runs test files, or all those of a folder, with `bun test`; one that takes longer has failed. */
export async function runTests(root: string, paths: readonly string[], limitMs = TIME_LIMIT_MS): Promise<Outcome> {
  const report = join(tmpdir(), `actas-check-${randomUUID()}.xml`);
  const reporting = ["--only-failures", "--reporter=junit", `--reporter-outfile=${report}`];
  try {
    const { exitCode, output } = await run(root, [process.execPath, "test", ...reporting, ...paths], limitMs);
    const { passed, failures, skipped } = readJunit(existsSync(report) ? await Bun.file(report).text() : "");
    return { passed, failures: [...failures, ...unreported(exitCode, output, failures.length)], skipped, output };
  } finally {
    await rm(report, { force: true });
  }
}

/** Failures outside any test, such as an error while a file loads: Bun counts them, but its report leaves them out. */
function unreported(exitCode: number, output: string, reported: number): readonly string[] {
  const counted = Number(/^ (\d+) fail$/m.exec(output)?.[1] ?? 0);
  if (counted > reported) return [`${counted - reported} outside of any test, see above`];
  return exitCode !== 0 && reported === 0 ? [`bun test ended with status ${exitCode}`] : [];
}

/** The output goes to a file, not a pipe: a process that was left behind would keep that open, and us waiting. */
async function run(
  root: string,
  words: readonly string[],
  limitMs = TIME_LIMIT_MS,
): Promise<{ exitCode: number; output: string }> {
  const path = join(tmpdir(), `actas-check-${randomUUID()}.txt`);
  const output = openSync(path, "w");
  try {
    const child = Bun.spawn([...words], {
      cwd: root,
      stdio: ["ignore", output, output],
      env: { ...process.env, NO_COLOR: "1" },
      timeout: limitMs,
    });
    return { exitCode: await child.exited, output: await Bun.file(path).text() };
  } finally {
    closeSync(output);
    await rm(path, { force: true });
  }
}
