import { COMMAND_TABLE } from "../src/cli/command-line/command-table.ts";
import { helpText } from "../src/cli/command-line/help.ts";
import { type HelpSubject, memberSubject, PROGRAM_SUBJECT, subjectOf } from "../src/cli/command-line/help-subject.ts";
import type { TableEntry } from "../src/cli/command-line/table-entry.ts";
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
export function commandsPage(): string {
  const shown = COMMAND_TABLE.filter(({ heading }) => heading !== undefined);
  const all = [PROGRAM_SUBJECT, ...shown.flatMap(withMembers)];
  return [INTRODUCTION, index(shown), shortOptions(all), sharedOptions(), ...all.map(section)].join("\n");
}

function withMembers(entry: TableEntry): readonly HelpSubject[] {
  return [subjectOf(entry), ...(entry.definition().commands ?? []).map((member) => memberSubject(entry, member))];
}

function index(entries: readonly TableEntry[]): string {
  const groups = Map.groupBy(entries, ({ heading }) => heading);
  const parts = [...groups].map(([heading, members]) => `**${heading}**\n\n${members.flatMap(links).join("\n")}\n`);
  return `## Index\n\n${parts.join("\n")}`;
}

function links(entry: TableEntry): readonly string[] {
  return withMembers(entry).map((subject, number) => {
    const name = nameOf(subject);
    return `${number === 0 ? "" : "  "}- [${name}](#${name.replaceAll(" ", "-")}): ${subject.summary}`;
  });
}

function shortOptions(subjects: readonly HelpSubject[]): string {
  const users = new Map<string, string[]>();
  for (const subject of subjects) {
    for (const { flags, hidden } of subject.definition.options ?? []) {
      if (hidden || !/^-\w,/.test(flags)) continue;
      users.set(flags, [...(users.get(flags) ?? []), nameOf(subject).replace(/^actas /, "")]);
    }
  }
  const rows = [...users]
    .sort(([one], [other]) => (one.toLowerCase() < other.toLowerCase() ? -1 : 1))
    .map(([flags, names]) => `| \`${flags}\` | ${names.join(", ")} |`);
  return [SHORT_OPTIONS, "| option | commands |", "|---|---|", ...rows, ""].join("\n");
}

function sharedOptions(): string {
  const definition = { options: credentialOptions() };
  const help = helpText({ path: "", summary: "", definition }, HELP_WIDTH);
  const options = help.slice(help.indexOf("Target:\n"), help.indexOf("\n\nOptions:\n"));
  return `${SHARED_INTRODUCTION}\n\`\`\`text\n${options}\n\`\`\`\n`;
}

function section(subject: HelpSubject): string {
  const { options = [] } = subject.definition;
  const shared = new Set(credentialOptions().map(({ flags }) => flags));
  const others = options.filter(({ flags }) => !shared.has(flags));
  const hasThem = options.length - others.length === shared.size;
  const definition = hasThem ? { ...subject.definition, options: others } : subject.definition;
  const help = helpText({ ...subject, definition }, HELP_WIDTH).trimEnd();
  return `## ${nameOf(subject)}\n\n\`\`\`text\n${help}\n\`\`\`\n${hasThem ? `\n${TO_SHARED}` : ""}`;
}

/** `actas list sign-ins`, without other names. */
function nameOf({ path }: HelpSubject): string {
  return path.replace(/\|.*/, "");
}
