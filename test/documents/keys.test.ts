import { expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { testWith } from "../support/needs.ts";
import { ROOT } from "../support/program.ts";
import { TerminalScreen } from "../support/terminal-screen.ts";
import { until } from "../support/until.ts";
import { type World, withSandbox } from "../support/world.ts";
import { surroundings } from "./surroundings.ts";

interface Row {
  readonly to: string;
  /** What is typed, and the number of keys that the table says. */
  readonly granted: Typed;
  readonly actas: Typed;
}

interface Typed {
  readonly keys: string;
  readonly count: number;
}

const SIZE = { columns: 100, rows: 30 };
/** The list of roles, once it is complete. */
const LISTED = /^ {2}\d+ of [1-9]\d* · /m;
const PATIENCE_MS = 60_000;

const ACTING = /^actas: acting as corp:777788889999\/ReadOnly \(Data\)\n(?:.*\n)*actas: exit ends it$/m;

/** What the screen shows below the last line that was typed, by what the table calls the step. */
const RESULTS: Readonly<Record<string, RegExp>> = {
  "sign in and act as the role of yesterday":
    /acting as corp:777788889999\/ReadOnly \(Data\)\n(?:.*\n)*.*exit ends it$/m,
  "list the buckets": /^\S+ \S+ sandbox-777788889999$/m,
  "see who you are": /^account {2}777788889999.*\n(?:.*\n)*by {7}the agent, /m,
  "be yourself again": /^exit$/m,
  "act as another role": ACTING,
};

const rows = rowsOf(readFileSync(join(ROOT, "docs/guides/coming-from-another-tool.md"), "utf8"));
const steps = rows.slice(0, -1);

test("the table of keys counts right", () => {
  expect(steps.map(({ to }) => to)).toEqual(Object.keys(RESULTS));
  for (const { granted, actas } of steps) {
    expect([granted.keys.length, actas.keys.length]).toEqual([granted.count, actas.count]);
  }
  const all = rows.at(-1);
  for (const tool of ["granted", "actas"] as const) {
    expect(steps.reduce((sum, row) => sum + row[tool].count, 0)).toBe(all?.[tool].count ?? 0);
  }
});

test("a usual day takes no more keys than with granted", () => {
  const { granted, actas } = rows.at(-1)!;
  expect(actas.count).toBeLessThanOrEqual(granted.count);
});

testWith({ tools: ["aws", "bash"], timeoutMs: 180_000 }, "the keys of a usual day do what the table says", () =>
  withSandbox(async (world) => {
    await chooseYesterday(world);
    const env = { ...surroundings(), PS1: "$ ", HISTFILE: "/dev/null" };
    const session = world.terminalProgram(["bash", "--norc", "-i"], { env, size: SIZE });
    const screen = new TerminalScreen(session, SIZE);
    for (const { to, actas } of steps) {
      await screen.shows(/[$#] ?$/, PATIENCE_MS);
      const before = screen.lines.length;
      for (const part of actas.keys.split(/(?<=\r)/)) {
        session.press(part);
        if (part === "actas exec\r") await screen.shows(LISTED, PATIENCE_MS);
      }
      await until(to, () => RESULTS[to]!.test(screen.lines.slice(before).join("\n")), PATIENCE_MS);
    }
  }),
);

/** Yesterday the user chose a role, and since then the sign-in has ended. */
async function chooseYesterday(world: World): Promise<void> {
  const login = world.terminal(["login", "corp"], { env: surroundings() });
  expect(await login.exited).toBe(0);
  const session = world.terminal(["exec", "--pick", "--", "true"], { size: SIZE });
  await new TerminalScreen(session, SIZE).shows(LISTED, PATIENCE_MS);
  session.press("data r\r");
  expect(await session.exited).toBe(0);
  await world.run(["logout", "--all"]);
}

function rowsOf(page: string): Row[] {
  const table = page.slice(page.indexOf("## A usual day, in keys"));
  const cells = [...table.matchAll(/^\| (.*) \|$/gm)]
    .slice(1)
    .map(([, row = ""]) => row.split("|").map((cell) => cell.trim()));
  return cells.map(([to = "", granted = "", ofGranted, actas = "", ofActas]) => ({
    to,
    granted: { keys: keysIn(granted), count: Number(ofGranted) },
    actas: { keys: keysIn(actas), count: Number(ofActas) },
  }));
}

/** `` `assume` ⏎ `` is the keys of the word, and Enter. */
function keysIn(cell: string): string {
  return [...cell.matchAll(/`([^`]+)`|⏎/g)].map(([, words]) => words ?? "\r").join("");
}
