import { memberNamed } from "../member-named.ts";
import { definitionLines, optionLines } from "./definition-lines.ts" with { type: "macro" };
import type { TypedDefinition, TypedOption } from "./typed-definition.ts";
import { type Given, typedOptions } from "./typed-options.ts";

/** A command as it was typed: whose action to call, and with what. */
export interface TypedCommand {
  readonly name: string;
  /** The name within the group; "" for a command of its own. */
  readonly action: string;
  readonly given: Given;
}

/** The command that a command line names, if it is written as nearly all are; see {@link typedOptions}. */
export function typedCommand([name = "", ...words]: readonly string[]): TypedCommand | undefined {
  const definition = definitionIn(definitionLines(), name);
  if (!definition) return undefined;
  const member = memberNamed(definition, words[0]);
  if (!member && isOdd(definition, words)) return undefined;
  const typed = member ?? definition;
  const given = typedOptions(typed, optionsIn(optionLines(), typed), member ? words.slice(1) : words);
  return given && { name, action: member?.name ?? "", given };
}

function definitionIn(lines: string, name: string): TypedDefinition | undefined {
  const start = name.includes("\n") ? -1 : lines.indexOf(`\n${name} {`);
  return start < 0 ? undefined : (JSON.parse(lineAt(lines, start + name.length + 2)) as TypedDefinition);
}

function optionsIn(lines: string, { options }: TypedDefinition): readonly TypedOption[] {
  let text = "";
  for (const start of options) text += `${text && ","}${lineAt(lines, start)}`;
  return JSON.parse(`[${text}]`) as readonly TypedOption[];
}

function lineAt(lines: string, start: number): string {
  return lines.slice(start, lines.indexOf("\n", start));
}

/** A group shows help, or does something itself, to which a name after its options does not belong. */
function isOdd(definition: TypedDefinition, words: readonly string[]): boolean {
  if (!definition.commands) return false;
  return !definition.alone || words.some((word) => word === "help" || memberNamed(definition, word));
}
