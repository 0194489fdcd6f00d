import { Command } from "commander";
import { ActasError } from "../../base/errors.ts";
import { printLine, printLines } from "../../system/print.ts";
import { SIGNED_OUT, signOutOf, signOutOfAll } from "../sign-in/sign-out-of.ts";
import { examples } from "../text/examples.ts";

/** `actas logout SOURCE`, `actas logout --all` */
export function logoutCommand(): Command {
  return new Command("logout")
    .description("end a sign-in, and forget all credentials got with it")
    .argument("[source]", "its id, its URL, or a profile that uses it")
    .option("--all", "of every source")
    .addHelpText("after", examples("actas logout corp", "actas logout --all"))
    .action(async (source: string | undefined, { all }: { all?: true }) => {
      if (all && source !== undefined) throw cannot("a source and `--all` were given", "give one of them");
      if (!all && source === undefined) {
        throw cannot("no source was named", "`actas list sign-ins` shows them; `actas logout --all` ends all");
      }
      if (source !== undefined) {
        const { ended, source: id } = await signOutOf(source);
        return printLine(SIGNED_OUT[ended](id));
      }
      const lines = (await signOutOfAll()).map(({ ended, source: id }) => SIGNED_OUT[ended](id));
      printLines(lines.length > 0 ? lines : ["nobody was signed in"]);
    });
}

function cannot(reason: string, hint: string): ActasError {
  return new ActasError("usage", `cannot sign out: ${reason}`, { hints: [hint] });
}
