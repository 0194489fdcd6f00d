import { actsItself, type CommandDefinition, type NamedDefinition } from "../definitions/definition.ts";
import { COMMAND_TABLE } from "./command-table.ts";
import { isHelpFlag } from "./help-flag.ts";
import { memberNamed } from "./member-named.ts";
import type { TableEntry } from "./table-entry.ts";

const PROGRAM = "actas";

/** A command, or the whole program, as its help shows it. */
export interface HelpSubject {
  /** `actas list sign-ins|sessions` */
  readonly path: string;
  readonly summary: string;
  readonly definition: CommandDefinition;
  readonly commands?: readonly Listed[];
}

interface Listed {
  readonly name: string;
  readonly summary: string;
  readonly heading?: string;
}

/** What the program itself takes. */
const PROGRAM_DEFINITION: CommandDefinition = {
  usage: "[options] [command]",
  options: [{ flags: "-V, --version", words: "print the version" }],
  examples: [
    "actas exec staging -- terraform plan     act as a role, for one command",
    "actas exec auto -- make deploy           the role of this project",
    "actas login corp                         sign in once, in the browser",
    "actas process staging                    credential_process for any SDK",
    "actas status                             what the agent holds",
    "actas sandbox                            try it without an AWS account",
  ],
};

/** The whole program. */
export const PROGRAM_SUBJECT: HelpSubject = {
  path: PROGRAM,
  summary: "The right temporary AWS credentials for any program, never left lying around.",
  definition: PROGRAM_DEFINITION,
  commands: COMMAND_TABLE.filter(({ heading }) => heading !== undefined),
};

/** A command of the table. */
export function subjectOf({ definition: made, name, summary }: TableEntry): HelpSubject {
  const definition = made();
  const { commands } = definition;
  return { path: `${PROGRAM} ${name}`, summary, definition, ...(commands && { commands }) };
}

/** A command of a group. */
export function memberSubject(group: TableEntry, member: NamedDefinition): HelpSubject {
  const { aliases = [], name, summary } = member;
  return { path: `${PROGRAM} ${group.name} ${[name, ...aliases].join("|")}`, summary, definition: member };
}

/**
 * What a command line asks the help of: `actas`, `actas help sandbox code`, `actas sandbox code --help`, or a group that
 * does nothing itself.
 *
 * @returns `undefined` if it does something else, is not written as usual, or names a command that is not there
 */
export function helpAsked(argv: readonly string[]): HelpSubject | undefined {
  const [first, ...names] = argv;
  if (first === "help") return subjectNamed(namesBehindHelp(names));
  if (isHelpFlag(argv.at(-1))) return subjectNamed(argv.slice(0, -1));
  const subject = subjectNamed(argv);
  return subject && (subject === PROGRAM_SUBJECT || !actsItself(subject.definition)) ? subject : undefined;
}

/** The names of the command that `help` is asked about. */
export function namesBehindHelp(words: readonly string[]): readonly string[] {
  return words.filter((word) => word !== "help" && !isHelpFlag(word));
}

/** The program, a command or one of a group; `undefined` if there is no such command. */
export function subjectNamed([name, second, ...more]: readonly string[]): HelpSubject | undefined {
  if (name === undefined) return PROGRAM_SUBJECT;
  const entry = COMMAND_TABLE.find((one) => one.name === name);
  if (!entry || more.length > 0) return undefined;
  if (second === undefined) return subjectOf(entry);
  const member = memberNamed(entry.definition(), second);
  return member && memberSubject(entry, member);
}
