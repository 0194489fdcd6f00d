import { expect } from "bun:test";
import { shownPage } from "../support/sign-in.ts";
import { worldTest } from "../support/world-test.ts";

worldTest("a browser that is not there, or fails, is named, and the address is there to be opened", async (world) => {
  for (const [browser, said] of [
    ["no-such-browser --private-window", "no-such-browser, which BROWSER names, cannot be found or run"],
    ["false", "false ended with status 1"],
  ] as const) {
    const terminal = world.terminal(["login", "--again", "corp"], { env: { BROWSER: browser } });
    await world.visit(await shownPage(terminal));
    expect(await terminal.exited).toBe(0);
    expect(terminal.screen).toContain(`actas: could not open a browser: ${said}\n`);
    expect(terminal.screen).toMatch(/^actas: to sign in to "corp", open\n {2}http/m);
    expect(terminal.screen).not.toContain("opened your browser");
  }
});

worldTest("a list whose second browser works has opened it", async (world) => {
  const terminal = world.terminal(["login", "corp"], { env: { BROWSER: "no-such-browser:true --new-window %s" } });
  await world.visit(await shownPage(terminal));
  expect(await terminal.exited).toBe(0);
  expect(terminal.screen).toContain('actas: opened your browser to sign in to "corp"');
  expect(terminal.screen).not.toContain("could not open");
});

worldTest(
  "stopped by Ctrl-Z and continued, it says again where to sign in, also with the browser open",
  async (world) => {
    const environment = { BROWSER: "true", HISTFILE: "/dev/null", PS1: "ready$ " };
    const shell = world.terminalProgram(["bash", "--norc", "--noprofile", "-i"], { env: environment });
    await shell.waitFor(/ready\$ /);
    shell.type("actas login corp");
    await shell.waitFor(/opened your browser[\s\S]*Ctrl-C stops it/);
    shell.press("\x1a");
    await shell.waitFor(/Stopped[\s\S]*ready\$ /);
    shell.type("fg");
    await world.visit(await shownPage(shell));
    await shell.waitFor(/signed in to "corp"/);
    shell.type("exit");
    expect(await shell.exited).toBe(0);
  },
);
