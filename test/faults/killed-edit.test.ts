import { expect, test } from "bun:test";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { seeded } from "../seeded.ts";
import { KILLS } from "../support/kills.ts";

/** At a time. */
const PROGRAMS = 4;
const BEFORE = `# mine\r\n[default]\r\nregion = eu-west-1\r\n${"# a long file\r\n".repeat(2_000)}`;
const ADDED = `[profile more]\r\n${"x = y\r\n".repeat(500)}`;
const pick = seeded(17);

test("a file of the user's is whole whenever the program that changes it is killed, and keeps its mode", async () => {
  const folder = mkdtempSync(join(tmpdir(), "actas-killed-edit-"));
  try {
    const seen = await Promise.all(Array.from({ length: PROGRAMS }, (_, n) => killedOften(join(folder, String(n)))));
    for (const state of ["before", "after"] as const) expect(seen.some((each) => each[state] > 0)).toBe(true);
  } finally {
    rmSync(folder, { recursive: true });
  }
}, 120_000);

test("all tests that kill what changes a user's file or keyring do so a thousand times, on a slow machine too", () => {
  expect(Object.values(KILLS).reduce((sum, kills) => sum + kills, 0)).toBeGreaterThan(1_000);
});

async function killedOften(path: string) {
  const seen = { before: 0, after: 0 };
  writeFileSync(path, BEFORE, { mode: 0o640 });
  for (let kill = 0; kill < KILLS["in one edit of a file"] / PROGRAMS; kill++) {
    await killedSoon([path, ADDED]);
    const text = readFileSync(path, "utf8");
    const state = text === BEFORE ? "before" : text === BEFORE + ADDED ? "after" : undefined;
    if (!state) throw new Error(`it has ${text.length} characters: neither what it had nor what it was to get`);
    seen[state]++;
    expect(statSync(path).mode & 0o777).toBe(0o640);
  }
  const others = readdirSync(join(path, "..")).filter((name) => !/^\d$/.test(name));
  expect(others.every((name) => name.endsWith(".new"))).toBe(true);
  return seen;
}

/** Within the first few changes that it makes. */
async function killedSoon(words: readonly string[]): Promise<void> {
  const program = join(import.meta.dir, "edit-in-a-loop.ts");
  const child = Bun.spawn([process.execPath, program, ...words], { stdin: "ignore", stderr: "ignore" });
  await child.stdout.getReader().read();
  await Bun.sleep(pick(40) / 10);
  child.kill("SIGKILL");
  await child.exited;
}
