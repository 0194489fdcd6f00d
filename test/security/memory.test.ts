import { expect } from "bun:test";
import { chmod, copyFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { pathOf, testWith } from "../support/needs.ts";
import { AS_OTHER_USER } from "../support/other-user.ts";
import { PROGRAM } from "../support/program.ts";
import { processesOf } from "../support/scan-secrets.ts";
import { type World, withSandbox } from "../support/world.ts";

testWith({ tools: ["root", "setpriv", "gcore"] }, "a program of the same user cannot read the agent's memory", () =>
  withSandbox(async (world) => {
    const actas = await moveToOtherUser(world);
    const run = (...words: readonly string[]) => world.runProgram([...AS_OTHER_USER, ...words]);
    expect(await run(actas, "process", "readonly")).toMatchObject({ status: 0 });
    const agent = (await processesOf(world.home)).find(({ commandLine }) => commandLine.startsWith(actas));

    const dump = await run(pathOf("gcore") ?? "", "-o", join(world.home, "tmp/core"), String(agent?.pid));
    expect(dump.status).not.toBe(0);
    expect(dump.stdout + dump.stderr).toMatch(/not permitted|Permission denied/);
    const environment = await run("cat", `/proc/${agent?.pid}/environ`);
    expect(environment.stderr).toContain("Permission denied");
    // What is refused for the agent works for any other process of this user.
    expect(await run("cat", "/proc/self/environ")).toMatchObject({ status: 0 });

    await run(actas, "agent", "stop");
    // It has the sandbox's own secrets in it, which the search for secrets would find.
    await rm(actas);
  }),
);

/** Gives the HOME, and a copy of actas, to the user who is nobody; gives the path of the copy. */
async function moveToOtherUser(world: World): Promise<string> {
  const actas = join(world.home, "actas");
  await copyFile(PROGRAM, actas);
  await chmod(actas, 0o755);
  await world.runProgram(["chown", "-R", "65534:65534", world.home]);
  return actas;
}
