import { Argument, Command, InvalidArgumentError, Option } from "commander";
import { VERSION_AND_COMMIT } from "../../base/version.ts";
import { print } from "../../system/print.ts";
import {
  type ArgumentDefinition,
  actsItself,
  type CommandDefinition,
  type OptionDefinition,
} from "../definitions/definition.ts";
import { act } from "./act.ts";
import { COMMAND_TABLE, type TableEntry } from "./command-table.ts";
import { endOfHelp, helpInOurManner, UNTOLD_WIDTH } from "./help.ts";
import type { Given } from "./typed-options.ts";

interface Wanted {
  /** The command whose options and arguments are read; absent: all of them. */
  readonly complete?: string;
  /** How many columns help may take. */
  readonly width?: number;
}

/** The command line as commander reads it; `docs/reference/commands.md` is generated from it. */
export function commandLine({ complete, width = UNTOLD_WIDTH }: Wanted = {}): Command {
  const app = new Command("actas")
    .description("The right temporary AWS credentials for any program, never left lying around.")
    .version(VERSION_AND_COMMIT, "-V, --version", "print the version")
    .enablePositionalOptions()
    .addHelpText("after", endOfHelp({ examples: EXAMPLES }, width));
  for (const entry of COMMAND_TABLE) {
    const definition = complete === undefined || complete === entry.name ? entry.definition : {};
    const command = commandFrom(entry, definition, (action, given) => act(entry, action, given), width);
    if (entry.heading) app.addCommand(command.helpGroup(`${entry.heading}:`));
    else app.addCommand(command, { hidden: true });
  }
  return inOurManner(app, width);
}

const EXAMPLES = [
  "actas exec staging -- terraform plan     act as a role, for one command",
  "actas exec auto -- make deploy           the role of this project",
  "actas login corp                         sign in once, in the browser",
  "actas process staging                    credential_process for any SDK",
  "actas status                             what the agent holds",
  "actas sandbox                            try it without an AWS account",
];

type Run = (action: string, given: Given) => Promise<void>;

function commandFrom(
  { name, summary }: Pick<TableEntry, "name" | "summary">,
  definition: CommandDefinition,
  run: Run,
  width: number,
): Command {
  const { commands = [], passThrough, usage } = definition;
  const command = new Command(name).description(summary).addHelpText("after", endOfHelp(definition, width));
  if (usage) command.usage(usage);
  if (passThrough) command.passThroughOptions();
  for (const argument of definition.arguments ?? []) command.addArgument(argumentFrom(argument));
  for (const option of definition.options ?? []) command.addOption(optionFrom(option));
  for (const member of commands) {
    const { aliases = [] } = member;
    const added = commandFrom(member, member, (_, given) => run(member.name, given), width);
    command.addCommand(added.aliases(aliases));
  }
  if (!actsItself(definition)) return inOurManner(command, width);
  // Last, commander gives the command itself.
  command.action((...given: unknown[]) => run("", given.slice(0, -1) as unknown as Given));
  return inOurManner(command, width);
}

function argumentFrom({ name, words }: ArgumentDefinition): Argument {
  const argument = new Argument(name, words);
  // Words of the command to run may be empty.
  return argument.variadic ? argument : argument.argParser(refuseEmpty);
}

function optionFrom({ choices, conflicts, fallback, flags, heading, ...definition }: OptionDefinition): Option {
  const { hidden, meanings, repeatable, words } = definition;
  const option = new Option(flags, words).hideHelp(hidden === true);
  if (heading) option.helpGroup(`${heading}:`);
  if (fallback !== undefined) option.default(fallback);
  if (conflicts) option.conflicts(conflicts);
  if (meanings) return option.argParser((value: string) => meaningIn(meanings, choices ?? [], refuseEmpty(value)));
  if (repeatable) return option.argParser((value: string, before: string[] = []) => [...before, refuseEmpty(value)]);
  if (!choices) return option.required ? option.argParser(refuseEmpty) : option;
  option.choices(choices);
  const { parseArg } = option;
  return option.argParser((value: string, before: string) => parseArg?.(refuseEmpty(value), before) as string);
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

/** Help goes to standard output and names only commands; we print errors, and commander never ends the process. */
function inOurManner(command: Command, width: number): Command {
  const show = (text: string): void => print(text.trimEnd());
  return command
    .exitOverride()
    .helpOption("-h, --help", "show help")
    .configureHelp({ ...helpInOurManner, helpWidth: width })
    .configureOutput({
      writeOut: show,
      writeErr: show,
      outputError: () => {},
      // The runtime's own streams take milliseconds to load.
      getOutHelpWidth: () => width,
      getErrHelpWidth: () => width,
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    });
}
