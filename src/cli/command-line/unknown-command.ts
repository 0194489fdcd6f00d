import { ActasError } from "../../base/errors.ts";
import { inShell, typedByName } from "../../targets/typed-target.ts";
import { actsItself } from "../definitions/definition.ts";
import { COMMAND_TABLE } from "./command-table.ts";
import { meantCommand } from "./meant-command.ts";
import { meantHints } from "./meant-member.ts";
import { memberNamed } from "./member-named.ts";
import { hintForForeignWord } from "./words/hint-for-foreign-word.ts";

/**
 * The error for a command line that names no command, of the whole program or of a group.
 *
 * @returns `undefined` for a command line with options, and for everything else; commander reads it
 */
export function unknownCommandIn(argv: readonly string[]): ActasError | undefined {
  const [first, second] = argv;
  if (!first || argv.some((word) => word.startsWith("-"))) return undefined;
  const entry = COMMAND_TABLE.find(({ name }) => name === first);
  if (!entry) return unknownCommand(first);
  const definition = entry.definition();
  const isGroup = definition.commands !== undefined && !actsItself(definition);
  if (!isGroup || !second || second === "help" || memberNamed(definition, second)) return undefined;
  return unknownCommand(second, first);
}

/** The error for a word that is no command of the whole program, or of a group. */
export function unknownCommand(word: string, group?: string): ActasError {
  const path = group === undefined ? "actas" : `actas ${group}`;
  return new ActasError("usage", `cannot run "${word}": there is no such command`, {
    hints: [...hintsOn(word, path, group), `\`${path} --help\` shows what there is`],
  });
}

/** What other tools mean by the word counts before what is most like it here. */
function hintsOn(word: string, path: string, group: string | undefined): readonly string[] {
  const foreign = hintForForeignWord(word, path);
  if (foreign !== undefined) return [foreign];
  const meant = meantCommand(word, group);
  const target = inShell(typedByName(word));
  if (meant === undefined && group === "serve") return [`if it is a target: \`actas serve container ${target}\``];
  if (meant !== undefined || group !== undefined) return meantHints(meant);
  // In other tools, such as `assume staging`, the target is the first word.
  return [`if it is a target: \`actas exec ${target} -- COMMAND\``];
}
