import type { HeldName } from "../../../agent-api/names-request.ts";
import { isSeen, printable } from "../../../base/printable.ts";
import { print } from "../../../system/print.ts";
import type { OptionDefinition } from "../../definitions/definition.ts";
import { bashWord, forBash } from "./bash-word.ts";
import { offeredNames } from "./offered-names.ts";
import { flagsOf, typedSoFar } from "./typed-so-far.ts";

/** What the shell is to do, and the words among which it chooses. */
interface Answer {
  readonly names: readonly HeldName[];
  readonly directive: number;
}

/** What the shell does besides offering the names: numbers of Cobra's protocol. */
const NO_SPACE = 2;
const NO_FILES = 4;
const FILES = 0;
/** Ours, above all of Cobra's: a command of the user's own begins at the word of this number, times this. */
const COMMAND_AT = 64;

/**
 * Prints what may stand at the cursor: for each a line with the word, a TAB and what it is; at the end `:` and a number
 * that says what else the shell does. That is the protocol of Cobra, which completion bridges know.
 *
 * @param words - those after `actas`; the last is the one at the cursor, and may be empty
 * @see https://github.com/spf13/cobra/blob/main/site/content/completions/_index.md
 */
export async function complete(words: readonly string[]): Promise<void> {
  const { directive, names } = await answerTo(words);
  printAnswer(names.map(inLine), directive);
}

/**
 * The same for bash, which gives each word as it is typed, quotes and all, and puts in what it gets as it is. It
 * replaces only what follows the last of the characters at which it cuts words, such as a colon.
 *
 * @param breaks - those characters
 */
export async function completeInBash([breaks = "", ...typed]: readonly string[]): Promise<void> {
  const words = typed.map((word) => bashWord(word, breaks));
  const { directive, names } = await answerTo(words.map(({ text }) => text));
  const current = words.at(-1) ?? bashWord("", breaks);
  printAnswer(
    forBash(
      names.map(({ name }) => name),
      current,
    ),
    directive,
  );
}

function inLine({ description, name }: HeldName): string {
  return description ? `${name}\t${printable(description)}` : name;
}

function printAnswer(lines: readonly string[], directive: number): void {
  print([...lines, `:${directive}`].join("\n"));
}

async function answerTo(words: readonly string[]): Promise<Answer> {
  const current = words.at(-1) ?? "";
  const wanted = typedSoFar(words.slice(0, -1), current);
  // The program itself is the word before those that are counted.
  if (wanted.command !== undefined) return { names: [], directive: COMMAND_AT * (wanted.command + 1) };
  const { before = "", commands = [], given, options = [], value } = wanted;
  const offered = value ? await offeredNames(value, current.slice(before.length), given) : [];
  const names = [
    ...commands.filter(({ name }) => name.startsWith(current)).map(commandName),
    ...(offered === "files" ? [] : begunWith(before, offered.filter(isOneLine))),
    ...options.flatMap((option) => optionNames(option, current)),
  ];
  if (offered === "files") return { names, directive: FILES };
  const isBeginning = names.length > 0 && names.every(({ name }) => name.endsWith(":"));
  return { names, directive: isBeginning ? NO_FILES | NO_SPACE : NO_FILES };
}

/** Nothing else can be typed on a line, or seen there for what it is. */
function isOneLine({ name }: HeldName): boolean {
  return isSeen(name);
}

function begunWith(start: string, names: readonly HeldName[]): readonly HeldName[] {
  return start === "" ? names : names.map(({ name, ...described }) => ({ name: `${start}${name}`, ...described }));
}

function commandName({ name, summary }: { readonly name: string; readonly summary: string }): HeldName {
  return { name, description: summary };
}

/** The long form alone, unless the short one stands there. */
function optionNames(option: OptionDefinition, current: string): readonly HeldName[] {
  const { words = "" } = option;
  return flagsOf(option)
    .filter((flag) => flag === current || (flag.startsWith("--") && flag.startsWith(current)))
    .map((name) => ({ name, description: words }));
}
