/**
 * What a command is called and takes. It is only data: the parsers, help and the pages made from it all read the same.
 */
export interface CommandDefinition {
  readonly arguments?: readonly ArgumentDefinition[];
  readonly options?: readonly OptionDefinition[];
  /** Whether everything after the first argument belongs to the command that is run. */
  readonly passThrough?: true;
  /** In place of what follows from the options and arguments. */
  readonly usage?: string;
  readonly examples?: readonly string[];
  /** What help says at its end. */
  readonly notes?: string;
  readonly commands?: readonly NamedDefinition[];
  /** Whether a group does something by itself as well; others only show what is in them. */
  readonly alone?: true;
}

/** A command of a group, such as `list roles`. */
export interface NamedDefinition extends CommandDefinition {
  readonly name: string;
  readonly aliases?: readonly string[];
  readonly summary: string;
}

export interface ArgumentDefinition {
  /** `<required>`, `[optional]`, `[several...]` or `<one-or-more...>`. */
  readonly name: string;
  readonly words?: string;
  /** What the TAB key offers. The command itself says of another word what there is. */
  readonly offered?: readonly string[];
}

export interface OptionDefinition {
  /** `-r, --region <region>`; an option without a value has no `<…>`, and `--no-…` turns something off. */
  readonly flags: string;
  readonly words?: string;
  readonly heading?: Heading;
  readonly choices?: readonly string[];
  /** Every accepted value, and what it means. */
  readonly meanings?: Readonly<Record<string, string>>;
  /** The value if the option is not given. */
  readonly fallback?: string;
  /** The name, in the parsed options, of one that this option does not go with. */
  readonly conflicts?: string;
  readonly repeatable?: true;
  /** Works, but help does not show it: a word of other tools, or of commands among themselves. */
  readonly hidden?: true;
}

/** What help puts options under, in the order of their first option. */
export type Heading = "Target" | "Who you are" | "Role" | "One more role" | "Asking" | "Cache" | "Output";

/** Whether a command does something itself: a group may only hold others. */
export function actsItself({ alone, commands }: CommandDefinition): boolean {
  return !commands || alone === true;
}

/** An option for a command that has too few of them to need headings. */
export function withoutHeading({ heading: _, ...option }: OptionDefinition): OptionDefinition {
  return option;
}
