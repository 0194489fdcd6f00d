import { expect } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { published } from "../json/schemas.ts";
import { PROGRAM } from "../support/program.ts";
import { findSecrets, readFiles, readProcesses } from "../support/scan-secrets.ts";
import { until } from "../support/until.ts";
import type { World } from "../support/world.ts";
import { worldTest } from "../support/world-test.ts";
import { begin, beginSeen, code, DEVICE, ENV, FIRST, NEXT, SIZE, scanned, typeCodes } from "./enrolment.ts";

async function placesWith(secret: string, world: World): Promise<readonly string[]> {
  const files = await readFiles(world.home, /^$/);
  const found = findSecrets([...files, ...(await readProcesses(world.home, PROGRAM))], [secret]);
  return found.filter((one) => !one.includes("sandbox-secret"));
}

worldTest("a user without a device scans a code, types two, and has one that every command asks for", async (world) => {
  const { screen, terminal } = beginSeen(world);
  const seed = await scanned(terminal);
  expect(seed).toMatch(/^[A-Z2-7]{64}$/);
  expect(await placesWith(seed, world)).toEqual([]);
  await typeCodes(terminal, seed);
  expect(await terminal.exited).toBe(0);
  expect(terminal.screen).toContain(`ben has the MFA device ${DEVICE}\n`);
  await until("the key is off the screen", () => !/[▀▄█]/.test(screen.text));
  expect(readFileSync(join(world.home, ".aws/config"), "utf8")).toContain(`mfa_serial = ${DEVICE}\n`);
  expect(await placesWith(seed, world)).toEqual([]);
  expect((await world.run(["whoami", "ben", "--otp", code(seed, 1), "--non-interactive"])).stderr).toContain("code");
  expect((await world.calls("EnableMFADevice")).map(({ outcome }) => outcome)).toEqual(["ok"]);
});

worldTest("the key can be typed instead, and is taken off the screen as well", async (world) => {
  const { screen, terminal } = beginSeen(world, "--name", "ben-2", "--json");
  const seed = await scanned(terminal);
  terminal.type("key");
  const [, spelt = ""] = await terminal.waitFor(/the key to type into the app: ([A-Z2-7 ]+)/);
  expect(spelt.replaceAll(" ", "")).toStartWith(seed.slice(0, 30));
  await terminal.waitFor(FIRST);
  await typeCodes(terminal, seed);
  expect(await terminal.exited).toBe(0);
  expect(screen.text).not.toContain(spelt.slice(0, 14));
  await until("the key is off the screen", () => !/[▀▄█]/.test(screen.text));
  const printed = JSON.parse(/\{[\s\S]*\}/.exec(terminal.screen)?.[0] ?? "");
  expect(published("setup mfa").safeParse(printed).success).toBeTrue();
});

worldTest(
  "the key is on the terminal also where all that is printed goes into files, and in none of them",
  async (world) => {
    const command = `${PROGRAM} setup mfa ben >out 2>err`;
    const terminal = world.terminalProgram(["/bin/sh", "-c", command], { env: ENV, size: SIZE });
    const seed = await scanned(terminal);
    await typeCodes(terminal, seed);
    expect(await terminal.exited).toBe(0);
    expect(await placesWith(seed, world)).toEqual([]);
    expect(readFileSync(join(world.home, "out"), "utf8") + readFileSync(join(world.home, "err"), "utf8")).not.toMatch(
      /[▀▄█]/,
    );
  },
);

worldTest("codes that AWS does not take are asked for again, and after three pairs nothing is left", async (world) => {
  const terminal = begin(world);
  const seed = await scanned(terminal);
  terminal.type("12345");
  await terminal.waitFor(/a code is six digits\nactas: the code that it shows \(.*\): $/);
  terminal.type(code(seed, -20).replace(/^.../, "$& "));
  await terminal.waitFor(NEXT);
  terminal.type(code(seed, -20));
  await terminal.waitFor(/wait until it shows another code: $/);
  terminal.type(code(seed, -19));
  for (const _ of [2, 3]) {
    await terminal.waitFor(/did not take them[\s\S]*actas: the code that it shows: $/);
    await typeCodes(terminal, seed, -20);
  }
  expect(await terminal.exited).toBe(5);
  expect(terminal.screen).toContain("AWS took no pair of codes");
  expect(terminal.screen).toContain("nothing is left at AWS of the device");
  expect((await world.calls("DeleteVirtualMFADevice")).map(({ outcome }) => outcome)).toEqual(["ok"]);
});

worldTest(
  "after a kill the device that is left is deleted when the user agrees; one in use never is",
  async (world) => {
    const killed = begin(world);
    await killed.waitFor(FIRST);
    killed.kill("SIGKILL");
    await killed.exited;
    const refused = begin(world);
    await refused.waitFor(/there is a device "ben"[\s\S]*delete it, if no user has it\? \[y\/N\] $/);
    refused.type("n");
    expect(await refused.exited).toBe(2);
    const again = begin(world);
    await again.waitFor(/delete it, if no user has it\? \[y\/N\] $/);
    again.type("y");
    await typeCodes(again, await scanned(again));
    expect(await again.exited).toBe(0);
    const inUse = begin(world);
    await inUse.waitFor(/delete it, if no user has it\? \[y\/N\] $/);
    inUse.type("y");
    expect(await inUse.exited).toBe(2);
    expect(inUse.screen).toContain('cannot make MFA device "ben": a user has it');
    expect(inUse.screen).toContain("`actas setup mfa --name=ben-2 ben` gives it another name");
  },
);

worldTest("a device whose clock is off is synchronised by two of its codes", async (world) => {
  const seed = world.sandbox.accounts.users.find(({ name }) => name === "ana")?.mfaDevice?.secret ?? "";
  const terminal = world.terminal(["setup", "mfa", "staging", "--resync"], { env: ENV, size: SIZE });
  await terminal.waitFor(/the code that arn:aws:iam::111122223333:mfa\/ana shows: $/);
  await typeCodes(terminal, seed, 30);
  expect(await terminal.exited).toBe(0);
  expect(terminal.screen).toContain("its next code is good");
  const wrong = world.terminal(["setup", "mfa", "ana", "--resync"], { env: ENV, size: SIZE });
  await wrong.waitFor(/shows: $/);
  wrong.type("0000");
  await wrong.waitFor(/actas: a code is six digits\nactas: the code that .* shows: $/);
  wrong.type("000000");
  await wrong.waitFor(NEXT);
  wrong.type("111111");
  expect(await wrong.exited).not.toBe(0);
  expect(wrong.screen).toContain("AWS did not take these two codes");
});

worldTest("what cannot be begun says why, and makes no device", async (world) => {
  expect((await world.run(["setup", "mfa", "ben"])).stderr).toContain(
    "its codes have to be typed, and there is no terminal",
  );
  const fails = async (...words: readonly string[]) => {
    const terminal = world.terminal(["setup", "mfa", ...words], { env: ENV, size: SIZE });
    expect(await terminal.exited).not.toBe(0);
    return terminal.screen;
  };
  expect(await fails("sso-dev")).toContain("does not start with the keys of an IAM user");
  expect(await fails("ben", "--name", "a b")).toContain("a device's name has letters");
  expect(await fails("bne")).toContain('did you mean "ben"');
  expect(await fails("ben", "--resync")).toContain('profile "ben" names none');
  const keyless = world.terminal(["setup", "mfa", "ben", "--yubikey"], { env: { ...ENV, PATH: "" }, size: SIZE });
  expect(await keyless.exited).not.toBe(0);
  expect(keyless.screen).toMatch(
    /`ykman` is not on PATH\s+actas: hint: on Debian `sudo apt-get install yubikey-manager`/,
  );
  expect(await world.calls("CreateVirtualMFADevice")).toEqual([]);
});
