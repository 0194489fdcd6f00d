import { afterAll, expect, test } from "bun:test";
import { statusOf } from "../support/agent-of.ts";
import { type Mapping, mappingsOf } from "../support/mappings.ts";
import { testNeeding } from "../support/needs.ts";
import { asOrdinaryUser, needsRoot } from "../support/ordinary-user.ts";
import { withSandbox } from "../support/world.ts";
import { inBothForms } from "../system/in-both-forms.ts";

const program = inBothForms("gives-back");
const [, binary = []] = program.forms[1] ?? [];
afterAll(() => program[Symbol.dispose]());

/** As root, who may lock any amount of memory, unless a container forbids it: then the warning must say so. */
testNeeding("root")("an agent locks all that it has written to, and none of the program itself", () =>
  withSandbox(async (world) => {
    await world.signIn("staging");
    const { agent } = await statusOf(world);
    expectLocked(mappingsOf(agent.pid), agent.warnings.length === 0);
  }),
);

testNeeding("root")("memory that was given back is gone, and all that is left is locked again", async () => {
  await using started = await start(binary);
  const { after, failures, peak } = started.report;
  expect(peak - after).toBeGreaterThan(peak / 4);
  expectLocked(mappingsOf(started.pid), failures.length === 0);
});

const testAsUser = needsRoot() ? test.skip : test;
testAsUser("a user who may lock a little has nothing locked, and is told so", async () => {
  await using started = await start(["prlimit", "--memlock=8388608", "--", ...asOrdinaryUser(binary)]);
  const { after, failures, peak } = started.report;
  expect(failures).toEqual(["memory may be written to the swap file: this user may not lock so much (`ulimit -l`)"]);
  expect(mappingsOf(started.pid).filter(({ isLocked }) => isLocked)).toEqual([]);
  expect(peak - after).toBeGreaterThan(peak / 4);
});

testNeeding("root")("an agent that may not lock its memory again knows it", async () => {
  await using started = await start([...binary, "limited"]);
  const { failures, problem } = started.report;
  // A container may forbid even root to lock any: then nothing was locked before.
  const now = "memory may be written to the swap file: this user may not lock so much (`ulimit -l`)";
  expect([failures, problem]).toEqual(failures.length === 0 ? [[], now] : [[now], false]);
});

function expectLocked(mappings: readonly Mapping[], asPromised: boolean): void {
  const written = mappings.filter(({ writtenKilobytes }) => writtenKilobytes > 0);
  const code = mappings.filter(({ access, name }) => access === "r-xp" && name.startsWith("/"));
  expect(written.length).toBeGreaterThan(5);
  expect(code.length).toBeGreaterThan(1);
  expect(written.filter(({ isLocked }) => isLocked !== asPromised)).toEqual([]);
  expect(code.filter(({ isLocked }) => isLocked)).toEqual([]);
}

interface Started extends AsyncDisposable {
  readonly pid: number;
  readonly report: {
    readonly failures: readonly string[];
    readonly problem: string | false;
    readonly peak: number;
    readonly after: number;
  };
}

async function start(words: readonly string[]): Promise<Started> {
  const child = Bun.spawn([...words], { stdout: "pipe", cwd: "/" });
  const { value } = await child.stdout.getReader().read();
  const stop = async (): Promise<void> => {
    child.kill("SIGKILL");
    await child.exited;
  };
  return { pid: child.pid, report: JSON.parse(new TextDecoder().decode(value)), [Symbol.asyncDispose]: stop };
}
