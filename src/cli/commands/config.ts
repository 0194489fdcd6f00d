import { home } from "../../files/home.ts";
import { readProfileFiles } from "../../profiles/profile-reader.ts";
import { SourceReader } from "../../source-files/source-reader.ts";
import { printLines } from "../../system/print.ts";
import { terminalColumns } from "../../system/terminal/terminal-columns.ts";
import { describeProfile } from "../../targets/describe-profile.ts";
import type { Actions } from "../command-line/action.ts";
import { requestEnvironment } from "../environment/request-environment.ts";
import { settingsProblem } from "../environment/settings-problem.ts";
import { usedPaths } from "../environment/used-paths.ts";
import { type Output, printJson } from "../json/print-json.ts";
import { printText } from "../terminal/print-text.ts";
import { profileAsText } from "../text/profile-as-text.ts";
import { table } from "../text/table.ts";

/** `actas config show|paths` */
export const configActions: Actions = {
  show: async (profile: string, { json }: { readonly json?: true }) => {
    const environment = requestEnvironment();
    const files = await readProfileFiles(environment);
    const definitions = await new SourceReader().read(environment);
    const described = describeProfile(profile, files, definitions, environment);
    const unusable = await settingsProblem();
    const problems = [...described.problems, ...(unusable ? [unusable.message] : [])];
    const description = { ...described, problems };
    if (json) return printJson("config show", description);
    printText(profileAsText(description, home(environment, "shorten paths"), terminalColumns()));
  },
  paths: ({ json }: { readonly json?: true }) => {
    const paths = usedPaths();
    if (json) return printJson("config paths", paths);
    printLines(pathLines(paths));
  },
};

/** One path a line, which is as long as the path is. */
function pathLines({ maws, sources, ykman = "not found", ...paths }: Output<"config paths">): readonly string[] {
  const { config, credentials, settings, state, log, runtime, socket, program } = paths;
  return table([
    ...Object.entries({ config, credentials, settings }),
    ...sources.map((folder) => ["sources", folder]),
    ...maws.map((path) => ["maws", path]),
    ...Object.entries({ state, log, runtime, socket, program, ykman }),
  ]);
}
