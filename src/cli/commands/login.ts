import { Command, Option } from "commander";
import type { SourceMessage } from "../../agent-api/messages.ts";
import { ActasError } from "../../base/errors.ts";
import { printable } from "../../base/printable.ts";
import { shellWord } from "../../base/shell-word.ts";
import { printLine } from "../../system/print.ts";
import { ask } from "../ask.ts";
import { inThisEnvironment } from "../environment/in-this-environment.ts";
import { grantTypeOption } from "../target/grant-type-option.ts";
import { terminalListener } from "../terminal/terminal-listener.ts";
import { untilText } from "../text/until-text.ts";

const EXAMPLES = `
Examples:
  actas login corp
  actas login corp --grant device       with any browser, on any device
  actas login corp --no-browser         print the address, open nothing

SOURCE is an id of ~/.config/actas/sources.d, an sso-session of ~/.aws/config,
or a profile that signs in; \`actas list sources\` shows what there is.
`;

/** `actas login SOURCE` */
export function loginCommand(): Command {
  return new Command("login")
    .description("sign in to a source, in the browser")
    .argument("<source>", "its id, its URL, or a profile that uses it")
    .addOption(grantTypeOption())
    .addOption(grantTypeOption("--oauth-grant-type").hideHelp())
    .addOption(new Option("--no-browser", "print the address of the sign-in page and open nothing"))
    .addHelpText("after", EXAMPLES)
    .action(async (source: string, { browser, oauthGrantType, grant: grantType = oauthGrantType }) => {
      const listener = terminalListener({ browser: browser ? "open" : "print" });
      const problem = await nobodyHere();
      const asked = { ...inThisEnvironment(), ...(problem && { interaction: "never" as const }) };
      const request = { request: "login", source, ...(grantType && { grantType }), ...asked } as const;
      const { id, signIn } = await ask(request, "used", listener).catch((error: unknown) => {
        throw problem ? inWords(error, source, problem) : error;
      });
      const person = signIn?.person === undefined ? "" : ` as ${printable(signIn.person)}`;
      printLine(`signed in to "${id}"${person}${signIn ? howLong(signIn) : ""}`);
    });
}

/** Why nobody can be shown a page, found out before a client is registered for it. */
async function nobodyHere(): Promise<string | undefined> {
  if (process.env.ACTAS_NON_INTERACTIVE) return "ACTAS_NON_INTERACTIVE is set";
  return (await import("../terminal/terminal-problem.ts")).pageProblem();
}

/** Where nobody can be asked the agent's hint would be this very command. */
function inWords(error: unknown, source: string, problem: string): unknown {
  if (!(error instanceof ActasError) || error.code !== "sign-in-required") return error;
  return new ActasError("sign-in-required", `cannot sign in to "${source}": ${problem}`, {
    hints: [`run \`actas login ${shellWord(source)}\` in a terminal`],
  });
}

function howLong({ expiration, renewable }: NonNullable<SourceMessage["signIn"]>): string {
  if (renewable) return ", renewed by itself";
  return expiration ? ` until ${untilText(expiration)}` : "";
}
