import { expect } from "bun:test";
import type { TerminalScreen } from "../support/terminal-screen.ts";
import type { TerminalSession } from "../support/terminal-session.ts";
import { worldTest } from "../support/world-test.ts";
import { beginSeen, ENV, FIRST, SIZE, scanned, typeCodes } from "./enrolment.ts";

const SPELT = /the key to type into the app: ([A-Z2-7 ]+)/;

interface Meanwhile {
  readonly what: string;
  readonly happens: (terminal: TerminalSession, screen: TerminalScreen) => Promise<unknown>;
}

/** What moves the key of a new device on the screen, or off its top. */
const MEANWHILE: readonly Meanwhile[] = [
  { what: "the window has become narrow", happens: async (_, screen) => screen.resize({ columns: 40, rows: 24 }) },
  { what: "the window has become low", happens: async (_, screen) => screen.resize({ columns: 160, rows: 8 }) },
  { what: "the command was stopped and continued", happens: async (terminal) => terminal.kill("SIGCONT") },
  {
    what: "answers have taken several rows each",
    happens: async (terminal) => {
      for (let times = 0; times < 3; times++) {
        terminal.type("x".repeat(500));
        await terminal.waitFor(/x{9}\s+actas: a code is six digits\n[^\n]*: $/);
      }
    },
  },
];

for (const { happens, what } of MEANWHILE) {
  worldTest(`the key of a new MFA device is off the screen after the first code, also when ${what}`, async (world) => {
    const { screen, terminal } = beginSeen(world);
    const seed = await scanned(terminal);
    terminal.type("key");
    const [, spelt = ""] = await terminal.waitFor(SPELT);
    await terminal.waitFor(FIRST);
    await happens(terminal, screen);
    await Bun.sleep(50);
    await typeCodes(terminal, seed);
    expect(await terminal.exited).toBe(0);
    const seen = await screen.afterwards();
    expect(seen).not.toMatch(/[▀▄█]/);
    for (const group of spelt.trim().split(" ")) expect(seen).not.toContain(` ${group} `);
    expect(seen).toContain("ben has the MFA device");
  });
}

worldTest("a terminal that cannot erase says that the key of a new MFA device is still there", async (world) => {
  const terminal = world.terminal(["setup", "mfa", "ben"], { env: { ...ENV, TERM: "dumb" }, size: SIZE });
  const [, spelt = ""] = await terminal.waitFor(SPELT);
  await terminal.waitFor(/actas: the code that it shows: $/);
  await typeCodes(terminal, spelt.replaceAll(" ", "").trim());
  expect(await terminal.exited).toBe(0);
  expect(terminal.screen).toContain("actas: note: the key is still on the screen");
});
