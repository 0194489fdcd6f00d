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
  const shapes = (definition.options ?? []).map(shapeOf);
  const options: Options = {};
  const seen = new Set<string>();
  const operands: string[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at]!;
    if (word === "--" || (definition.passThrough && !word.startsWith("-"))) {
      operands.push(...words.slice(word === "--" ? at + 1 : at));
      break;
    }
    if (!word.startsWith("-")) {
      operands.push(word);
      continue;
    }
    const equals = word.startsWith("--") ? word.indexOf("=") : -1;
    const flag = equals < 0 ? word : word.slice(0, equals);
    const shape = shapes.find(({ long, short }) => flag === long || flag === short);
    if (!shape || (equals >= 0 && !shape.takesValue)) return undefined;
    const text = equals >= 0 ? word.slice(equals + 1) : shape.takesValue ? words[++at] : undefined;
    const value = shape.takesValue ? meaningOf(shape.option, text) : !shape.isNegative;
    if (value === undefined) return undefined;
    seen.add(shape.name);
    options[shape.name] = shape.option.repeatable ? [...((options[shape.name] as string[]) ?? []), value] : value;
  }
  if (shapes.some(({ name, option: { conflicts } }) => conflicts && seen.has(name) && seen.has(conflicts))) {
    return undefined;
  }
  for (const { isNegative, name, option } of shapes) {
    if (seen.has(name)) continue;
    if (isNegative) options[name] = true;
    else if (option.fallback !== undefined) options[name] = option.fallback;
  }
  const given = typedArguments(definition, operands);
  return given && [...given, options];
}

interface Shape {
  readonly option: OptionDefinition;
  readonly long: string;
  readonly short: string | undefined;
  readonly takesValue: boolean;
  readonly isNegative: boolean;
  /** In the parsed options: `roleSessionName`, or `cache` for `--no-cache`. */
  readonly name: string;
}

function shapeOf(option: OptionDefinition): Shape {
  const words = option.flags.split(/,? /);
  const long = words.find((word) => word.startsWith("--")) ?? "";
  const isNegative = long.startsWith("--no-");
  const name = long.slice(isNegative ? 5 : 2).replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
  return {
    option,
    long,
    short: words.find((word) => /^-\w$/.test(word)),
    takesValue: option.flags.endsWith(">"),
    isNegative,
    name,
  };
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
  if (operands.length > names.length || operands.includes("")) return undefined;
  if (names.some((name, at) => name.startsWith("<") && operands[at] === undefined)) return undefined;
  return names.map((_, at) => operands[at]);
}
