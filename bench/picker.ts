import { join } from "node:path";
import type { RoleEntry } from "../src/base/role-entry.ts";
import { accounts } from "../test/support/made-up-roles.ts";
import { PROGRAM } from "../test/support/program.ts";
import { ScriptedAgent } from "../test/support/scripted-agent.ts";
import { TerminalScreen } from "../test/support/terminal-screen.ts";
import type { TerminalSession } from "../test/support/terminal-session.ts";
import type { World } from "../test/support/world.ts";
import type { Result } from "./result.ts";
import { summarise } from "./statistics.ts";

const ROUNDS = 5;
const SIZE = { columns: 120, rows: 40 };
const TYPED = "team prod administrator access";

/** How soon the list of `--pick` appears, how soon it has all roles, and how soon it then answers a key. */
export async function measurePicker(world: World): Promise<readonly Result[]> {
  const few = await measure(world, 1000);
  const many = await measure(world, 10_000);
  return [
    row("`--pick`, the list is there", few.open),
    row("`--pick`, its first role", few.first),
    row("`--pick`, it holds 5,000 roles", few.full),
    row("`--pick`, a key among 5,000 roles", few.key),
    row("`--pick`, it holds 50,000 roles", many.full),
    row("`--pick`, a key among 50,000 roles", many.key),
  ];
}

/** Five roles in each account. */
async function measure(world: World, count: number) {
  const times = { open: [] as number[], first: [] as number[], full: [] as number[], key: [] as number[] };
  const socket = join(world.home, `scripted-${count}`, "agent.sock");
  using _ = new ScriptedAgent(socket, ({ request }, say) => {
    if (request === "sources") return say({ type: "result", result: { sources: [], problems: [] } });
    for (const roles of inPages(count)) say({ type: "roles", source: "corp", roles });
    say({ type: "result", result: { sources: [] } });
  });
  for (let round = 0; round < ROUNDS; round++) {
    const start = performance.now();
    const words = [PROGRAM, "whoami", "--pick", "--server", "corp"];
    const terminal = world.terminalProgram(words, { env: { ACTAS_AGENT_SOCK: socket }, size: SIZE });
    const screen = new TerminalScreen(terminal, SIZE);
    await screen.shows(/act as/);
    times.open.push(performance.now() - start);
    await screen.shows(/> \S+ +team-0-/);
    times.first.push(performance.now() - start);
    await screen.shows(new RegExp(`of ${count * 5} `));
    times.full.push(performance.now() - start);
    times.key.push(...(await keyTimes(terminal, screen)));
    terminal.press("\x03");
    await terminal.exited;
  }
  return times;
}

/** Lists a hundred accounts at a time, as Identity Center does. */
function inPages(count: number): readonly (readonly RoleEntry[])[] {
  const all = [...accounts(count)];
  return Array.from({ length: count / 100 }, (_, page) => all.slice(page * 100, page * 100 + 100).flat());
}

/** Milliseconds from each key to the list that answers it. */
async function keyTimes(terminal: TerminalSession, screen: TerminalScreen): Promise<readonly number[]> {
  const times: number[] = [];
  for (let length = 1; length <= TYPED.length; length++) {
    const start = performance.now();
    terminal.press(TYPED[length - 1]!);
    await screen.shows(new RegExp(`act as: ${TYPED.slice(0, length).trimEnd()}\n`));
    times.push(performance.now() - start);
  }
  return times;
}

function row(name: string, times: readonly number[]): Result {
  const { median, p95 } = summarise(times);
  return { name, measured: `${median.toFixed(0)} ms (p95 ${p95.toFixed(0)})` };
}
