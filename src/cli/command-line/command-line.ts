import { Argument, Command, InvalidArgumentError, Option } from "commander";
import { VERSION_AND_COMMIT } from "../../base/version.ts";
import { print } from "../../system/print.ts";
import {
  type ArgumentDefinition,
  actsItself,
  type CommandDefinition,
  type OptionDefinition,
} from "../definitions/definition.ts";
import type { act } from "./act.ts";
import { COMMAND_TABLE } from "./command-table.ts";
import { helpText } from "./help.ts";
import { type HelpSubject, memberSubject, PROGRAM_SUBJECT, subjectOf } from "./help-subject.ts";
import type { TableEntry } from "./table-entry.ts";
import type { Given } from "./typed/typed-options.ts";

interface Wanted {
  /** The command whose options and arguments are read; absent: all of them. */
  readonly complete?: string;
  /** How many columns help may take. */
  readonly width?: number;
  /** Does what was read; absent: nothing is done. */
  readonly acting?: typeof act;
}

/** The command line as commander reads it. */
export function commandLine(wanted: Wanted = {}): Command {
  const { complete, width } = wanted;
  const app = inOurManner(new Command("actas"), PROGRAM_SUBJECT, width)
    .version(VERSION_AND_COMMIT, "-V, --version")
    .enablePositionalOptions();
  for (const entry of COMMAND_TABLE) {
    const isComplete = complete === undefined || complete === entry.name;
    app.addCommand(isComplete ? commandFrom(entry, wanted) : new Command(entry.name), { hidden: !entry.heading });
  }
  return app;
}

function commandFrom(entry: TableEntry, { acting, width }: Wanted): Command {
  const { name } = entry;
  const definition = entry.definition();
  const command = inOurManner(new Command(name), subjectOf(entry), width);
  const doing = (action: string) => (given: Given) => acting?.(name, action, given);
  read(command, definition, doing(""));
  // An option after the name of a member is the member's, also where the group has one of that name.
  command.enablePositionalOptions();
  for (const member of definition.commands ?? []) {
    const added = inOurManner(new Command(member.name), memberSubject(entry, member), width);
    read(added, member, doing(member.name));
    command.addCommand(added.aliases(member.aliases ?? []));
  }
  return command;
}

/** Makes commander read what a command takes, and do what it does. */
function read(
  command: Command,
  definition: CommandDefinition,
  doing: (given: Given) => Promise<void> | undefined,
): void {
  if (definition.passThrough) command.passThroughOptions();
  for (const argument of definition.arguments ?? []) command.addArgument(argumentFrom(argument));
  for (const option of definition.options ?? []) command.addOption(optionFrom(option));
  if (!actsItself(definition)) return;
  // Last, commander gives the command itself.
  command.action((...given: unknown[]) => doing(given.slice(0, -1) as unknown as Given));
}

function argumentFrom({ name, words }: ArgumentDefinition): Argument {
  const argument = new Argument(name, words);
  // Words of the command to run may be empty.
  return argument.variadic ? argument : argument.argParser(refuseEmpty);
}

function optionFrom({ choices, conflicts, fallback, flags, ...definition }: OptionDefinition): Option {
  const { hidden, meanings, repeatable } = definition;
  const option = new Option(flags).hideHelp(hidden === true);
  if (fallback !== undefined) option.default(fallback);
  if (conflicts) option.conflicts(conflicts);
  if (choices) option.choices(choices);
  if (meanings) return option.argParser((value: string) => meaningIn(meanings, choices ?? [], refuseEmpty(value)));
  if (repeatable) return option.argParser((value: string, before: string[] = []) => [...before, refuseEmpty(value)]);
  const { parseArg } = option;
  if (!parseArg) return option.required ? option.argParser(refuseEmpty) : option;
  return option.argParser((value: string, before: string) => parseArg(refuseEmpty(value), before) as string);
}

function meaningIn(meanings: Readonly<Record<string, string>>, choices: readonly string[], value: string): string {
  if (Object.hasOwn(meanings, value)) return meanings[value]!;
  throw new InvalidArgumentError(`it is ${choices.map((choice) => `\`${choice}\``).join(" or ")}`);
}

/**
 * Refuses an empty value: it is nearly always an unset variable. If `--assume-role ""` were ignored, the program would
 * get the first role in place of the intended one.
 */
function refuseEmpty(value: string): string {
  if (value === "") throw new InvalidArgumentError("it is empty");
  return value;
}

/** Help is ours, and goes to standard output; we print errors, and commander never ends the process. */
function inOurManner(command: Command, subject: HelpSubject, width: number | undefined): Command {
  const show = (text: string): void => print(text.trimEnd());
  return command
    .exitOverride()
    .helpOption("-h, --help")
    .configureHelp({ formatHelp: () => helpText(subject, width) })
    .configureOutput({
      writeOut: show,
      writeErr: show,
      outputError: () => {},
      // The runtime's own streams take milliseconds to load.
      getOutHelpWidth: () => width ?? 0,
      getErrHelpWidth: () => width ?? 0,
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    });
}
