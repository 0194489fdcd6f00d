import { afterAll, expect, test } from "bun:test";
import { closeSync, mkdtempSync, openSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { restOf } from "./rest-of.ts";

const folder = mkdtempSync(join(tmpdir(), "actas-rest-"));
afterAll(() => rmSync(folder, { recursive: true }));

const LONG = "head -c 900000 /dev/zero | tr '\\0' x";

/** Everything that follows `begun` while a script writes. */
async function after(begun: string, script: string): Promise<string> {
  const pipe = join(folder, crypto.randomUUID());
  Bun.spawnSync(["mkfifo", pipe]);
  const child = Bun.spawn(["sh", "-c", `exec >'${pipe}'; ${script}`]);
  const fd = openSync(pipe, "r");
  const whole = restOf(fd, Buffer.from(begun));
  closeSync(fd);
  child.kill();
  await child.exited;
  return new TextDecoder().decode(whole);
}

test.each([
  ["all of it, when it comes in pieces", `${LONG}; sleep 0.05; echo end; sleep 9`, /^begun x{900000}end\n$/],
  ["all there was, when the agent goes away", LONG, /^begun x{900000}$/],
  ["what there is, when the agent makes a long pause", "printf some; sleep 9", /^begun some$/],
])("of a long answer comes %s", async (_, script, expected) => {
  expect((await after("begun ", script)).match(expected)).toHaveLength(1);
});

test("nothing is waited for when the end is there", async () => {
  expect(await after("begun\n", "sleep 9")).toBe("begun\n");
});
