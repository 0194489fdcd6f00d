import type { Environment } from "../../base/environment.ts";
import { ActasError } from "../../base/errors.ts";
import { shellArgument } from "../../base/shell-word.ts";
import type { Shell } from "../../base/shells.ts";
import { shellExport } from "../../delivery/shell-export.ts";
import { movedIn } from "../../sandbox/home/environment.ts";
import { type RunningSandbox, runningSandboxes } from "../../sandbox/home/running-sandboxes.ts";

/**
 * `actas sandbox env [NAME]`: prints the lines that move another shell into a running sandbox: the one with that name,
 * or else the one this shell is in, or else the only one.
 *
 * @throws {ActasError} `usage` when no sandbox runs, or several do
 */
export async function printSandboxEnvironment(
  { name, shell }: { readonly name?: string | undefined; readonly shell: Shell },
  { variables, print }: { readonly variables: Environment; readonly print: (text: string) => void },
): Promise<void> {
  const { home, url } = chosen(await runningSandboxes(), name, variables.ACTAS_SANDBOX);
  print(shellExport(movedIn(home, url, variables), shell).trimEnd());
}

function chosen(
  running: readonly RunningSandbox[],
  name: string | undefined,
  here: string | undefined,
): RunningSandbox {
  const wanted = running.filter((one) => (name === undefined ? !here || one.url === here : one.name === name));
  const [only, another] = wanted;
  if (only && !another) return only;
  const names = running.map((one) => one.name);
  if (only) {
    throw new ActasError("usage", `cannot choose a sandbox: ${names.length} are running`, {
      hints: names.map((one) => `\`actas sandbox env ${shellArgument(one)}\``),
    });
  }
  const what = name === undefined ? "no sandbox is running" : `no sandbox "${name}" is running`;
  const hints = names.length > 0 ? [`running are ${names.join(", ")}`] : ["start one with `actas sandbox -- $SHELL`"];
  throw new ActasError("usage", `cannot print the environment of a sandbox: ${what}`, { hints });
}
