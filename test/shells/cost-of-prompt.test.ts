import { expect } from "bun:test";
import { readFileSync } from "node:fs";
import { needs } from "../support/needs.ts";
import { worldTestUnless } from "../support/world-test.ts";
import { NuAtTerminal, READY as SHOWN } from "./nu-at-terminal.ts";
import { OTHER_SHELLS } from "./other-shells.ts";
import { READY, ShellAtTerminal } from "./shell-at-terminal.ts";
import { SHELLS } from "./shells.ts";

const PROMPTS = 5;

/** What the children of a process that have ended have used of its pages: more with each that it starts. */
function usedByChildren(pid: number): string {
  return readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ")[8] ?? "";
}

for (const row of [...SHELLS, ...OTHER_SHELLS]) {
  worldTestUnless(needs(row.tool), `${row.name} starts nothing before a prompt`, async (world) => {
    const shell = new ShellAtTerminal(world, row);
    await shell.ready();
    await shell.types(row.init, READY("-"));
    for (const target of ["-", "ben", "readonly"]) {
      await shell.types(`as ${target}`, READY(target));
      await shell.types("", READY(target));
      const before = usedByChildren(shell.session.pid);
      for (let count = 0; count < PROMPTS; count++) await shell.types("", READY(target));
      expect(usedByChildren(shell.session.pid)).toBe(before);
    }
    const before = usedByChildren(shell.session.pid);
    await shell.types("/bin/true", READY("readonly"));
    expect(usedByChildren(shell.session.pid)).not.toBe(before);
  });
}

worldTestUnless(needs("nu"), "nu starts nothing before a prompt", async (world) => {
  const shell = await NuAtTerminal.start(world);
  await shell.types("source init.nu", /\(-\) /, SHOWN);
  await shell.types("as readonly", /acting as readonly/, /\(readonly\) /, SHOWN);
  await shell.types("print again", /\(readonly\) /, SHOWN);
  const before = usedByChildren(shell.session.pid);
  for (let count = 0; count < PROMPTS; count++) await shell.types("print again", /\(readonly\) /, SHOWN);
  expect(usedByChildren(shell.session.pid)).toBe(before);
});
