import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { type Command, Help } from "commander";
import { commandLine } from "../src/cli/command-line/command-line.ts";
import { clientsPage } from "./clients-page.ts";

const ROOT = join(import.meta.dir, "..");
const PAGES: Readonly<Record<string, () => string | Promise<string>>> = {
  "docs/reference/commands.md": commandsPage,
  "docs/reference/clients.md": clientsPage,
};
/** As wide as help is on a large terminal, so that few lines break. */
const HELP_WIDTH = 110;

const INTRODUCTION = `# Commands

<!-- Written by \`npm run docs\` from the help of the program. Change the help, not this page. -->

Each command with its help, word for word. [Exit codes](exit-codes.md) and the
[environment variables](environment.md) it reads are on their own pages, and the JSON of
\`status\` and \`cache list\` is described with the [agent protocol](agent-api.md#status).
`;

const { values } = parseArgs({ options: { check: { type: "boolean", default: false } } });

for (const [path, page] of Object.entries(PAGES)) await (values.check ? check : write)(path, await page());

async function write(path: string, page: string): Promise<void> {
  await mkdir(dirname(join(ROOT, path)), { recursive: true });
  await Bun.write(join(ROOT, path), page);
  console.error(`wrote ${path}`);
}

/** Fails when the page is not what would be written now. */
async function check(path: string, page: string): Promise<void> {
  const file = Bun.file(join(ROOT, path));
  if ((await file.exists()) && (await file.text()) === page) return;
  console.error(`actas: error: ${path} is stale: \`npm run docs\` writes it anew`);
  process.exit(1);
}

async function commandsPage(): Promise<string> {
  const app = await commandLine();
  return `${INTRODUCTION}\n${[app, ...descendants(app)].map(section).join("\n")}`;
}

function descendants(command: Command): Command[] {
  const shown = new Help().visibleCommands(command).filter((one) => command.commands.includes(one));
  return shown.flatMap((one) => [one, ...descendants(one)]);
}

function section(command: Command): string {
  return `## ${nameOf(command)}\n\n\`\`\`text\n${helpOf(command)}\n\`\`\`\n`;
}

/** `actas cache clear` */
function nameOf(command: Command): string {
  return command.parent ? `${nameOf(command.parent)} ${command.name()}` : command.name();
}

/** The help with the examples, which commander only prints. */
function helpOf(command: Command): string {
  const written: string[] = [];
  command.configureOutput({
    writeOut: (text) => void written.push(text),
    getOutHelpWidth: () => HELP_WIDTH,
    getOutHasColors: () => false,
  });
  command.outputHelp();
  return written.join("").trimEnd();
}
