import type { Environment } from "../../base/environment.ts";
import { printable } from "../../base/printable.ts";
import { addressLine } from "./address-line.ts";
import { browserProblem, openBrowser } from "./open-browser.ts";
import { forwardingCommand } from "./page-invitation.ts";

/**
 * Opens a page of ours in the user's browser, if possible, and says so: the lines are for the terminal, and are printable.
 *
 * @param purpose - what for, such as `to choose a role`
 */
export async function openPage(
  { port, purpose, url }: { readonly port: number; readonly purpose: string; readonly url: string },
  environment: Environment,
): Promise<readonly string[]> {
  const problem = browserProblem(environment);
  const tried = problem ? [] : await openBrowser(url, environment);
  const address = addressLine(url, environment);
  if (tried === "opened") return [`actas: opened your browser ${purpose}; if nothing appears, open`, address];
  return [
    ...tried.map((reason) => `actas: could not open a browser: ${printable(reason)}`),
    `actas: ${purpose}, open`,
    address,
    ...(problem
      ? ["actas: for a browser on another machine, forward the port there first:", forwardingCommand(port, environment)]
      : []),
  ];
}
