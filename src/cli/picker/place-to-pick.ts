import { MAY_NOT_ASK } from "../../conversation/may-not-ask.ts";
import { ownPaths } from "../../files/own-paths.ts";
import { readSettings } from "../../settings/settings.ts";
import type { TargetRequest } from "../target/target-request.ts";
import { browserProblem } from "../terminal/open-browser.ts";
import { pageProblem, terminalProblem } from "../terminal/terminal-problem.ts";
import type { PickPlace } from "./pick-places.ts";

/**
 * Where the user chooses: where the command line says, else where the settings say. By default that is the terminal, or
 * the browser where there is no terminal.
 *
 * @throws {ActasError} `configuration` when the settings cannot be read
 */
export async function placeToPick(
  typed: PickPlace | undefined,
  interaction: TargetRequest["interaction"],
): Promise<{ readonly where: PickPlace } | { readonly problem: string }> {
  if (interaction === "never") return { problem: MAY_NOT_ASK };
  const wanted = typed ?? (await readSettings(ownPaths().config)).pick;
  const problem = wanted === "terminal" ? terminalProblem() : pageProblem();
  if (!problem) return { where: wanted };
  const mayOpen = typed !== "terminal" && browserProblem(process.env) === undefined;
  return mayOpen ? { where: "browser" } : { problem };
}
