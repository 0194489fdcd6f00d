import { ActasError } from "../../base/errors.ts";
import { inShell, typedByName } from "../../targets/typed-target.ts";
import { COMMAND_TABLE } from "../command-line/command-table.ts";
import { isHelpFlag } from "../command-line/help-flag.ts";
import { meantHints } from "../command-line/meant-member.ts";
import { meantOption } from "../command-line/meant-option.ts";

/** The error for an option of `exec` behind the target, where everything belongs to the command. */
export function misplacedOption(option: string, target: string): ActasError {
  const flag = option.replace(/=.*/, "");
  if (isHelpFlag(flag)) {
    return new ActasError("usage", `cannot show the help of "${target}": it stands where the target does`, {
      hints: [
        "`actas exec --help` shows the help of `exec`",
        `\`actas exec ${inShell(typedByName(target))} -- COMMAND ${flag}\` that of a command`,
      ],
    });
  }
  // By way of the table, so that what all commands take stays in one piece.
  const { options = [] } = COMMAND_TABLE.find(({ name }) => name === "exec")?.definition() ?? {};
  if (!options.flatMap(({ flags }) => flags.split(/,? /)).includes(flag)) {
    return new ActasError("usage", `cannot use "${option}": there is no such option`, {
      hints: [
        ...meantHints(meantOption(option, options)),
        "`actas exec --help` shows what there is; options stand before the target",
      ],
    });
  }
  return new ActasError("usage", `cannot run "${option}": options stand before the target`, {
    hints: [`\`actas exec ${flag} … ${inShell(typedByName(target))} -- COMMAND\``],
  });
}
