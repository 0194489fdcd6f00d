import { expect, test } from "bun:test";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runTestsOfPrograms } from "../../scripts/check-step.ts";

const FAILS_ONCE = `
import { existsSync, writeFileSync } from "node:fs";
import { expect, test } from "bun:test";
test("holds from the second run on", () => {
  const before = existsSync("ran");
  writeFileSync("ran", "");
  expect(before).toBe(true);
});
test("always holds", () => {});
`;

const failing = (count: number) =>
  `import { expect, test } from "bun:test";\n${Array.from({ length: count }, (_, n) => `test("fails ${n}", () => expect(1).toBe(2));\n`).join("")}`;

async function outcomeOf(content: string) {
  const directory = await mkdtemp(join(tmpdir(), "actas-check-"));
  try {
    await writeFile(join(directory, "a.test.ts"), content);
    const first = await runTestsOfPrograms(directory, ["./a.test.ts"]);
    const { output, ...outcome } = (await first.again?.()) ?? first;
    return { ...outcome, runs: output.match(/^Ran /gm)?.length };
  } finally {
    await rm(directory, { recursive: true });
  }
}

test("a test that fails once and passes alone has passed, and is named", async () => {
  expect(await outcomeOf(FAILS_ONCE)).toMatchObject({
    passed: 2,
    failures: [],
    unstable: ["holds from the second run on"],
    runs: 2,
  });
});

test("a test that fails twice has failed", async () => {
  expect(await outcomeOf(failing(1))).toMatchObject({ passed: 0, failures: ["fails 0"], unstable: [], runs: 2 });
});

test("many failures, and a file that cannot be loaded, are not run again", async () => {
  expect(await outcomeOf(failing(4))).toMatchObject({ passed: 0, unstable: [], runs: 1 });
  const broken = await outcomeOf('import "./nowhere.ts";');
  expect(broken).toMatchObject({ passed: 0, unstable: [], runs: 1 });
  expect(broken.failures).toHaveLength(1);
});
