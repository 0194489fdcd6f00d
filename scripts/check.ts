import { existsSync, writeSync } from "node:fs";
import { join } from "node:path";
import { Glob } from "bun";
import { type FirstOutcome, runCommand, runTests, runTestsOfPrograms } from "./check-step.ts";

const ROOT = join(import.meta.dir, "..");
/** Test folders in the order that finds the cheapest mistakes first, then the longest; others follow by name. */
const ORDER = [
  ...["architecture", "house-rules", "support", "scenarios"],
  ...["clients", "security", "server", "sign-in", "yubikey", "serve", "agent", "shells", "keyring", "keys", "keycloak"],
  ...["faults", "picker", "documents", "page"],
];
/** Tests in folders wait half of their time for the programs that they start: three groups keep two processors busy. */
const LANES = 3;
/** Unit tests wait for nothing. */
const TWO_AT_A_TIME = ["--parallel=2", "--no-isolate"];
/** On CI everything must run, except what no Debian package brings: who is not root there has tested less than it says. */
const MAY_SKIP_ON_CI = /\(not in Debian\)$/;

interface Step {
  readonly name: string;
  readonly run: () => Promise<FirstOutcome>;
  /** Whether another step may run at the same time. */
  readonly besideOthers?: boolean;
}

const outcomes: { readonly name: string; outcome: FirstOutcome }[] = [];
const waiting = steps();
await runWaiting((step) => !step.besideOthers);
await Promise.all(Array.from({ length: LANES }, () => runWaiting(() => true)));
await runFailedAgain();
process.exit(summarise());

/** Runs the steps that wait, one after another, up to the first that may not run here. */
async function runWaiting(mayRun: (step: Step) => boolean): Promise<void> {
  while (waiting[0] && mayRun(waiting[0])) {
    const step = waiting.shift()!;
    outcomes.push({ name: step.name, outcome: await show(step) });
  }
}

/** Nothing else runs any more. */
async function runFailedAgain(): Promise<void> {
  for (const one of outcomes) {
    const { again } = one.outcome;
    if (again) one.outcome = await show({ name: one.name, run: again });
  }
}

function steps(): Step[] {
  return [
    command("format and lint", ["node_modules/.bin/biome", "ci", "."]),
    command("types", ["node_modules/.bin/tsc", "-p", "."]),
    command("types of the page", ["node_modules/.bin/tsc", "-p", "src/page/script"]),
    command("build", [process.execPath, "scripts/build.ts"]),
    command("build for every platform", [process.execPath, "scripts/build.ts", "--all"]),
    ...(existsSync(join(ROOT, "scripts/generate-docs.ts"))
      ? [command("reference is fresh", [process.execPath, "scripts/generate-docs.ts", "--check"])]
      : []),
    command("schemas are fresh", [process.execPath, "scripts/generate-schemas.ts", "--check"]),
    { name: "unit tests", run: () => runTests(ROOT, ["./src"], undefined, TWO_AT_A_TIME) },
    ...testGroups().map(([name, files]) =>
      startsPrograms(files)
        ? { name, run: () => runTestsOfPrograms(ROOT, files), besideOthers: true }
        : { name, run: () => runTests(ROOT, files) },
    ),
  ];
}

function command(name: string, words: readonly string[]): Step {
  return { name, run: () => runCommand(ROOT, name, words) };
}

/** The tests of `test/`, by the first part of their path: `clients/`, `scenarios.test.ts`, … */
function testGroups(): (readonly [string, string[]])[] {
  const groups = new Map<string, string[]>();
  for (const path of [...new Glob("**/*.test.ts").scanSync(join(ROOT, "test"))].sort()) {
    const group = path.split("/")[0]!.replace(".test.ts", "");
    groups.set(group, [...(groups.get(group) ?? []), `./test/${path}`]);
  }
  const place = (group: string): number => (ORDER.includes(group) ? ORDER.indexOf(group) : ORDER.length);
  return [...groups].sort(([a], [b]) => place(a) - place(b));
}

/** The files in `test/` itself look at the tree; those in its folders and the scenarios start the program, and wait for it. */
function startsPrograms(files: readonly string[]): boolean {
  return files.some((file) => file.split("/").length > 3 || file.endsWith("/scenarios.test.ts"));
}

/** Runs a step, with one line about it. */
async function show({ name, run }: Step): Promise<FirstOutcome> {
  const start = performance.now();
  const outcome = await run();
  const { again, passed, failures, skipped, unstable } = outcome;
  const counts = [
    `${passed} passed`,
    failures.length && `${failures.length} ${again ? "to be run again" : "FAILED"}`,
    unstable.length && `${unstable.length} unstable`,
    skipped.length && `${skipped.length} skipped`,
  ];
  say(
    `${name.padEnd(26)}${counts.filter(Boolean).join(", ")} (${((performance.now() - start) / 1000).toFixed(1)} s)\n`,
  );
  if (!again && (failures.length || unstable.length)) say(`${outcome.output.trimEnd()}\n`);
  return outcome;
}

/** Says what was skipped and what failed, then the counts alone on the last line; gives the exit status. */
function summarise(): number {
  const skipped = outcomes.flatMap(({ name, outcome }) => outcome.skipped.map((test) => ({ name, ...test })));
  const unstable = outcomes.flatMap(({ name, outcome }) => outcome.unstable.map((test) => `${name}: ${test}`));
  const failures = outcomes.flatMap(({ name, outcome }) => outcome.failures.map((test) => `${name}: ${test}`));
  const wrong = skipped.filter(({ reason }) => !reason || (process.env.CI && !MAY_SKIP_ON_CI.test(reason)));
  for (const { name, test, reason } of skipped) say(`SKIPPED ${name}: ${test}: ${reason || "without a reason"}\n`);
  for (const test of unstable) say(`UNSTABLE ${test}: failed at first, passed when run again alone\n`);
  for (const failure of failures) say(`FAILED ${failure}\n`);
  for (const { name, test } of wrong) say(`FAILED ${name}: ${test}: may not be skipped here\n`);

  const passed = outcomes.reduce((sum, { outcome }) => sum + outcome.passed, 0);
  const failed = failures.length + wrong.length;
  say(`${passed} passed, ${failed} failed, ${skipped.length - wrong.length} skipped\n`);
  return failed ? 1 : 0;
}

function say(text: string): void {
  writeSync(1, text);
}
