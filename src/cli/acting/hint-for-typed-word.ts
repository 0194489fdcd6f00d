import { COMMAND_TABLE } from "../command-line/command-table.ts";
import { hintForForeignWord } from "../command-line/hint-for-foreign-word.ts";

/** What is meant by a word that stands after `as` and is no target: a command of ours, or what other tools call so. */
export function hintForTypedWord(word: string): string | undefined {
  const foreign = hintForForeignWord(word, "actas shell use");
  if (foreign !== undefined) return foreign;
  const isCommand = COMMAND_TABLE.some(({ heading, name }) => heading !== undefined && name === word);
  return isCommand ? `\`actas ${word}\` is a command of its own` : undefined;
}
