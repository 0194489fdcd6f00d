import { actsItself, type CommandDefinition, type NamedDefinition } from "../definitions/definition.ts";
import { COMMAND_TABLE } from "./command-table.ts";
import type { TableEntry } from "./table-entry.ts";
import { type Given, typedOptions } from "./typed-options.ts";

/** A command as it was typed: whose action to call, and with what. */
export interface TypedCommand {
  readonly entry: TableEntry;
  /** The name within the group; "" for a command of its own. */
  readonly action: string;
  readonly given: Given;
}

/** The command that a command line names, if it is written as nearly all are; see {@link typedOptions}. */
export function typedCommand([name, ...words]: readonly string[]): TypedCommand | undefined {
  const entry = COMMAND_TABLE.find((one) => one.name === name);
  if (!entry) return undefined;
  const definition = entry.definition();
  const member = memberNamed(definition, words[0]);
  if (!member && isOdd(definition, words)) return undefined;
  const given = typedOptions(member ?? definition, member ? words.slice(1) : words);
  return given && { entry, action: member?.name ?? "", given };
}

/** The command of a group that a word names. */
export function memberNamed({ commands }: CommandDefinition, word = ""): NamedDefinition | undefined {
  return commands?.find(({ aliases, name }) => name === word || aliases?.includes(word));
}

/** A group shows help, or does something itself, to which a name after its options does not belong. */
function isOdd(definition: CommandDefinition, words: readonly string[]): boolean {
  if (!definition.commands) return false;
  return !actsItself(definition) || words.some((word) => word === "help" || memberNamed(definition, word));
}
