import type { Results, SourceMessage } from "../../agent-api/messages.ts";
import type { GrantType } from "../../base/credential-request.ts";
import { ActasError } from "../../base/errors.ts";
import { shellArgument } from "../../base/shell-word.ts";
import { ask } from "../asking/ask.ts";
import { inThisEnvironment } from "../environment/in-this-environment.ts";
import { askingProblem } from "../terminal/asking-problem.ts";
import type { BrowserUse } from "../terminal/page-invitation.ts";
import { printText } from "../terminal/print-text.ts";
import { peopleAreWatching, say } from "../terminal/say.ts";
import { signedInAs } from "../text/signed-in-as.ts";
import { untilText } from "../text/until-text.ts";

/** How to sign in; absent: the source's default. */
interface SignInOptions {
  readonly grantType?: GrantType;
  readonly browser: BrowserUse;
  /** What happens to a sign-in that is still valid; absent: `kept`. */
  readonly held?: "kept" | "replaced";
  /** Whether to print the next step, which some commands word differently; absent: `said`. */
  readonly next?: "said" | "left-out";
}

/** Signs in to a source in the browser, and says who is signed in. @throws {ActasError} */
export async function signInTo(source: string, options: SignInOptions): Promise<void> {
  const { next: step = "said" } = options;
  const { held: isHeld, id, signIn } = await signedInTo(source, options);
  const who = signedInAs({ id, ...(signIn && { signIn }) });
  printText([`${isHeld ? "already " : ""}${who}${signIn ? howLong(signIn) : ""}`]);
  if (step === "said" && peopleAreWatching()) say(`actas: ${isHeld ? again(id) : next(id)}`);
}

/** Signs in to a source in the browser. @throws {ActasError} */
export async function signedInTo(source: string, options: SignInOptions): Promise<Results["login"]> {
  const { browser, grantType, held = "kept" } = options;
  const problem = askingProblem({ by: "reading" });
  const asked = { ...inThisEnvironment(), ...(problem && { interaction: "never" as const }) };
  const how = { ...(grantType && { grantType }), ...(held === "kept" && { held }) };
  const request = { request: "login", source, ...how, ...asked } as const;
  // Often no page is to be shown: somebody is signed in already, or there is no such source.
  const listener = async () => (await import("../terminal/terminal-listener.ts")).terminalListener({ browser });
  return await ask(request, "used", listener).catch((error: unknown) => {
    throw problem ? inWords(error, source, problem) : error;
  });
}

/** Replaces the agent's hint where no user can be asked: it would name the command that has just failed. */
function inWords(error: unknown, source: string, problem: string): unknown {
  if (!(error instanceof ActasError) || error.code !== "sign-in-required") return error;
  return new ActasError("sign-in-required", `cannot sign in to "${source}": ${problem}`, {
    hints: [`run \`actas login ${shellArgument(source)}\` in a terminal`],
  });
}

function howLong({ expiration, renewable }: NonNullable<SourceMessage["signIn"]>): string {
  if (renewable) return ", renewed by itself";
  return expiration ? ` until ${untilText(expiration)}` : "";
}

function again(id: string): string {
  return `\`actas login --again ${shellArgument(id)}\` signs in anew, also as another person`;
}

function next(id: string): string {
  return `next: \`actas exec --pick -- COMMAND\`, or \`actas list roles ${shellArgument(id)}\``;
}
