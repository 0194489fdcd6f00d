import { jsonText } from "../../../base/printable.ts";
import { COMMAND_TABLE } from "../command-table.ts";
import { type TypedOption, typedDefinition } from "./typed-definition.ts";

/*
 * Macros: the bundler runs these functions when it meets a call, and puts the text in place of the call. So a command
 * loads what all commands take as two short texts, of which it reads a few lines.
 */

/** A command a line: its name, a blank, and its `TypedDefinition` as JSON. Each line begins with its end of line. */
export function definitionLines(): string {
  return linesOf(new Map());
}

/** A `TypedOption` a line, as JSON. Each line ends with its end of line. */
export function optionLines(): string {
  const places = new Map<string, number>();
  linesOf(places);
  return [...places.keys()].join("");
}

/** @param places - gets the line of each option, and where it begins in the text of all */
function linesOf(places: Map<string, number>): string {
  let end = 0;
  const placeOf = (option: TypedOption): number => {
    const line = `${jsonText(option, "one-line")}\n`;
    const place = places.get(line) ?? end;
    if (place === end) end += line.length;
    places.set(line, place);
    return place;
  };
  const lines = COMMAND_TABLE.map(
    ({ definition, name }) => `\n${name} ${jsonText(typedDefinition(definition(), placeOf), "one-line")}`,
  );
  return `${lines.join("")}\n`;
}
