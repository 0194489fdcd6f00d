import { ActasError } from "../../../base/errors.ts";
import { ShortLink } from "../../../delivery/console/short-link.ts";
import { ownPaths } from "../../../files/own-paths.ts";
import { readSettings } from "../../../settings/settings.ts";
import { accountName } from "../../acting/account-name.ts";
import { addressLine } from "../../terminal/address-line.ts";
import { browserProblem, openBrowser, openWith } from "../../terminal/open-browser.ts";
import { peopleAreWatching, say, writeMessage } from "../../terminal/say.ts";
import { type BrowserChoice, browserWith } from "./browser-with.ts";

/** Whose console it is, for messages and for the name of a browser's container. */
export interface Whose {
  readonly target: string;
  readonly account: string | undefined;
}

/**
 * Opens an address in a browser, which learns it by a link on loopback: other users can read the arguments that a
 * browser is started with.
 *
 * @throws {ActasError} `unreachable` when no browser came; `usage` and `configuration` for one that cannot be used
 */
export async function openConsole(address: string, whose: Whose, chosen: BrowserChoice): Promise<void> {
  await using link = new ShortLink(address);
  const tried = await opened(link.url, whose, chosen);
  if (tried !== "opened" && !peopleAreWatching()) throw noBrowser(tried);
  for (const problem of tried === "opened" ? [] : tried) say(`actas: could not open a browser: ${problem}`);
  const byHand = "open this in a browser of this machine, within two minutes";
  const what = tried === "opened" ? "opened your browser; if nothing appears, open" : byHand;
  say(`actas: the console as ${whose.target}: ${what}`);
  writeMessage(addressLine(link.url, process.env));
  if (tried === "opened") say("actas: waiting for the browser, up to two minutes; Ctrl-C stops it");
  if ((await link.opened()) === "not-opened") throw nobodyCame();
}

async function opened(url: string, { account = "", target }: Whose, chosen: BrowserChoice) {
  const { template } = chosen.browser === undefined ? await settings() : {};
  const name = template && account ? await accountName(account) : undefined;
  const words = browserWith({ ...chosen, template }, { url, account, name: name ?? target });
  if (words) {
    const outcome = await openWith(words, process.env);
    if (outcome !== "opened") throw noBrowser(outcome);
    return outcome;
  }
  const problem = browserProblem(process.env);
  if (problem) throw noBrowser([problem === "ssh" ? "this is a remote shell" : "there is no display here"]);
  return openBrowser(url, process.env);
}

async function settings(): Promise<Pick<BrowserChoice, "template">> {
  const { console } = await readSettings(ownPaths().config);
  return console.browser ? { template: console.browser } : {};
}

const PRINT = "`--print-url` prints the address, with which anybody is signed in for 15 minutes";

function noBrowser(problems: readonly string[]): ActasError {
  return new ActasError("unsupported", `cannot open the console: ${problems.join("; ")}`, { hints: [PRINT] });
}

function nobodyCame(): ActasError {
  return new ActasError("unreachable", "cannot open the console: no browser came within two minutes", {
    hints: [PRINT],
  });
}
