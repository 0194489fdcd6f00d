import type { ArgumentDefinition, OptionDefinition } from "../definitions/definition.ts";
import type { HelpSubject } from "./help-subject.ts";

/** What stands side by side: a name, and what it is. */
export type HelpItem = readonly [term: string, description: string];

export interface HelpExample {
  /** As it was written: the command, and blanks before what it does. */
  readonly line: string;
  readonly command: string;
  /** What it does, where the command does not show that by itself. */
  readonly words?: string;
}

/** What help says of a command, before it is laid out for a terminal, a page of the reference or man(1). */
export interface HelpParts {
  readonly path: string;
  readonly summary: string;
  /** What follows the path on a command line. */
  readonly usage: string;
  /** Arguments, options and commands by their heading, in the order of help. */
  readonly groups: ReadonlyMap<string, readonly HelpItem[]>;
  readonly examples: readonly HelpExample[];
  /** Paragraphs. One with lines that begin with a blank shows a file, or columns: its lines stay. */
  readonly notes: readonly string[];
}

const HELP: OptionDefinition = { flags: "-h, --help", words: "show help" };

/** What there is to say of a command. Options that help hides are left out. */
export function helpParts(subject: HelpSubject): HelpParts {
  const { commands = [], definition, path, summary } = subject;
  const groups = new Map<string, HelpItem[]>();
  const add = (heading: string, item: HelpItem): void =>
    void groups.set(heading, [...(groups.get(heading) ?? []), item]);
  for (const { name, words } of definition.arguments ?? []) if (words) add("Arguments", [bareName(name), words]);
  for (const option of [...(definition.options ?? []), HELP]) {
    if (!option.hidden) add(option.heading ?? "Options", [option.flags, descriptionOf(option)]);
  }
  for (const { heading = "Commands", name, summary } of commands) add(heading, [name, summary]);
  const examples = (definition.examples ?? []).map(exampleOf);
  return { path, summary, usage: usageOf(subject), groups, examples, notes: definition.notes?.split("\n\n") ?? [] };
}

function usageOf({ commands = [], definition: { arguments: names = [], usage } }: HelpSubject): string {
  return (
    usage ?? ["[options]", ...(commands.length > 0 ? ["[command]"] : []), ...names.map(({ name }) => name)].join(" ")
  );
}

function bareName(name: ArgumentDefinition["name"]): string {
  return name.slice(1, -1).replace("...", "");
}

function descriptionOf({ choices, fallback, meanings, words = "" }: OptionDefinition): string {
  const facts = [
    ...(choices && !meanings ? [`choices: ${choices.map((choice) => `"${choice}"`).join(", ")}`] : []),
    ...(fallback === undefined ? [] : [`default: "${fallback}"`]),
  ];
  return facts.length > 0 ? `${words} (${facts.join(", ")})` : words;
}

function exampleOf(line: string): HelpExample {
  const [, command, words] = /^(.*?\S) {3,}(\S.*)$/.exec(line) ?? [];
  return command && words ? { line, command, words } : { line, command: line };
}
