import { expect } from "bun:test";
import { join } from "node:path";
import { PROGRAM } from "../support/program.ts";
import type { TerminalSession } from "../support/terminal-session.ts";
import type { World } from "../support/world.ts";
import { worldTest } from "../support/world-test.ts";
import { PROMPTS, type Prompt } from "./prompts.ts";

/** ^C ends, ^\ too, ^Z stops; ^D and Enter are an answer, and each has tests of its own. */
const MEANT = ["\x03", "\x1c", "\x1a", "\x04", "\r", "\n"];
/** These leave the list of targets. */
const LEAVE_LIST = ["\x07", "\x11", "\x1b"];

const BYTES = Array.from({ length: 0x100 }, (_, byte) => byte).filter((byte) => byte < 0x20 || byte >= 0x7f);

/** What terminals send for keys that people try, and by themselves. */
const SEQUENCES = [
  ...["\x1b[A", "\x1b[B", "\x1b[C", "\x1b[D", "\x1bOA", "\x1bOB", "\x1b[H", "\x1b[F", "\x1b[1~", "\x1b[4~", "\x1b[2~"],
  ...["\x1b[3~", "\x1b[5~", "\x1b[6~", "\x1b[Z", "\x1b[1;5C", "\x1b[1;5D", "\x1b[1;3C", "\x1b[1;2D", "\x1b[1;5H"],
  ...["\x1bb", "\x1bf", "\x1bd", "\x1bx", "\x1b\x7f", "\x1b<", "\x1bOP", "\x1b[15~", "\x1b[24~", "\x1b[I", "\x1b[O"],
  ...["\x1b[<0;3;4M", "\x1b[<0;3;4m", "\x1b[M !!", "\x1b[97;5u", "\x1b]11;rgb:0/0/0\x1b\\", "\x1b[200~\x1b[201~"],
  ...["\x1b[200~touch ran\ntouch ran\r\n\x1b[201~", "\x1b[200~\x1b[A\x1b[201~"],
];

const PASTES_MARKED = "\x1b[?2004h";
const PASTES_AS_KEYS = "\x1b[?2004l";

/** Runs the program, then shows its status, the modes of the terminal and what was typed and not read. */
const WATCHED = `
trap : INT QUIT
before=$(stty -g)
"$@"
echo "status $?"
test "$before" = "$(stty -g)" && echo "modes as before" || echo "other modes"
stty -icanon min 0 time 2
echo "left <$(head -c 1000 | tr -c ' -~' .)>"
stty "$before"
`;

/** The prompt on its terminal, where what follows the program is seen. */
async function shown(world: World, { args, cwd, env = {}, prepare, shows }: Prompt): Promise<TerminalSession> {
  prepare?.(world);
  const words = ["bash", "-c", WATCHED, "bash", PROGRAM, ...args(world)];
  const terminal = world.terminalProgram(words, { env, ...(cwd && { cwd }) });
  await terminal.waitFor(shows);
  return terminal;
}

async function endsBySignal(terminal: TerminalSession, world: World): Promise<void> {
  await terminal.waitFor(/status 130\nmodes as before\nleft <>/);
  expect(await terminal.exited).toBe(0);
  expect(terminal.raw.lastIndexOf(PASTES_MARKED)).toBeLessThan(terminal.raw.lastIndexOf(PASTES_AS_KEYS));
  expect(await Bun.file(join(world.home, "ran")).exists()).toBe(false);
}

for (const prompt of PROMPTS) {
  worldTest(`${prompt.name}: no byte and no sequence keeps ^C from ending it by its signal`, async (world) => {
    const terminal = await shown(world, prompt);
    const untouched = [...MEANT, ...(prompt.kind === "list" ? LEAVE_LIST : [])].map((key) => key.charCodeAt(0));
    const keys = BYTES.filter((byte) => !untouched.includes(byte)).map((byte) => Buffer.of(byte));
    for (const key of [...keys, ...SEQUENCES.map((sequence) => Buffer.from(sequence))]) {
      terminal.pressBytes(Buffer.concat([Buffer.from("a"), key]));
      // An Esc that stands alone is a key; what follows at once would belong to it.
      if (key.includes(0x1b)) await Bun.sleep(40);
      terminal.press("\x05\x15");
    }
    // All were read when what follows them is seen.
    terminal.press("zzz");
    if (prompt.kind !== "unseen") await terminal.waitFor(/zzz/);
    terminal.press("\x03");
    await endsBySignal(terminal, world);
  });

  worldTest(`${prompt.name}: a character in two pieces is one`, async (world) => {
    const terminal = await shown(world, prompt);
    const [first = 0, second = 0] = Buffer.from("é");
    terminal.pressBytes(Buffer.of(first));
    await Bun.sleep(30);
    terminal.pressBytes(Buffer.of(second));
    if (prompt.kind !== "unseen") await terminal.waitFor(/é/);
    terminal.press("\x03");
    await endsBySignal(terminal, world);
  });

  if (prompt.kind === "unseen") continue;
  worldTest(`${prompt.name}: ^D in an empty line is no answer, in another it deletes`, async (world) => {
    const terminal = await shown(world, prompt);
    terminal.press("xyz\x01\x04");
    await terminal.waitFor(/yz/);
    terminal.press("\x05\x15\x04");
    await terminal.waitFor(new RegExp(`status ${prompt.closed}\nmodes as before\nleft <>`));
  });

  worldTest(`${prompt.name}: ^Z gives the shell back, and fg brings the question again`, async (world) => {
    const { args, cwd, env = {}, prepare, shows } = prompt;
    prepare?.(world);
    const shell = world.terminalProgram(["bash", "--norc", "--noediting", "-i"], {
      env: { ...env, PS1: "shell> " },
      ...(cwd && { cwd }),
    });
    await shell.waitFor(/shell> $/);
    shell.type(["actas", ...args(world)].join(" "));
    await shell.waitFor(shows);
    shell.press("\x1a");
    await shell.waitFor(/Stopped[\s\S]*shell> $/);
    shell.type("fg");
    await shell.waitFor(shows);
    shell.press("\x03");
    await shell.waitFor(/shell> $/);
    shell.type("echo status $?");
    await shell.waitFor(/status 130/);
    shell.type("exit");
    await shell.exited;
  });
}
