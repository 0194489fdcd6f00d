import type { Outcome } from "./run-command.ts";
import type { World } from "./world.ts";

/** The error and hints, with what differs from run to run named by what it is. */
export function said({ stderr }: Pick<Outcome, "stderr">, { home, sandbox }: World): string[] {
  return stderr
    .replaceAll(sandbox.url, "SANDBOX")
    .replaceAll(home, "HOME")
    .replace(/(request id) [\w-]+/g, "$1 ID")
    .split("\n")
    .filter((line) => /^actas: (error|hint): /.test(line))
    .map((line) => line.replace("actas: ", ""));
}

/** What a command on a terminal ends with. */
export async function ended(world: World, args: readonly string[], env: Record<string, string> = {}) {
  const terminal = world.terminal(args, { env });
  const status = await terminal.exited;
  return { status, said: said({ stderr: terminal.screen }, world) };
}
