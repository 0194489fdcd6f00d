import { join } from "node:path";
import { accounts } from "../test/support/made-up-roles.ts";
import { PROGRAM } from "../test/support/program.ts";
import { ScriptedAgent } from "../test/support/scripted-agent.ts";
import type { TerminalSession } from "../test/support/terminal-session.ts";
import type { World } from "../test/support/world.ts";
import type { Result } from "./result.ts";
import { summarise } from "./statistics.ts";

const ROUNDS = 5;
const ACCOUNTS = 1000;
const TYPED = "team prod administrator access";

/** How soon the list of `--pick` is there, how soon it holds 5,000 roles, and how soon a key is answered then. */
export async function measurePicker(world: World): Promise<readonly Result[]> {
  const times = { open: [] as number[], full: [] as number[], key: [] as number[] };
  const socket = join(world.home, "scripted", "agent.sock");
  using _ = new ScriptedAgent(socket, (request, say) => {
    for (const roles of accounts(ACCOUNTS)) say({ type: "roles", source: "corp", roles });
    if (request.request === "roles") say({ type: "result", result: { sources: [] } });
  });
  for (let round = 0; round < ROUNDS; round++) {
    const start = performance.now();
    const terminal = world.terminalProgram([PROGRAM, "whoami", "--pick"], { env: { ACTAS_AGENT_SOCK: socket } });
    await terminal.waitFor(/act as/);
    times.open.push(performance.now() - start);
    await terminal.waitFor(/of 50\d\d/);
    times.full.push(performance.now() - start);
    times.key.push(...(await keyTimes(terminal)));
    terminal.press("\x03");
    await terminal.exited;
  }
  return [
    row("`--pick`, the list is there", times.open),
    row("`--pick`, it holds 5,000 roles", times.full),
    row("`--pick`, a key among 5,000 roles", times.key),
  ];
}

/** Milliseconds from each key to the list that answers it. */
async function keyTimes(terminal: TerminalSession): Promise<readonly number[]> {
  const times: number[] = [];
  for (let length = 1; length <= TYPED.length; length++) {
    const start = performance.now();
    terminal.press(TYPED[length - 1]!);
    const search = TYPED.slice(0, length).trimEnd();
    await terminal.waitFor(new RegExp(`act as: ${search} ?\n[^]*?of 50\\d\\d`));
    times.push(performance.now() - start);
  }
  return times;
}

function row(name: string, times: readonly number[]): Result {
  const { median, p95 } = summarise(times);
  return { name, measured: `${median.toFixed(0)} ms (p95 ${p95.toFixed(0)})` };
}
