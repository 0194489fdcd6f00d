import { expect } from "bun:test";
import { TerminalScreen } from "../support/terminal-screen.ts";
import type { World } from "../support/world.ts";
import { worldTest } from "../support/world-test.ts";

const LABEL = "actas: the address of the credential server: ";
const LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789".repeat(3);

/** The question, and what is typed, on a screen of this many columns. */
async function begun(world: World, columns: number): Promise<{ screen: TerminalScreen; press(keys: string): void }> {
  const size = { columns, rows: 24 };
  const terminal = world.terminal(["setup", "server"], { size });
  const screen = new TerminalScreen(terminal, size);
  await showsLine(screen, LABEL.trim());
  return { screen, press: (keys) => terminal.press(keys) };
}

/** Waits until the rows of the screen, joined, are this line; blanks at the end of a row cannot be seen. */
async function showsLine(screen: TerminalScreen, line: string): Promise<void> {
  await screen.shows(new RegExp(`^${pattern(line)}$`));
}

async function endsWith(screen: TerminalScreen, line: string): Promise<void> {
  await screen.shows(new RegExp(`${pattern(line)}$`));
}

function pattern(line: string): string {
  return [...line.replaceAll(" ", "")].map((letter) => RegExp.escape(letter)).join("\\s*");
}

for (const columns of [30, 41, 80, 200]) {
  worldTest(
    `a line longer than ${columns} columns is edited where the caret is, and leaves nothing behind`,
    async (world) => {
      const { press, screen } = await begun(world, columns);
      press(LETTERS);
      await showsLine(screen, LABEL + LETTERS);
      press("\x01X");
      await showsLine(screen, `${LABEL}X${LETTERS}`);
      press("\x05日本\x1b[DY");
      await showsLine(screen, `${LABEL}X${LETTERS}日Y本`);
      press("\x01\x0b");
      await showsLine(screen, LABEL.trim());
      press("\x19\x01");
      await showsLine(screen, `${LABEL}X${LETTERS}日Y本`);
      press("\x03");
      await screen.afterwards();
      expect(screen.lines.join("").replaceAll(" ", "")).toContain(`X${LETTERS}日Y本`);
    },
  );
}

worldTest("the window may change while an answer is typed: it is what was typed", async (world) => {
  const { press, screen } = await begun(world, 80);
  press(LETTERS);
  await showsLine(screen, LABEL + LETTERS);
  let typed = LETTERS;
  for (const columns of [30, 120, 50]) {
    screen.resize({ columns, rows: 24 });
    press(`\x01${columns}\x05`);
    typed = columns + typed;
    // Whether a terminal wraps the line of the cursor anew is its own affair: the last copy is whole.
    await endsWith(screen, LABEL + typed);
  }
  press("\x15nowhere\r");
  await screen.shows(/it is not an address/);
  press("\x03");
});

worldTest("a terminal that cannot move its cursor gets no control sequence", async (world) => {
  const terminal = world.terminal(["setup", "server"], { env: { TERM: "dumb" } });
  await terminal.waitFor(/credential server: $/);
  terminal.press("abc");
  await terminal.waitFor(/abc$/);
  terminal.press("\x7fd");
  await terminal.waitFor(/\n.*: abd$/);
  terminal.press("\x03");
  await terminal.exited;
  expect(terminal.raw).not.toContain("\x1b");
});

worldTest("a character that is pasted and cannot be seen is shown by its number, and deleted as one", async (world) => {
  const { press, screen } = await begun(world, 80);
  press("\x1b[200~https://a\u202eb\u200b.example\x1b[201~");
  await showsLine(screen, `${LABEL}https://a<U+202E>b<U+200B>.example`);
  press("\x1b[D".repeat(".example".length));
  press("\x7f");
  await showsLine(screen, `${LABEL}https://a<U+202E>b.example`);
  press("\x7f\x7f");
  await showsLine(screen, `${LABEL}https://a.example`);
  press("\x03");
});
