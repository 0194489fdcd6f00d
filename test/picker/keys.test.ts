import { expect, test } from "bun:test";
import { join } from "node:path";
import { onScreen } from "../support/picker-screen.ts";
import { TerminalScreen } from "../support/terminal-screen.ts";
import { until } from "../support/until.ts";
import { withSandbox } from "../support/world.ts";

const UP = "\x1b[A";
const DOWN = "\x1b[B";
const RIGHT = "\x1b[C";
const LEFT = "\x1b[D";

/** What every terminal sends for keys that people try, and for some unlikely ones. */
const SEQUENCES = [
  ...[UP, DOWN, RIGHT, LEFT, "\x1bOA", "\x1bOB", "\x1b[H", "\x1b[F", "\x1b[1~", "\x1b[4~", "\x1b[2~", "\x1b[3~"],
  ...["\x1b[5~", "\x1b[6~", "\x1b[Z", "\x1b[1;5C", "\x1b[1;5D", "\x1b[1;3C", "\x1b[1;2D", "\x1b[1;5H", "\x1b[1;5F"],
  ...["\x1bb", "\x1bf", "\x1bd", "\x1b\x7f", "\x1b\x08", "\x1bv", "\x1b<", "\x1b>", "\x1bOP", "\x1b[15~", "\x1b[24~"],
  ...["\x1b[I", "\x1b[O", "\x1b[<0;3;4M", "\x1b[97;5u", "\x1b[27;5;9~", "\x1b]11;rgb:0/0/0\x1b\\", "\x1b[200~", "\xff"],
];
/** They leave the list by themselves: Enter, and the ways to say no. */
const LEAVE = ["\r", "\x03", "\x07", "\x11", "\x1b"];
/** It stops the program, as in a shell. */
const CTRL_Z = "\x1a";

test("no byte below 0x20 and no sequence keeps ^C from ending it, with the terminal as it was", () =>
  withSandbox(async (world) => {
    const bytes = Array.from({ length: 0x20 }, (_, byte) => String.fromCharCode(byte));
    const keys = [...bytes, "\x7f", ...SEQUENCES].filter((key) => ![...LEAVE, CTRL_Z].includes(key));
    const { screen, terminal } = await onScreen(world);
    for (const key of keys) {
      terminal.press(`a${key}\x05\x15`);
      // Every key was read when the next letter is on the screen; none of them is taken for the beginning of another.
      await Bun.sleep(30);
      if (key === "\x1b[200~") terminal.press("\x1b[201~");
    }
    terminal.press("\x05\x15zzz");
    await screen.shows(/act as: .*zzz\n/);
    terminal.press("\x03");
    expect(await terminal.exited).toBe(130);
    expect(await screen.afterwards()).toBe("");
    expect([terminal.modes, screen.marksPastes]).toEqual([{ echo: true, lines: true }, false]);
  }));

test.each([
  ["^C", "\x03"],
  ["^G", "\x07"],
  ["^Q", "\x11"],
  ["Esc", "\x1b"],
  ["Esc twice", "\x1b\x1b"],
  ["^D on an empty line", "\x04"],
  ["^C within a paste that does not end", "\x1b[200~a\x03"],
])("%s leaves without a word, and runs nothing", (_, keys) =>
  withSandbox(async (world) => {
    const { screen, terminal } = await onScreen(world, { args: ["exec", "--pick", "--", "touch", "ran"] });
    terminal.press(keys);
    expect(await terminal.exited).toBe(130);
    expect(terminal.modes).toEqual({ echo: true, lines: true });
    expect(await screen.afterwards()).toBe("");
    expect(await Bun.file(join(world.home, "ran")).exists()).toBe(false);
  }),
);

const EDITS: readonly (readonly [string, string, string])[] = [
  ["letters go where the caret is", `rea${LEFT}x`, "rexa"],
  ["Backspace", "ab\x7fc", "ac"],
  ["^H", "ab\x08c", "ac"],
  ["Delete", `ab${LEFT}\x1b[3~c`, "ac"],
  ["^D deletes where there is something", "ab\x01\x04c", "cb"],
  ["^A and ^E", "b\x01a\x05c", "abc"],
  ["Home and End", "b\x1b[Ha\x1b[Fc", "abc"],
  ["^B and ^F", "ab\x02\x02\x06x", "axb"],
  ["^U", "ab cd\x15x", "x"],
  ["^W takes a word up to the blank", "ab cd-ef\x17x", "ab x"],
  ["Alt-Backspace takes the last part", "ab cd-ef\x1b\x7fx", "ab cd-x"],
  ["Alt-D", "ab cd\x01\x1bdx", "x cd"],
  ["Alt-B and Alt-F", "ab cd\x1bb\x1bbx\x1bfy", "xaby cd"],
  ["Ctrl-arrows", "ab cd\x1b[1;5Dx\x1b[1;5Cy", "ab xcdy"],
  ["^Y puts back", "ab cd\x17\x19\x19", "ab cdcd"],
  ["a paste is text", "\x1b[200~one\r\ntwo\x1b[A\n\x1b[201~x", "one twox"],
  ["Chinese and emoji", `日本😀${LEFT}${LEFT}x`, "日x本😀"],
  ["what combines goes with its letter", `e\u0301a${LEFT}\x7fb`, "ba"],
];

test("the line is edited with the keys of readline, and the caret stands where the next letter goes", () =>
  withSandbox(async (world) => {
    const { screen, terminal } = await onScreen(world);
    for (const [what, keys, text] of EDITS) {
      terminal.press(keys);
      await screen.shows(new RegExp(`act as: ${RegExp.escape(text)}\n`)).catch((error: unknown) => {
        throw new Error(`${what}: ${error}`);
      });
      terminal.press("\x05\x15");
      await screen.shows(/act as:\n/);
    }
    terminal.press(`日本${LEFT}`);
    await until("the caret is on the second", () => screen.inverseIn(0)[0] === "actas: act as: ".length + 2);
    terminal.press("\x03");
    await terminal.exited;
  }));

test("the selected row moves with the keys of fzf, and stops at both ends", () =>
  withSandbox(async (world) => {
    const { screen, terminal } = await onScreen(world);
    const [first, second, third] = ["ana", "ben", "keys-no-mfa"];
    const moves: readonly (readonly [string, string | undefined])[] = [
      [UP, first],
      [DOWN, second],
      ["\x0e", third],
      ["\x10", second],
      ["\x0b", first],
      ["\x0a", second],
      ["\t", third],
      ["\x1b[Z", second],
      ["\x1b[H", first],
    ];
    for (const [key, row] of moves) {
      terminal.press(key);
      await screen.shows(new RegExp(`^> ${row} `, "m"));
    }
    terminal.press("\x1b[6~");
    await screen.shows(/^> (?!ana |ben )/m);
    terminal.press("\x1b[5~");
    await screen.shows(/^> ana /m);
    terminal.press("\x1b[F");
    await screen.shows(/^> \S+ +sign in to see its roles …$/m);
    terminal.press(`${DOWN}\x1b[1;5H`);
    await screen.shows(/^> ana /m);
    terminal.press("\x03");
    await terminal.exited;
  }));

test("^Z gives the shell back, and the list comes again", () =>
  withSandbox(async (world) => {
    const size = { columns: 80, rows: 24 };
    const terminal = world.terminalProgram(["bash", "--norc", "-i"], { size, env: { PS1: "shell> " } });
    const screen = new TerminalScreen(terminal, size);
    terminal.type("actas whoami --pick");
    await screen.shows(/> ana /);
    terminal.press("dev1");
    await screen.shows(/act as: dev1\n/);
    terminal.press(CTRL_Z);
    await screen.shows(/Stopped.*\nshell>$/);
    expect(screen.text).not.toContain("act as");
    terminal.type("fg");
    await screen.shows(/act as: dev1\n[\s\S]*> dev1 /);
    terminal.press("\x03");
    await screen.shows(/shell>$/);
    terminal.type("exit");
    await terminal.exited;
  }));
