import { type IBufferCell, Terminal } from "@xterm/headless";
import type { TerminalSession } from "../support/terminal-session.ts";
import { World } from "../support/world.ts";
import { surroundings, writePrograms } from "./surroundings.ts";
import { type StyledText, svgOf } from "./svg.ts";
import { type Answer, MARKS, TypedShell } from "./typed-shell.ts";

const SIZE = { columns: 80, rows: 20 };

/** What differs from one session to the next, as the picture shows it; as long as it is, so that nothing moves. */
const SAMPLES: readonly (readonly [RegExp, string])[] = [
  [/\d+ s left: \d{6}/, "18 s left: 647177"],
  [/shows \d{6}/, "shows 647177"],
  [/127\.0\.0\.1:\d+\/auth\/[\w-]{22}/, "127.0.0.1:39929/auth/Xo6OK4BZH0FFpmBU4XxJ2w"],
  [/(?:\d{4}-\d\d-\d\d )?\d\d:\d\d, in (?:1 h 0|59|60) min/, "17:05, in 1 h 0 min"],
];

/** Draws a terminal in the sandbox, after a session that is typed into it now. */
export async function drawPicture(): Promise<string> {
  const world = new World();
  try {
    writePrograms(world.home);
    const env = { ...MARKS, ...surroundings() };
    const session = world.terminalProgram(["bash", "--norc", "-i"], { env, size: SIZE });
    await play(world, session);
    return svgOf(await linesOf(session), SIZE.columns);
  } finally {
    await world.end();
  }
}

async function play(world: World, session: TerminalSession): Promise<void> {
  const shell = new TypedShell(session);
  const code: Answer = { when: / s left: $/, answer: async () => session.type(await world.code()) };
  await shell.ready();
  await session.waitFor(/\$ $/);
  await shell.type("actas exec staging -- aws sts get-caller-identity --query Arn --output text", [code]);
  await session.waitFor(/\$ $/);
  await shell.type("actas login corp", []);
  await session.waitFor(/\$ $/);
  await shell.type("actas exec corp:data/read -- aws s3 ls", []);
  await session.waitFor(/\$ $/);
  session.type("actas exec --pick -- terraform plan");
  await session.waitFor(/^ {2}\d+ of [1-9]\d* · /m, 60_000);
  session.press("data");
  await session.waitFor(/act as: data/);
  await session.waitFor(/ {2}3 of \d+ · /);
}

async function linesOf(session: TerminalSession): Promise<StyledText[][]> {
  const terminal = new Terminal({ cols: SIZE.columns, rows: SIZE.rows, allowProposedApi: true });
  await new Promise<void>((drawn) => terminal.write(session.raw, drawn));
  const { active } = terminal.buffer;
  const lines = Array.from({ length: active.baseY + SIZE.rows }, (_, y) => {
    const cells = Array.from({ length: SIZE.columns }, (_, x) => active.getLine(y)?.getCell(x));
    return runsOf(cells.filter((cell) => cell !== undefined));
  });
  return lines.slice(0, lines.findLastIndex((runs) => runs.some(({ text }) => text.trim() !== "")) + 1);
}

/** The cells of a line, those of one style together. */
function runsOf(cells: readonly IBufferCell[]): StyledText[] {
  const runs: StyledText[] = [];
  for (const cell of cells) {
    const style = styleOf(cell);
    const text = cell.getChars() || " ";
    const last = runs.at(-1);
    if (last?.style === style) runs[runs.length - 1] = { style, text: last.text + text };
    else runs.push({ style, text });
  }
  return runs.map(({ style, text }) => ({ style, text: asSample(text) }));
}

function styleOf(cell: IBufferCell): string {
  const names = [cell.isBold() && "bold", cell.isDim() && "dim", cell.isInverse() && "inverse"];
  return [...names, cell.isFgPalette() && `colour-${cell.getFgColor() % 8}`].filter(Boolean).join(" ");
}

function asSample(text: string): string {
  return SAMPLES.reduce((rest, [pattern, sample]) => rest.replace(pattern, sample), text);
}
