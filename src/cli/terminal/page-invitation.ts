import type { Environment } from "../../base/environment.ts";
import { printable } from "../../base/printable.ts";
import { shellArgument, shellWord } from "../../base/shell-word.ts";
import type { Question } from "../../conversation/question.ts";
import { terminalSize } from "../../system/terminal/terminal-size.ts";
import { addressLine } from "./address-line.ts";
import { browserProblem, openBrowser } from "./open-browser.ts";

type SignInPage = Question<"sign-in">;

/**
 * `open`: the user's browser, where there is one; `print`: only the address (`--no-browser`); `qr`: the address, also as
 * a QR code (`--qr`).
 */
export type BrowserUse = "open" | "print" | "qr";

/** The message about a page, whether a browser shows it already, and whether `q` shows its QR code. */
export interface Invitation {
  /** Ready to be printed. */
  readonly lines: readonly string[];
  readonly browser: "opened" | "to-be-opened";
  readonly qrCode: "on-demand" | "not-offered";
}

/** Opens the page if possible and allowed, and says what the user should do. */
export async function invite(page: SignInPage, use: BrowserUse, environment: Environment): Promise<Invitation> {
  const problem = browserProblem(environment);
  const tried = use === "open" && !problem ? await openBrowser(page.url, environment) : [];
  const source = printable(page.source);
  const address = addressLine(page.url, environment);
  if (tried === "opened") {
    const what = `actas: opened your browser to sign in to "${source}"; if nothing appears, open`;
    return { lines: [what, address, ...toType(page), ...patience(page)], browser: "opened", qrCode: "not-offered" };
  }
  // The code grant ends at this machine, which a phone cannot reach.
  const isOffered = use !== "qr" && page.userCode !== undefined;
  const lines = [
    ...tried.map((reason) => `actas: could not open a browser: ${printable(reason)}`),
    `actas: to sign in to "${source}", open`,
    ...[address, ...(use === "qr" ? await asQrCode(page.url, environment) : [])],
    ...[...toType(page), ...(problem ? elsewhere(page, problem, environment) : [])],
    ...(isOffered ? ["actas: press q for a QR code of the address"] : []),
    ...patience(page),
  ];
  return { lines, browser: "to-be-opened", qrCode: isOffered ? "on-demand" : "not-offered" };
}

/** The QR code of an address, or why it cannot be drawn. Loads what draws it only when it is asked for. */
export async function asQrCode(url: string, environment: Environment): Promise<readonly string[]> {
  const { qrCode } = await import("./qr-code.ts");
  const code = qrCode(url, terminalSize(), environment);
  return "problem" in code ? [`actas: cannot draw it as a QR code: ${code.problem}`] : code.lines;
}

/** The message for a pasted address that cannot be used. */
export function askedAgain(again: string): string {
  return `actas: cannot use the address that was pasted: ${printable(again)}; still waiting`;
}

/** An attacker may get the user to approve the attacker's own code in a device grant, so no page may fill in a code. */
function toType({ userCode }: SignInPage): string[] {
  return userCode ? [`actas: type the code ${printable(userCode)} there, and approve nothing else`] : [];
}

/** The code grant ends at a port of this machine, which a browser on another machine cannot reach by itself. */
function elsewhere(
  { authorizationUrl, port, source }: SignInPage,
  problem: "ssh" | "no-display",
  environment: Environment,
): string[] {
  if (!port) return [];
  const where = problem === "ssh" ? "this is a remote shell" : "there is no display here";
  return [
    `actas: ${where}; for a browser on another machine, forward the port there first:`,
    forwardingCommand(port, environment),
    ...(authorizationUrl ? withoutForwarding(authorizationUrl, environment) : []),
    `actas: or sign in with any browser and a code: \`actas login --grant device ${shellArgument(source)}\``,
  ];
}

function withoutForwarding(authorizationUrl: string, environment: Environment): string[] {
  return [
    "actas: or, without forwarding, open there",
    addressLine(authorizationUrl, environment),
    "actas: and paste here the address that the browser cannot open in the end; it is not shown",
  ];
}

/** The line that has a port of the user's own machine lead to the same one here. */
export function forwardingCommand(port: number, environment: Environment): string {
  return `  ssh -L ${port}:127.0.0.1:${port} ${thisMachine(environment)}`;
}

/** The address by which the user's own machine has reached this one. */
function thisMachine({ LOGNAME, SSH_CONNECTION = "", USER = LOGNAME }: Environment): string {
  const [, , host, port] = SSH_CONNECTION.split(" ");
  if (!host) return "HOST";
  const at = shellArgument(USER ? `${USER}@${host}` : host);
  return port && port !== "22" ? `-p ${shellWord(port)} ${at}` : at;
}

function patience({ patienceSeconds }: SignInPage): string[] {
  if (patienceSeconds === undefined) return [];
  const minutes = Math.round(patienceSeconds / 60);
  const howLong = minutes > 1 ? `${minutes} minutes` : `${Math.round(patienceSeconds)} seconds`;
  return [`actas: waiting for you, up to ${howLong}; Ctrl-C stops it`];
}
