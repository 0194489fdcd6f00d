import { expect } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { until } from "../support/until.ts";
import { worldTest } from "../support/world-test.ts";
import { begin, beginSeen, DEVICE, FIRST, scanned, typeCodes } from "./enrolment.ts";

for (const key of ["\x03", "\x04"]) {
  worldTest(
    `an enrolment that is broken off by ${JSON.stringify(key)} leaves nothing, here or at AWS`,
    async (world) => {
      const before = readFileSync(join(world.home, ".aws/config"), "utf8");
      const { screen, terminal } = beginSeen(world);
      await terminal.waitFor(FIRST);
      terminal.press(key);
      expect(await terminal.exited).toBe(130);
      expect(terminal.screen).toContain("nothing is left at AWS of the device; `actas setup mfa ben` begins anew");
      await until("the key is off the screen", () => !/[▀▄█]/.test(screen.text));
      expect(readFileSync(join(world.home, ".aws/config"), "utf8")).toBe(before);
      expect((await world.calls("DeleteVirtualMFADevice")).map(({ outcome }) => outcome)).toEqual(["ok"]);
    },
  );
}

worldTest("^C while AWS makes the device waits for the answer, and leaves nothing", async (world) => {
  await world.faults({ latencyMs: 1_500 });
  const terminal = begin(world);
  await until("the user is known", async () => (await world.calls("GetCallerIdentity")).length > 0);
  await Bun.sleep(500);
  terminal.press("\x03");
  expect(await terminal.exited).toBe(130);
  expect(terminal.screen).toContain("nothing is left at AWS of the device");
  expect(terminal.raw).not.toMatch(/[▀▄█]/);
  const calls = (await world.calls()).map(({ action }) => action);
  expect(calls).toContain("CreateVirtualMFADevice");
  expect(calls.at(-1)).toBe("DeleteVirtualMFADevice");
});

worldTest("^C while AWS looks at the codes is too late: the device is in the profile", async (world) => {
  const terminal = begin(world);
  const seed = await scanned(terminal);
  await world.faults({ latencyMs: 1_500 });
  await typeCodes(terminal, seed);
  await Bun.sleep(500);
  terminal.press("\x03");
  expect(await terminal.exited).toBe(0);
  expect(readFileSync(join(world.home, ".aws/config"), "utf8")).toContain(`mfa_serial = ${DEVICE}\n`);
});

worldTest("of two ^C the second is not waited for", async (world) => {
  const terminal = begin(world);
  const seed = await scanned(terminal);
  await world.faults({ latencyMs: 20_000 });
  await typeCodes(terminal, seed);
  await Bun.sleep(500);
  terminal.press("\x03");
  await Bun.sleep(300);
  terminal.press("\x03");
  expect(await terminal.exited).toBe(130);
  await world.faults({});
});
