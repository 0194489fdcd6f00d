import type { CommandDefinition, OptionDefinition } from "../../definitions/definition.ts";
import { COMMAND_TABLE } from "../command-table.ts";
import { memberNamed } from "../member-named.ts";
import type { TableEntry } from "../table-entry.ts";

/** What may stand where the cursor is. */
export interface Wanted {
  /** Commands, or those of a group. */
  readonly commands?: readonly Offered[];
  readonly options?: readonly OptionDefinition[];
  /** A value: its placeholder in the definition, such as `source`, or what it is chosen from. */
  readonly value?: { readonly placeholder: string; readonly choices?: readonly string[] };
  /** What stands before the value in the same word: `--server=`. */
  readonly before?: string;
  /** Options and their values that were typed already, by their placeholders. */
  readonly given: ReadonlyMap<string, string>;
  /** The command of the user's own that the cursor is in begins at this word. */
  readonly command?: number;
}

interface Offered {
  readonly name: string;
  readonly summary: string;
}

const HELP: Offered = { name: "help", summary: "show help for a command" };
const OPTIONS_OF_ALL: readonly OptionDefinition[] = [{ flags: "-h, --help", words: "show help" }];
const VERSION: OptionDefinition = { flags: "-V, --version", words: "print the version" };

/**
 * Reads the words of an unfinished command line as the command itself will.
 *
 * @param words - those after `actas` and before the one at the cursor
 * @param current - the word at the cursor, up to it
 */
export function typedSoFar(words: readonly string[], current: string): Wanted {
  const [name, ...rest] = words;
  const shown = COMMAND_TABLE.filter(({ heading }) => heading !== undefined);
  if (name === undefined) {
    return current.startsWith("-")
      ? { options: [VERSION, ...OPTIONS_OF_ALL], given: new Map() }
      : { commands: [...shown, HELP], given: new Map() };
  }
  if (name === HELP.name) return ofHelp(rest, shown);
  const entry = COMMAND_TABLE.find((one) => one.name === name);
  if (!entry) return { given: new Map() };
  const definition = entry.definition();
  const member = memberNamed(definition, rest[0]);
  const at = member ? 2 : 1;
  return withinCommand(member ?? definition, words, at, current);
}

function ofHelp([group, ...more]: readonly string[], shown: readonly TableEntry[]) {
  const given = new Map<string, string>();
  if (group === undefined) return { commands: shown, given };
  const members = shown.find(({ name }) => name === group)?.definition().commands;
  return members && more.length === 0 ? { commands: members, given } : { given };
}

/** @param from - which of the words is the first after the command's own name */
function withinCommand(definition: CommandDefinition, words: readonly string[], from: number, current: string): Wanted {
  const { arguments: places = [], commands, options = [], passThrough } = definition;
  const given = new Map<string, string>();
  const used = new Set<OptionDefinition>();
  let operands = 0;
  let mayBeOption = true;
  for (let at = from; at < words.length; at++) {
    const word = words[at]!;
    if (mayBeOption && word === "--") {
      if (passThrough) return { command: at + 1, given };
      mayBeOption = false;
    } else if (mayBeOption && word.startsWith("-")) {
      const [flag = "", inWord] = split(word);
      const option = options.find((one) => flagsOf(one).includes(flag));
      if (!option) continue;
      used.add(option);
      const placeholder = placeholderOf(option.flags);
      if (placeholder === undefined) continue;
      if (inWord === undefined && at === words.length - 1) return { ...valueFor(option), given };
      given.set(placeholder, inWord ?? words[++at] ?? "");
    } else if (passThrough) {
      return afterTarget(places[0]?.name ?? "", words, at, given);
    } else {
      operands++;
    }
  }
  if (mayBeOption && current.startsWith("-")) return atOption(options, used, current, given);
  const place = places[Math.min(operands, places.length - 1)];
  const isPlace = place && (operands < places.length || place.name.includes("..."));
  return {
    ...(operands === 0 && commands && { commands }),
    ...(isPlace && {
      value: { placeholder: placeholderOf(place.name) ?? "", ...(place.offered && { choices: place.offered }) },
    }),
    ...(!isPlace && !commands && mayBeOption && { options: free(options, used) }),
    given,
  };
}

/** After the target of `exec`, and from the first word of `sandbox`, all belongs to a command of the user's own. */
function afterTarget(place: string, words: readonly string[], at: number, given: ReadonlyMap<string, string>): Wanted {
  const isTarget = placeholderOf(place) === "words";
  const first = isTarget ? at + 1 : at;
  return { command: isTarget && words[first] === "--" ? first + 1 : first, given };
}

function atOption(
  options: readonly OptionDefinition[],
  used: ReadonlySet<OptionDefinition>,
  current: string,
  given: ReadonlyMap<string, string>,
): Wanted {
  const [flag = "", inWord] = split(current);
  if (inWord === undefined) return { options: free(options, used), given };
  const option = options.find((one) => flagsOf(one).includes(flag));
  return option ? { ...valueFor(option), before: `${flag}=`, given } : { given };
}

/** Those that can still be given. */
function free(options: readonly OptionDefinition[], used: ReadonlySet<OptionDefinition>): readonly OptionDefinition[] {
  const left = options.filter((option) => !option.hidden && (option.repeatable || !used.has(option)));
  return [...left, ...OPTIONS_OF_ALL];
}

function valueFor({ choices, flags }: OptionDefinition): Pick<Wanted, "value"> {
  const placeholder = placeholderOf(flags);
  return placeholder === undefined ? {} : { value: { placeholder, ...(choices && { choices }) } };
}

/** `--server=corp` is the flag and its value; `-s` and `--server` have none. */
function split(word: string): readonly [string, string?] {
  const equals = word.startsWith("--") ? word.indexOf("=") : -1;
  return equals < 0 ? [word] : [word.slice(0, equals), word.slice(equals + 1)];
}

/** `-r` and `--region` of `-r, --region <region>`. */
export function flagsOf({ flags }: OptionDefinition): readonly string[] {
  return flags.split(/,? /).filter((word) => word.startsWith("-"));
}

/** `region` of `-r, --region <region>`, `target` of `[target]`, `words` of `[words...]`. */
export function placeholderOf(text: string): string | undefined {
  return /[<[]([\w-]+)(?:\.\.\.)?[\]>]$/.exec(text)?.[1];
}
