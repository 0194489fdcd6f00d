import type { Environment } from "../../../base/environment.ts";
import { printable } from "../../../base/printable.ts";
import { addressLine } from "../../terminal/address-line.ts";
import { browserProblem, openBrowser } from "../../terminal/open-browser.ts";
import { forwardingCommand } from "../../terminal/page-invitation.ts";

/** Opens the page of the picker, if possible, and says so: the lines are for the terminal, and are printable. */
export async function openPage(url: string, port: number, environment: Environment): Promise<readonly string[]> {
  const problem = browserProblem(environment);
  const tried = problem ? [] : await openBrowser(url, environment);
  const address = addressLine(url, environment);
  if (tried === "opened") {
    return ["actas: opened your browser to choose a role; if nothing appears, open", address, WAITING];
  }
  return [
    ...tried.map((reason) => `actas: could not open a browser: ${printable(reason)}`),
    "actas: to choose a role, open",
    address,
    ...(problem
      ? ["actas: for a browser on another machine, forward the port there first:", forwardingCommand(port, environment)]
      : []),
    WAITING,
  ];
}

const WAITING = "actas: waiting for you, up to 10 minutes; Ctrl-C stops it";
