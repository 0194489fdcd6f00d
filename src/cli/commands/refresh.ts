import { Command } from "commander";
import { printLine } from "../../system/print.ts";
import { ask } from "../ask.ts";
import { inThisEnvironment } from "../environment/in-this-environment.ts";
import { signInLine } from "../text/sign-in-line.ts";

/** `actas refresh SOURCE` */
export function refreshCommand(): Command {
  return new Command("refresh")
    .description("renew a sign-in now, without the browser")
    .argument("<source>", "its id, its URL, or a profile that uses it")
    .option("--utc", "show times in UTC")
    .addHelpText("after", "\nExamples:\n  actas refresh corp\n")
    .action(async (source: string, { utc }: { utc?: true }) => {
      const renewed = await ask({ request: "renew", source, ...inThisEnvironment() });
      printLine(signInLine(renewed, utc ? "utc" : "local"));
    });
}
