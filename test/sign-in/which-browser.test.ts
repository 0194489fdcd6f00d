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
