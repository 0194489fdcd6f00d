import { Command } from "commander";
import { printLine } from "../../system/print.ts";
import { ask } from "../ask.ts";
import { inThisEnvironment } from "../environment/in-this-environment.ts";

const SAID = {
  revoked: (source: string) => `signed out of "${source}"`,
  forgotten: (source: string) => `forgot the sign-in to "${source}", which could not be ended there`,
  "not-signed-in": (source: string) => `nobody was signed in to "${source}"`,
} as const;

/** `actas logout SOURCE` */
export function logoutCommand(): Command {
  return new Command("logout")
    .description("end a sign-in, and forget all credentials got with it")
    .argument("<source>", "its id, its URL, or a profile that uses it")
    .addHelpText("after", "\nExamples:\n  actas logout corp\n")
    .action(async (source: string) => {
      // Also without an agent there may be something to end: a sign-in that is shared with the AWS CLI is in a file.
      const { ended, source: id } = await ask({ request: "logout", source, ...inThisEnvironment() });
      printLine(SAID[ended](id));
    });
}
