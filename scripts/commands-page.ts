import { type Command, Help, type Option } from "commander";
import { commandLine } from "../src/cli/command-line/command-line.ts";
import { COMMAND_TABLE } from "../src/cli/command-line/command-table.ts";
import { credentialOptions } from "../src/cli/definitions/credential-options.ts";

/** As wide as help is on a large terminal, so that few lines break. */
const HELP_WIDTH = 110;

const INTRODUCTION = `# Commands

<!-- Written by \`npm run docs\` from the help of the program. Change the help, not this page. -->

Each command with its help, word for word. [Exit codes](exit-codes.md) and the
[environment variables](environment.md) it reads are on their own pages, and the JSON of
\`status\` and \`cache list\` is described with the [agent protocol](agent-api.md#status).
`;

const SHORT_OPTIONS = `## Short options

They are those that users of other tools type: \`-d\`, \`-t\` and \`-j\` as in aws-vault, \`-r\` and \`-d\` as in
granted, \`-p\` as in aws-sso, \`-n\` as in sudo; \`-a\`, \`-o\`, \`-q\`, \`-y\` and \`-V\` as nearly everywhere. An option
that has one has it in every command.
`;

const SHARED = "options of commands that get credentials";
const SHARED_INTRODUCTION = `## Options of commands that get credentials

\`exec\`, \`process\`, \`export\` and \`whoami\` have them all. (\`exec\` fails with status 125 in place of 4.)
`;
const TO_SHARED = `And the [${SHARED}](#${SHARED.replaceAll(" ", "-")}).\n`;

/** `docs/reference/commands.md`: an index, what many commands share once, and each command. */
export async function commandsPage(): Promise<string> {
  const app = commandLine({ width: HELP_WIDTH });
  const shared = new Set(credentialOptions().map(({ flags }) => flags));
  const all = [app, ...descendants(app)];
  const parts = [INTRODUCTION, index(app), shortOptions(all), sharedOptions(app), ...all.map(sectionOf(shared))];
  return parts.join("\n");
}

function descendants(command: Command): Command[] {
  return shownIn(command).flatMap((one) => [one, ...descendants(one)]);
}

function shownIn(command: Command): Command[] {
  return new Help().visibleCommands(command).filter((one) => command.commands.includes(one));
}

function index(app: Command): string {
  const headings = [...new Set(COMMAND_TABLE.flatMap(({ heading }) => heading ?? []))];
  const linesUnder = (heading: string): string[] =>
    shownIn(app)
      .filter((one) => one.helpGroup() === `${heading}:`)
      .flatMap((one) => [link(one, ""), ...descendants(one).map((member) => link(member, "  "))]);
  const groups = headings.map((heading) => `**${heading}**\n\n${linesUnder(heading).join("\n")}\n`);
  return `## Index\n\n${groups.join("\n")}`;
}

function link(command: Command, indent: string): string {
  const name = nameOf(command);
  return `${indent}- [${name}](#${name.replaceAll(" ", "-")}): ${command.description()}`;
}

function shortOptions(commands: readonly Command[]): string {
  const users = new Map<string, string[]>();
  for (const command of commands) {
    for (const { flags, hidden, short } of command.options) {
      if (short && !hidden) users.set(flags, [...(users.get(flags) ?? []), nameOf(command).replace(/^actas ?/, "")]);
    }
  }
  const rows = [...users]
    .sort(([one], [other]) => (one.toLowerCase() < other.toLowerCase() ? -1 : 1))
    .map(([flags, names]) => `| \`${flags}\` | ${names.filter(Boolean).join(", ") || "actas itself"} |`);
  return [SHORT_OPTIONS, "| option | commands |", "|---|---|", ...rows, ""].join("\n");
}

/** The options of `process`, which has no others. */
function sharedOptions(app: Command): string {
  const help = helpOf(app.commands.find((one) => one.name() === "process")!);
  const options = help.slice(help.indexOf("Target:\n"), help.indexOf("\n\nOptions:\n"));
  return `${SHARED_INTRODUCTION}\n\`\`\`text\n${options}\n\`\`\`\n`;
}

function sectionOf(shared: ReadonlySet<string>): (command: Command) => string {
  return (command) => {
    const hasThem = command.options.filter(({ flags }) => shared.has(flags)).length === shared.size;
    const isShown = ({ flags }: Option): boolean => !hasThem || !shared.has(flags);
    const visibleOptions = (one: Command): Option[] => new Help().visibleOptions(one).filter(isShown);
    const help = helpOf(command.configureHelp({ ...command.configureHelp(), visibleOptions }));
    return `## ${nameOf(command)}\n\n\`\`\`text\n${help}\n\`\`\`\n${hasThem ? `\n${TO_SHARED}` : ""}`;
  };
}

/** `actas cache clear` */
function nameOf(command: Command): string {
  return command.parent ? `${nameOf(command.parent)} ${command.name()}` : command.name();
}

/** The help with the examples, which commander only prints. */
function helpOf(command: Command): string {
  const written: string[] = [];
  command.configureOutput({ ...command.configureOutput(), writeOut: (text) => void written.push(text) }).outputHelp();
  return written.join("").trimEnd();
}
