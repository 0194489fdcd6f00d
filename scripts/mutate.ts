import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readlinkSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { runCommand, runTests } from "./check-step.ts";
import { MUTATIONS } from "./mutations/all.ts";
import type { Mutation } from "./mutations/mutation.ts";

const ROOT = join(import.meta.dir, "..");
/** Without a defence a test may wait for ever. */
const TIME_LIMIT_MS = 90_000;
/** These tests run the program, so it has to be built with the mutation in it. */
const RUNS_PROGRAM = /^test\/(?!(house-rules|architecture)\.test)/;

const { values } = parseArgs({ options: { only: { type: "string", multiple: true }, list: { type: "boolean" } } });
const chosen = MUTATIONS.filter(({ name }) => !values.only || values.only.includes(name));
const unknown = values.only?.filter((name) => !MUTATIONS.some((mutation) => mutation.name === name)) ?? [];
if (unknown.length > 0)
  throw new Error(`cannot find ${unknown.join(", ")}: \`npm run mutate -- --list\` has all names`);

if (values.list) for (const { name, file, claim } of chosen) console.log(`${name.padEnd(28)} ${file}: ${claim}`);
else process.exit(await inCopy(mutateAll));

/** Tries one mutation after the other, each in the same copy; gives the exit status. */
async function mutateAll(copy: string): Promise<number> {
  const stale = (await Promise.all(chosen.map((mutation) => problemWith(copy, mutation)))).filter(Boolean);
  const broken = stale.length > 0 ? [] : await failingBefore(copy);
  for (const problem of [...stale, ...broken]) console.log(`cannot mutate: ${problem}`);
  if (stale.length + broken.length > 0) return 1;

  const counts = { noticed: 0, survived: 0, excused: 0, wrong: 0 };
  for (const mutation of chosen) {
    const start = performance.now();
    const noticedBy = await tryOut(copy, mutation);
    const outcome = outcomeOf(mutation, noticedBy);
    counts[outcome.kind]++;
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    console.log(`${outcome.word.padEnd(9)} ${mutation.name.padEnd(28)} ${outcome.about} (${seconds} s)`);
  }
  const { noticed, survived, excused, wrong } = counts;
  console.log(`${noticed} noticed, ${survived} survived, ${excused} excused, ${wrong} noticed in spite of an excuse`);
  return survived + wrong > 0 ? 1 : 0;
}

function outcomeOf({ claim, survives, tests }: Mutation, noticedBy: string | undefined) {
  if (noticedBy && survives) return { kind: "wrong", word: "NOTICED", about: `though: ${survives}` } as const;
  if (noticedBy) return { kind: "noticed", word: "noticed", about: `by ${noticedBy}` } as const;
  if (survives) return { kind: "excused", word: "excused", about: survives } as const;
  return { kind: "survived", word: "SURVIVED", about: `${claim}: not noticed by ${tests.join(", ")}` } as const;
}

/** The first test file that fails with the mutation in place. */
async function tryOut(copy: string, { file, find, replace, tests }: Mutation): Promise<string | undefined> {
  const path = join(copy, file);
  const before = await Bun.file(path).text();
  await Bun.write(
    path,
    before.replace(find, () => replace),
  );
  try {
    let isBuilt = false;
    for (const test of tests) {
      if (RUNS_PROGRAM.test(test) && !isBuilt) await build(copy);
      isBuilt ||= RUNS_PROGRAM.test(test);
      if ((await failuresOf(copy, test)).length > 0) return test;
    }
    return undefined;
  } finally {
    await Bun.write(path, before);
    endLeftOver(copy);
  }
}

async function problemWith(copy: string, { name, file, find, tests }: Mutation): Promise<string | undefined> {
  const there = Bun.file(join(copy, file));
  const times = (await there.exists()) ? (await there.text()).split(find).length - 1 : 0;
  if (times !== 1) return `${name}: its text is ${times} times in ${file}, not once: ${JSON.stringify(find)}`;
  const missing = await Promise.all(tests.map(async (test) => !(await Bun.file(join(copy, test)).exists())));
  return missing.includes(true) ? `${name}: ${tests[missing.indexOf(true)]} is not there` : undefined;
}

/** A test that fails anyway would notice everything. */
async function failingBefore(copy: string): Promise<readonly string[]> {
  const files = [...new Set(chosen.flatMap(({ tests }) => tests))].sort();
  if (files.some((file) => RUNS_PROGRAM.test(file))) await build(copy);
  const failing: string[] = [];
  for (const file of files) {
    const failures = await failuresOf(copy, file);
    if (failures.length > 0) failing.push(`${file} fails without any mutation: ${failures.join("; ")}`);
  }
  return failing;
}

/** Those of a second run, if there were any in the first: a test may fail once for a machine that is busy. */
async function failuresOf(copy: string, test: string): Promise<readonly string[]> {
  const run = () => runTests(copy, [`./${test}`], TIME_LIMIT_MS);
  const first = await run();
  if (first.failures.length > 0) return (await run()).failures;
  return first.passed > 0 ? [] : ["no test runs here"];
}

async function build(copy: string): Promise<void> {
  const { failures, output } = await runCommand(copy, "build", [process.execPath, "scripts/build.ts"]);
  if (failures.length > 0) throw new Error(`cannot build: ${output}`);
}

/** Does something with a copy of all that is not ignored, and removes it. */
async function inCopy<T>(work: (copy: string) => Promise<T>): Promise<T> {
  const copy = mkdtempSync(join(tmpdir(), "actas-mutate-"));
  // Tests run its program as other users.
  chmodSync(copy, 0o755);
  const list = Bun.spawnSync(["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], { cwd: ROOT });
  try {
    for (const file of list.stdout.toString().split("\0").filter(Boolean)) {
      if (!(await Bun.file(join(ROOT, file)).exists())) continue;
      mkdirSync(dirname(join(copy, file)), { recursive: true });
      cpSync(join(ROOT, file), join(copy, file));
    }
    symlinkSync(join(ROOT, "node_modules"), join(copy, "node_modules"));
    return await work(copy);
  } finally {
    endLeftOver(copy);
    rmSync(copy, { recursive: true, force: true });
  }
}

/** Agents that tests which failed have left running. */
function endLeftOver(copy: string): void {
  for (const pid of existsSync("/proc/self/exe") ? readdirSync("/proc").filter((name) => /^\d+$/.test(name)) : []) {
    try {
      if (readlinkSync(`/proc/${pid}/exe`).startsWith(`${copy}/`)) process.kill(Number(pid), "SIGKILL");
    } catch {
      // It has ended, or is not ours to look at.
    }
  }
}
