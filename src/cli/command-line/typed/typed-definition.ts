import type { CommandDefinition, NamedDefinition, OptionDefinition } from "../../definitions/definition.ts";

/** What it takes to read the words after a command: its definition without what only help says. */
export interface TypedDefinition {
  readonly arguments: readonly string[];
  /** Where their lines begin in the text of all options, most of which several commands have. */
  readonly options: readonly number[];
  readonly passThrough?: true;
  readonly alone?: true;
  readonly commands?: readonly NamedTypedDefinition[];
}

interface NamedTypedDefinition extends TypedDefinition {
  readonly name: string;
  readonly aliases?: readonly string[];
}

export interface TypedOption
  extends Pick<OptionDefinition, "choices" | "conflicts" | "fallback" | "meanings" | "repeatable"> {
  /** `-r` and `--region` */
  readonly flags: readonly string[];
  /** The name in the parsed options: `roleSessionName`, or `cache` for `--no-cache`. */
  readonly name: string;
  /** What it means without a value: it turns something on, or off. Absent: it takes a value. */
  readonly means?: boolean;
}

/** @param placeOf - where the line of an option begins */
export function typedDefinition(
  definition: CommandDefinition,
  placeOf: (option: TypedOption) => number,
): TypedDefinition {
  const { alone, commands, passThrough } = definition;
  const named = ({ aliases, name, ...member }: NamedDefinition): NamedTypedDefinition => ({
    ...{ name, ...(aliases && { aliases }) },
    ...typedDefinition(member, placeOf),
  });
  return {
    arguments: (definition.arguments ?? []).map(({ name }) => name),
    options: (definition.options ?? []).map((option) => placeOf(typedOption(option))),
    ...(passThrough && { passThrough }),
    ...(alone && { alone }),
    ...(commands && { commands: commands.map(named) }),
  };
}

function typedOption(option: OptionDefinition): TypedOption {
  const { choices, conflicts, fallback, meanings, repeatable } = option;
  const flags = option.flags.split(/[ ,]+/).filter((word) => word.startsWith("-"));
  const long = flags.find((flag) => flag.startsWith("--")) ?? "";
  const isNegative = long.startsWith("--no-");
  return {
    flags,
    name: camelCase(long.slice(isNegative ? 5 : 2)),
    ...(!option.flags.endsWith(">") && { means: !isNegative }),
    ...(choices && { choices }),
    ...(meanings && { meanings }),
    ...(fallback !== undefined && { fallback }),
    ...(conflicts !== undefined && { conflicts }),
    ...(repeatable && { repeatable }),
  };
}

function camelCase(words: string): string {
  return words.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
}
