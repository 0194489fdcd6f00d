import { Command, Option } from "commander";
import type { SourceMessage } from "../../agent-api/messages.ts";
import { jsonText } from "../../base/printable.ts";
import { profileNames } from "../../profiles/profile.ts";
import { readProfileFiles } from "../../profiles/profile-reader.ts";
import { print, printLines } from "../../system/print.ts";
import { ask } from "../ask.ts";
import { inThisEnvironment } from "../environment/in-this-environment.ts";
import { requestEnvironment } from "../environment/request-environment.ts";
import { listRoles, type RolesToFind } from "../list/list-roles.ts";
import { agentUseFrom, noAgentOption } from "../target/credential-options.ts";
import { type RoleFilter, withFilterOptions } from "../target/role-filter.ts";
import { say } from "../terminal/say.ts";
import { examples } from "../text/examples.ts";
import { signInLine } from "../text/sign-in-line.ts";
import { table } from "../text/table.ts";

const EXAMPLES = `
Examples:
  actas exec "$(actas list targets | fzf | cut -f1)" -- aws s3 ls
  actas list roles corp --role admin
  actas list accounts --search data
  actas list sources
  actas list sign-ins --utc
`;

/** `actas list targets|roles|accounts|sources|sign-ins|profiles` */
export function listCommand(): Command {
  return new Command("list")
    .description("list targets, roles, accounts, sources, sign-ins or profiles")
    .addCommand(targetsCommand())
    .addCommand(rolesCommand("roles"))
    .addCommand(accountsCommand())
    .addCommand(sourcesCommand())
    .addCommand(signInsCommand("sign-ins").alias("sessions"))
    .addCommand(profilesCommand())
    .addHelpText("after", EXAMPLES);
}

/** `actas list roles`, by whatever name it is called. */
export function rolesCommand(name: string): Command {
  const command = new Command(name)
    .description("list the roles a source lends, or those of all you are signed in to")
    .argument("[source]", "its id, its URL, or a profile that uses it")
    .addOption(new Option("--server <source>", "the same as the argument").hideHelp(name === "roles"))
    .addHelpText("after", examples("actas list roles", "actas list roles corp --output oneline | grep Admin"));
  return withRoleOptions(command).action((source: string | undefined, flags) =>
    listRoles({ ...rolesFrom(source, flags), output: outputFrom(flags), command: name }),
  );
}

function targetsCommand(): Command {
  const command = new Command("targets")
    .description("list all that can be acted as, profiles and roles: one a line, a TAB, what it is")
    .argument("[source]", "only the roles of this source: its id, its URL, or a profile that uses it")
    .addHelpText(
      "after",
      examples(
        'actas exec "$(actas list targets | fzf | cut -f1)" -- aws s3 ls',
        "actas list targets --search 'data read'",
      ),
    );
  return withRoleOptions(command).action(async (source: string | undefined, flags) => {
    const { listTargets } = await import("../list/list-targets.ts");
    await listTargets({ ...rolesFrom(source, flags), output: outputFrom(flags) });
  });
}

function accountsCommand(): Command {
  const command = new Command("accounts")
    .description("list the accounts in which you have a role")
    .argument("[source]", "its id, its URL, or a profile that uses it")
    .addHelpText(
      "after",
      examples("actas list accounts", "actas list accounts --json | jq -r '.accounts[].accountId'"),
    );
  return withRoleOptions(command).action(async (source: string | undefined, flags) => {
    const { listAccounts } = await import("../list/list-accounts.ts");
    await listAccounts({ ...rolesFrom(source, flags), output: outputFrom(flags) });
  });
}

interface RoleFlags extends RoleFilter {
  readonly source?: string;
  readonly server?: string;
  readonly refresh?: true;
  readonly agent: boolean;
}

/** Adds the options of every command that lists roles. */
function withRoleOptions(command: Command): Command {
  return withFilterOptions(command.addOption(outputOption()).addOption(jsonOption()))
    .option("--source <source>", "the same as the argument")
    .option("--refresh", "ask anew, also when the list is from within the hour")
    .addOption(noAgentOption());
}

function rolesFrom(argument: string | undefined, flags: RoleFlags): RolesToFind {
  const source = argument ?? flags.source ?? flags.server;
  const { account, role, search } = flags;
  return {
    filter: { ...(account && { account }), ...(role && { role }), ...(search && { search }) },
    freshness: flags.refresh ? "refresh" : "cached",
    agent: agentUseFrom(flags),
    ...(source && { source }),
  };
}

/** `actas list sign-ins`, under all its names. */
export function signInsCommand(name: string): Command {
  return new Command(name)
    .description("list the sources you are signed in to")
    .addOption(outputOption())
    .addOption(jsonOption())
    .option("--utc", "show times in UTC")
    .addHelpText("after", examples("actas list sign-ins", "actas list sign-ins --utc"))
    .action(async ({ utc, ...flags }) => {
      const output = outputFrom(flags);
      const { sources, gone = [] } = await ask({ request: "sources", ...inThisEnvironment() });
      const signedIn = [...sources, ...gone].filter(
        (source): source is Required<SourceMessage> => source.signIn !== undefined,
      );
      if (output === "json") return print(jsonText({ signIns: signedIn }, "indented"));
      const lines = signedIn.map((source) => signInLine(source, utc ? "utc" : "local"));
      if (output === "oneline") return printLines(lines);
      const numbered = lines.map((line, index) => `${index + 1}. ${line}`);
      printLines(numbered.length > 0 ? numbered : ["nobody is signed in"]);
    });
}

/** The formats of all lists: `text`, one item per line, or `json`. */
function outputOption(): Option {
  return new Option("-o, --output <form>", "how to print them").choices(["text", "oneline", "json"]).default("text");
}

function jsonOption(): Option {
  return new Option("--json", "the same as `--output json`").conflicts("output");
}

function outputFrom({ json, output }: OutputFlags): OutputFlags["output"] {
  return json ? "json" : output;
}

interface OutputFlags {
  readonly json?: true;
  readonly output: "text" | "oneline" | "json";
}

function sourcesCommand(): Command {
  return new Command("sources")
    .description("list what can be signed in to")
    .addOption(outputOption())
    .addOption(jsonOption())
    .addOption(noAgentOption())
    .addHelpText("after", examples("actas list sources", "actas list sources --output json | jq -r '.sources[].id'"))
    .action(async ({ agent, ...flags }) => {
      const output = outputFrom(flags);
      const request = { request: "sources", ...inThisEnvironment() } as const;
      const { sources, problems } = await ask(request, agentUseFrom({ agent }));
      for (const problem of problems) say(`actas: note: ${problem}`);
      if (output === "json") return print(jsonText({ sources }, "indented"));
      if (output === "oneline") return printLines(sources.map(({ id, kind, url }) => `${id} ${kind} ${url}`));
      const rows = sources.map(({ id, kind, url, signIn }) => [id, kind, url, signIn ? "yes" : "no"]);
      printLines(
        rows.length > 0
          ? table([["SOURCE", "KIND", "URL", "SIGNED IN"], ...rows])
          : ["no sources; `actas setup` adds one"],
      );
    });
}

function profilesCommand(): Command {
  return new Command("profiles")
    .description("list the profiles of the AWS files")
    .addOption(outputOption())
    .addOption(jsonOption())
    .addHelpText("after", examples("actas list profiles", 'actas exec "$(actas list profiles | fzf)" -- aws s3 ls'))
    .action(async (flags) => {
      const output = outputFrom(flags);
      const profiles = profileNames(await readProfileFiles(requestEnvironment()));
      if (output === "json") return print(jsonText({ profiles }, "indented"));
      printLines(profiles);
    });
}
