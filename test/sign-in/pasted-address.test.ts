import { expect } from "bun:test";
import { LENT, shownPage } from "../support/sign-in.ts";
import type { TerminalSession } from "../support/terminal-session.ts";
import type { World } from "../support/world.ts";
import { worldTest } from "../support/world-test.ts";

const SSH = { env: { USER: "ana", SSH_CONNECTION: "192.0.2.1 50022 192.0.2.2 2222" } };

/** Where a browser on another machine ends, which cannot open it. */
async function endOf(world: World, terminal: TerminalSession): Promise<string> {
  const [page] = await terminal.waitFor(/http\S+(authorize|oauth\/auth)\?\S+/);
  const { url } = await world.visit(page, { until: "redirect" });
  world.knows(new URL(url).searchParams.get("code") ?? "");
  return url;
}

function paste(terminal: TerminalSession, text: string): void {
  terminal.press(`\u001b[200~${text}\u001b[201~`);
}

for (const source of ["corp", "contoso"]) {
  worldTest(`the address on which another machine's browser ends can be pasted: ${source}`, async (world) => {
    const terminal = world.terminal(["login", source], SSH);
    const url = await endOf(world, terminal);
    await terminal.waitFor(/Ctrl-C stops it/);
    paste(terminal, `${url.slice(0, 50)}\r\n${url.slice(50)}`);
    expect(await terminal.exited).toBe(0);
    expect(terminal.screen).toContain(`signed in to "${source}"`);
    expect(terminal.screen).toContain("ssh -L");
    expect(terminal.screen).toContain(" -p 2222 ana@192.0.2.2\n");
    expect(terminal.modes).toEqual({ echo: true, lines: true });
  });
}

worldTest("an address of anything else is refused with the reason, and the next one counts", async (world) => {
  const other = world.terminal(["login", "contoso"], SSH);
  const ofOther = await endOf(world, other);
  const terminal = world.terminal(["login", "corp"], SSH);
  const short = await shownPage(terminal);
  const url = await endOf(world, terminal);
  const changed = (name: string, value: string): string => {
    const wrong = new URL(url);
    wrong.searchParams.set(name, value);
    return wrong.href;
  };
  for (const [wrong, reason] of [
    ["hello", "it is not an address"],
    [ofOther, `it does not begin with http://127.0.0.1:${new URL(url).port}/`],
    [short, "it is not the one on which the sign-in ends"],
    [changed("state", new URL(ofOther).searchParams.get("state") ?? ""), "it does not belong to this sign-in"],
    [changed("code", ""), "it has no authorization code"],
    [`${url}&code=2`, "it says the same thing twice"],
  ] as const) {
    terminal.type(wrong);
    const [said] = await terminal.waitFor(/cannot use the address that was pasted: .*\n/);
    expect(said).toBe(`cannot use the address that was pasted: ${reason}; still waiting\n`);
  }
  terminal.type(url);
  expect(await terminal.exited).toBe(0);
  other.press("\x03");
  expect(await other.exited).toBe(130);
  expect(terminal.screen.match(/to sign in to/g)).toHaveLength(1);
});

worldTest(
  "it can be pasted into a command that needs the sign-in, which goes on, and into a second one",
  async (world) => {
    const first = world.terminal(["exec", LENT, "--", "echo", "went on"], SSH);
    await shownPage(first);
    const next = world.terminal(["exec", "--no-agent", "--mode", "env", LENT, "--", "echo", "alone"], SSH);
    for (const terminal of [first, next]) {
      paste(terminal, await endOf(world, terminal));
      expect(await terminal.exited).toBe(0);
    }
    expect(first.screen).toContain("went on\n");
    expect(next.screen).toContain("alone\n");
  },
);

worldTest("keys are not shown while it waits, do nothing, and Ctrl-C ends it", async (world) => {
  const shown = await plainTerminal(world);
  for (let byte = 0; byte < 0x20; byte++) {
    if (![0x03, 0x1a, 0x1c].includes(byte)) shown.press(`${String.fromCharCode(byte)}x`);
  }
  for (const keys of ["\u001b[A", "\u001bOP", "\u001b[200~half a paste", "\u001b"]) shown.press(keys);
  await Bun.sleep(100);
  expect(shown.modes).toEqual({ echo: false, lines: false });
  shown.press("\x03");
  expect(await shown.exited).toBe(130);
  expect(shown.modes).toEqual({ echo: true, lines: true });
  expect(shown.screen).not.toMatch(/x\n|half/);
  expect(shown.raw).toContain("\u001b[?2004h");
  expect(shown.raw.lastIndexOf("\u001b[?2004l")).toBeGreaterThan(shown.raw.lastIndexOf("\u001b[?2004h"));
});

for (const signal of ["SIGTERM", "SIGHUP"] as const) {
  worldTest(`${signal} while it waits leaves the terminal as it was`, async (world) => {
    const shown = await plainTerminal(world);
    shown.kill(signal);
    expect(await shown.exited).toBe(signal === "SIGTERM" ? 143 : 129);
    expect(shown.modes).toEqual({ echo: true, lines: true });
  });
}

worldTest(
  "stopped by Ctrl-Z and continued, it says again what to do, waits on and takes the address",
  async (world) => {
    const shell = world.terminalProgram(["bash", "--norc", "--noprofile", "-i"], {
      env: { ...SSH.env, PS1: "ready$ ", HISTFILE: "/dev/null" },
    });
    await shell.waitFor(/ready\$ /);
    shell.type("actas login corp");
    const url = await endOf(world, shell);
    await shell.waitFor(/Ctrl-C stops it/);
    shell.press("\x1a");
    await shell.waitFor(/Stopped/);
    await shell.waitFor(/ready\$ /);
    shell.type("clear; fg");
    await shell.waitFor(/to sign in to "corp", open\n[\s\S]*Ctrl-C stops it/);
    paste(shell, url);
    await shell.waitFor(/signed in to "corp"/);
    shell.type("exit");
    expect(await shell.exited).toBe(0);
  },
);

async function plainTerminal(world: World): Promise<TerminalSession> {
  const terminal = world.terminal(["login", "corp"], SSH);
  await terminal.waitFor(/Ctrl-C stops it/);
  await Bun.sleep(100);
  return terminal;
}
