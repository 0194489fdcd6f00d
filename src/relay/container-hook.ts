import { CONTAINER_RELAY } from "../agent-api/relay-arguments.ts";
import { writeToProcessTerminal } from "../system/processes/process-terminal.ts";
import { selfCommand } from "../system/processes/self-command.ts";
import { firstLineOf } from "./first-line-of.ts";

/**
 * What the container engine runs before the container's program: it starts the relay, and returns when that listens.
 * The engine starts no container whose hook fails. It says no more than that; why it failed is written to the terminal
 * of the engine's command.
 *
 * @param arguments - the pid of that command, then the arguments of the relay
 * @see https://github.com/opencontainers/runtime-spec/blob/main/runtime.md#state
 */
export async function containerHook([starter, ...details]: readonly string[]): Promise<number> {
  const state: unknown = await Bun.stdin.json();
  const pid = typeof state === "object" && state && "pid" in state ? Number(state.pid) : Number.NaN;
  // The engine may wait until nothing has its pipes any more: the relay gets none of them.
  const relay = Bun.spawn([...selfCommand(), CONTAINER_RELAY, String(pid), ...details], {
    stdio: ["ignore", "pipe", "ignore"],
    detached: true,
    cwd: "/",
  });
  const problem = await firstLineOf(relay.stdout);
  // Not before: without it nothing would keep this process until then.
  relay.unref();
  if (problem === "") return 0;
  const text = `actas: error: ${problem ?? "cannot start the relay of the container: it ended at once"}\n`;
  writeToProcessTerminal(Number(starter), text);
  return 1;
}
