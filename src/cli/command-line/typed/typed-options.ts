import type { TypedDefinition, TypedOption } from "./typed-definition.ts";

/** The options and arguments of a command line, in the form that an action gets them. */
export type Given = readonly [...arguments: (string | readonly string[] | undefined)[], options: Options];
type Options = Record<string, unknown>;

/**
 * Reads the words after a command, if they are written as they nearly always are: whole options of this command, each
 * with a value of its own, and as many arguments as there can be. It reads them as commander does.
 *
 * @returns `undefined` for everything else; commander, which takes milliseconds to load, reads it or says what is wrong
 */
export function typedOptions(
  { arguments: names, passThrough }: TypedDefinition,
  known: readonly TypedOption[],
  words: readonly string[],
): Given | undefined {
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
    const option = optionWith(equals < 0 ? word : word.slice(0, equals), known);
    if (!option || (equals >= 0 && option.means !== undefined)) return undefined;
    const text = equals >= 0 ? word.slice(equals + 1) : option.means === undefined ? words[++at] : undefined;
    const value = option.means ?? meaningOf(option, text);
    if (value === undefined) return undefined;
    const { name, repeatable } = option;
    options[name] = repeatable ? [...((options[name] as string[]) ?? []), value] : value;
  }
  const all = complete(options, known);
  return all && givenTo(names, operands, all);
}

// Plain loops: the first callback of each method of arrays costs more than all that is done here.

function optionWith(flag: string, known: readonly TypedOption[]): TypedOption | undefined {
  for (const option of known) if (option.flags.includes(flag)) return option;
  return undefined;
}

/** The value an option gets for what was typed; `undefined` if it is missing, empty, or none that it takes. */
function meaningOf({ choices, meanings }: TypedOption, text: string | undefined): string | undefined {
  if (!text) return undefined;
  if (meanings) return Object.hasOwn(meanings, text) ? meanings[text] : undefined;
  return !choices || choices.includes(text) ? text : undefined;
}

/** The options, also those that were not typed and have a value all the same; `undefined` if two do not go together. */
function complete(options: Options, known: readonly TypedOption[]): Options | undefined {
  for (const { conflicts, name } of known)
    if (conflicts !== undefined && conflicts in options && name in options) return undefined;
  for (const { fallback, means, name } of known) {
    if (means === false) options[name] ??= true;
    else if (fallback !== undefined) options[name] ??= fallback;
  }
  return options;
}

function givenTo(names: readonly string[], operands: readonly string[], options: Options): Given | undefined {
  const [first] = names;
  if (first?.endsWith("...]")) return [operands, options];
  if (operands.includes("")) return undefined;
  if (first?.endsWith("...>")) return operands.length === 0 ? undefined : [operands, options];
  if (operands.length > names.length) return undefined;
  const given: (string | undefined)[] = [];
  for (const name of names) {
    const operand = operands[given.length];
    if (name.startsWith("<") && operand === undefined) return undefined;
    given.push(operand);
  }
  return [...given, options];
}
