import { expect } from "bun:test";
import { testWith } from "../support/needs.ts";
import { type World, withSandbox } from "../support/world.ts";

testWith({ tools: ["root"] }, "with a full runtime directory a command says so, and nothing half-done stays", () =>
  withSandbox(async (world) => {
    const full = "mount -t tmpfs -o size=16k,mode=700 tmpfs run; dd if=/dev/zero of=run/fill bs=64k 2>/dev/null";
    const { stdout, stderr } = await inOwnMounts(world, `${full}; actas exec readonly -- true; echo status $?`);
    expect(stdout).toContain("status 125");
    expect(stderr).toMatch(/^actas: error: cannot .*(no space|full)/m);
    expect(stderr).not.toContain("bug");
  }),
);

testWith({ tools: ["root"] }, "with a HOME that cannot be written, everything works", () =>
  withSandbox(async (world) => {
    const readOnly = 'mount --bind "$HOME" "$HOME"; mount -o remount,bind,ro "$HOME"; cd "$HOME"';
    const runtime = "mount -t tmpfs -o mode=700 tmpfs run";
    const { stdout, stderr } = await inOwnMounts(world, `${readOnly}; ${runtime}; actas exec readonly -- echo ran`);
    expect(stdout, stderr).toContain("ran");
    expect(stderr).not.toContain("actas: error");
  }),
);

/** Runs shell commands that mount, where nobody else sees it, and stops the agent they have started. */
function inOwnMounts(world: World, commands: string): ReturnType<World["runProgram"]> {
  return world.runProgram(["unshare", "--mount", "sh", "-c", `${commands}; actas agent stop >/dev/null 2>&1`]);
}
