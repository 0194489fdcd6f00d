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
  /** Those of the passed that failed at first, and passed when their file was run again alone. */
  readonly unstable: readonly string[];
  /** All that was printed. */
  readonly output: string;
}

/** Exit status with which a command says that it could not do its work here, though nothing is wrong (sysexits.h). */
const TRY_LATER = 75;
const TIME_LIMIT_MS = 12 * 60 * 1000;
/** Of a test that names no limit of its own: Bun's 5 s are short for one that waits for a program on a busy machine. */
const PATIENCE = ["--timeout=30000"];

/** More failures at once are not chance. */
const MAY_REPEAT = 3;

/** Runs a command that counts as one test. */
export async function runCommand(root: string, name: string, words: readonly string[]): Promise<Outcome> {
  const { exitCode, output } = await run(root, words);
  const lastLine = output.trimEnd().split("\n").at(-1) ?? "";
  const outcome = { passed: 0, failures: [], skipped: [], unstable: [], output };
  if (exitCode === TRY_LATER) return { ...outcome, skipped: [{ test: name, reason: lastLine }] };
  return exitCode === 0 ? { ...outcome, passed: 1 } : { ...outcome, failures: [lastLine] };
}

/** What a run of test files came to. */
interface TestOutcome extends Outcome {
  readonly failedFiles: readonly string[];
}

/** What a first run came to. */
export interface FirstOutcome extends Outcome {
  /** Runs the files of the few that failed once more, and says what both runs came to; absent: that would say nothing. */
  readonly again?: () => Promise<Outcome>;
}

/**
 * Runs test files that start real programs. What it returns can run them a second time when the few of them that failed
 * can be alone: a machine that was busy for a moment shall not stop a change. What passes then is named as unstable, so
 * that it gets mended.
 */
export async function runTestsOfPrograms(root: string, paths: readonly string[]): Promise<FirstOutcome> {
  const first = await runTests(root, paths, TIME_LIMIT_MS, PATIENCE);
  const { failures, failedFiles } = first;
  const known = failedFiles.length > 0 && failedFiles.every(Boolean);
  return known && failures.length <= MAY_REPEAT ? { ...first, again: () => runAgain(root, first) } : first;
}

async function runAgain(root: string, first: TestOutcome): Promise<Outcome> {
  const { failures, passed } = first;
  const files = first.failedFiles.map((file) => `./${file}`);
  const second = await runTests(root, files, TIME_LIMIT_MS, PATIENCE);
  return {
    ...first,
    passed: passed + failures.length - second.failures.length,
    failures: second.failures,
    unstable: failures.filter((name) => !second.failures.includes(name)),
    output: `${first.output}\nrun again alone:\n${second.output}`,
  };
}

/**
 * Runs test files, or all those of a folder, with `bun test`; one that takes longer has failed.
 *
 * @param options - more of `bun test`
 */
export async function runTests(
  root: string,
  paths: readonly string[],
  limitMs = TIME_LIMIT_MS,
  options: readonly string[] = [],
): Promise<TestOutcome> {
  const report = join(tmpdir(), `actas-check-${randomUUID()}.xml`);
  const reporting = ["--only-failures", "--reporter=junit", `--reporter-outfile=${report}`];
  const words = [process.execPath, "test", ...reporting, ...options, ...paths];
  try {
    const { exitCode, output } = await run(root, words, limitMs);
    const { passed, failures, failedFiles, skipped } = readJunit(
      existsSync(report) ? await Bun.file(report).text() : "",
    );
    const outside = unreported(exitCode, output, failures.length);
    return { passed, failures: [...failures, ...outside], failedFiles, skipped, unstable: [], output };
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
