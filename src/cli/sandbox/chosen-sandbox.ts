import type { Environment, EnvironmentChanges } from "../../base/environment.ts";
import { ActasError } from "../../base/errors.ts";
import { shellArgument } from "../../base/shell-word.ts";
import { movedIn } from "../../sandbox/home/environment.ts";
import { type RunningSandbox, runningSandboxes } from "../../sandbox/home/running-sandboxes.ts";

/** A sandbox that runs, and the variables that move another shell into it; `null` removes one. */
interface ChosenSandbox {
  readonly name: string;
  readonly url: string;
  readonly variables: EnvironmentChanges;
}

/**
 * A running sandbox for `actas sandbox env [NAME]`: the one with that name, or else the one this shell is in, or else
 * the only one.
 *
 * @throws {ActasError} `usage` when no sandbox runs, or several do
 */
export async function chosenSandbox(name: string | undefined, environment: Environment): Promise<ChosenSandbox> {
  const { home, ...sandbox } = chosen(await runningSandboxes(), name, environment.ACTAS_SANDBOX);
  return { name: sandbox.name, url: sandbox.url, variables: movedIn(home, sandbox.url, environment) };
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
