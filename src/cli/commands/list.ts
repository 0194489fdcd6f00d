import { Command, Option } from "commander";
import type { SourceMessage } from "../../agent-api/messages.ts";
import { jsonText } from "../../base/printable.ts";
import { profileNames } from "../../profiles/profile.ts";
import { readProfileFiles } from "../../profiles/profile-reader.ts";
import { print, printLines } from "../../system/print.ts";
import { ask } from "../ask.ts";
import { inThisEnvironment } from "../environment/in-this-environment.ts";
import { requestEnvironment } from "../environment/request-environment.ts";
import { listRoles } from "../list-roles.ts";
import { agentUseFrom, noAgentOption } from "../target/credential-options.ts";
import { say } from "../terminal/say.ts";
import { examples } from "../text/examples.ts";
import { signInLine } from "../text/sign-in-line.ts";
import { table } from "../text/table.ts";

const EXAMPLES = `
Examples:
  actas list roles corp
  actas list roles --output oneline | grep Admin
  actas list sources
  actas list sign-ins --utc
`;

/** `actas list roles|sources|sign-ins|profiles` */
export function listCommand(): Command {
  return new Command("list")
    .description("list roles, sources, sign-ins or profiles")
    .addCommand(rolesCommand("roles"))
    .addCommand(sourcesCommand())
    .addCommand(signInsCommand("sign-ins").alias("sessions"))
    .addCommand(profilesCommand())
    .addHelpText("after", EXAMPLES);
}

/** `actas list roles`, by whatever name it is called. */
export function rolesCommand(name: string): Command {
  return new Command(name)
    .description("list the roles a source lends, or those of all you are signed in to")
    .argument("[source]", "its id, its URL, or a profile that uses it")
    .addOption(outputOption())
    .option("--server <source>", "the same as the argument")
    .option("--refresh", "ask anew, also when the list is from within the hour")
    .addOption(noAgentOption())
    .addHelpText("after", examples("actas list roles", "actas list roles corp --output oneline | grep Admin"))
    .action((source: string | undefined, { agent, output, refresh, server }) => {
      const named = source ?? server;
      const freshness = refresh ? "refresh" : "cached";
      return listRoles({ output, freshness, agent: agentUseFrom({ agent }), ...(named && { source: named }) });
    });
}

/** `actas list sign-ins`, by whatever name it is called. */
export function signInsCommand(name: string): Command {
  return new Command(name)
    .description("list the sources you are signed in to")
    .addOption(outputOption())
    .option("--utc", "show times in UTC")
    .addHelpText("after", examples("actas list sign-ins", "actas list sign-ins --utc"))
    .action(async ({ output, utc }) => {
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

/** `text`, one a line, or `json`: the same for all lists. */
function outputOption(): Option {
  return new Option("-o, --output <form>", "how to print them").choices(["text", "oneline", "json"]).default("text");
}

function sourcesCommand(): Command {
  return new Command("sources")
    .description("list what can be signed in to")
    .addOption(outputOption())
    .addOption(noAgentOption())
    .addHelpText("after", examples("actas list sources", "actas list sources --output json | jq -r '.sources[].id'"))
    .action(async ({ agent, output }) => {
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
    .addHelpText("after", examples("actas list profiles", "actas exec $(actas list profiles | fzf) -- aws s3 ls"))
    .action(async ({ output }) => {
      const profiles = profileNames(await readProfileFiles(requestEnvironment()));
      if (output === "json") return print(jsonText({ profiles }, "indented"));
      printLines(profiles);
    });
}
