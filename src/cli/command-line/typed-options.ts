import type { CommandDefinition, OptionDefinition } from "../definitions/definition.ts";

/** The options and arguments of a command line, in the form that an action gets them. */
export type Given = readonly [...arguments: (string | readonly string[] | undefined)[], options: Options];
type Options = Record<string, unknown>;

/**
 * Reads the words after a command, if they are written as they nearly always are: whole options of this command, each
 * with a value of its own, and as many arguments as there can be. It reads them as commander does.
 *
 * @returns `undefined` for everything else; commander, which takes milliseconds to load, reads it or says what is wrong
 */
export function typedOptions(definition: CommandDefinition, words: readonly string[]): Given | undefined {
  const { options: known = [], passThrough } = definition;
  const options: Options = {};
  const operands: string[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at]!;
    if (word === "--" || (passThrough && !word.startsWith("-"))) {
      operands.push(...words.slice(word === "--" ? at + 1 : at));
      break;
    }
    if (!word.startsWith("-")) {
      operands.push(word);
      continue;
    }
    const equals = word.startsWith("--") ? word.indexOf("=") : -1;
    const flag = equals < 0 ? word : word.slice(0, equals);
    const option = known.find(({ flags }) => hasFlag(flags, flag));
    if (!option || (equals >= 0 && !takesValue(option))) return undefined;
    const text = equals >= 0 ? word.slice(equals + 1) : takesValue(option) ? words[++at] : undefined;
    const value = takesValue(option) ? meaningOf(option, text) : !isNegative(option);
    if (value === undefined) return undefined;
    const name = nameOf(option);
    options[name] = option.repeatable ? [...((options[name] as string[]) ?? []), value] : value;
  }
  if (areInConflict(known, options)) return undefined;
  for (const option of known) {
    if (isNegative(option)) options[nameOf(option)] ??= true;
    else if (option.fallback !== undefined) options[nameOf(option)] ??= option.fallback;
  }
  const given = typedArguments(definition, operands);
  return given && [...given, options];
}

// No patterns here: to compile a few of them takes half a millisecond.

/** Whether `-r, --region <region>` has this flag, as a word of its own. */
function hasFlag(flags: string, flag: string): boolean {
  const at = flags.indexOf(flag);
  if (at < 0 || flag.includes(",") || flag.includes(" ")) return false;
  const after = flags[at + flag.length];
  return (at === 0 || flags[at - 1] === " ") && (after === undefined || after === "," || after === " ");
}

function takesValue({ flags }: OptionDefinition): boolean {
  return flags.endsWith(">");
}

function isNegative({ flags }: OptionDefinition): boolean {
  return flags.includes("--no-");
}

/** The name in the parsed options: `roleSessionName`, or `cache` for `--no-cache`. */
function nameOf(option: OptionDefinition): string {
  const { flags } = option;
  const start = flags.indexOf("--") + (isNegative(option) ? 5 : 2);
  const end = flags.indexOf(" ", start);
  const [first = "", ...others] = flags.slice(start, end < 0 ? undefined : end).split("-");
  return first + others.map((part) => part.slice(0, 1).toUpperCase() + part.slice(1)).join("");
}

function areInConflict(known: readonly OptionDefinition[], options: Options): boolean {
  return known.some((one) => one.conflicts !== undefined && one.conflicts in options && nameOf(one) in options);
}

/** The value an option gets for what was typed; `undefined` if it is missing, empty, or none that it takes. */
function meaningOf({ choices, meanings }: OptionDefinition, text: string | undefined): string | undefined {
  if (!text) return undefined;
  if (meanings) return Object.hasOwn(meanings, text) ? meanings[text] : undefined;
  return !choices || choices.includes(text) ? text : undefined;
}

function typedArguments(definition: CommandDefinition, operands: readonly string[]) {
  const names = (definition.arguments ?? []).map(({ name }) => name);
  const [first] = names;
  if (first?.endsWith("...]")) return [operands];
  if (first?.endsWith("...>")) return operands.length === 0 || operands.includes("") ? undefined : [operands];
  if (operands.length > names.length || operands.includes("")) return undefined;
  if (names.some((name, at) => name.startsWith("<") && operands[at] === undefined)) return undefined;
  return names.map((_, at) => operands[at]);
}
