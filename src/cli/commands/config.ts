import type { RequestEnvironment } from "../../base/credential-request.ts";
import { ActasError } from "../../base/errors.ts";
import { jsonText } from "../../base/printable.ts";
import { home } from "../../files/home.ts";
import { findProfile } from "../../profiles/profile.ts";
import type { Alias } from "../../settings/settings-reader.ts";
import type { SourceDefinitions } from "../../source-files/source-definitions.ts";
import { printLines } from "../../system/print.ts";
import { terminalColumns } from "../../system/terminal/terminal-columns.ts";
import type { Actions } from "../command-line/action.ts";
import { profilesHere } from "../environment/profiles-here.ts";
import { requestEnvironment } from "../environment/request-environment.ts";
import { settingsHere } from "../environment/settings-here.ts";
import { type Output, printJson } from "../json/print-json.ts";
import { readDescription } from "../target/read-description.ts";
import { printText } from "../terminal/print-text.ts";
import { say } from "../terminal/say.ts";
import { profileAsText } from "../text/profile-as-text.ts";
import { table } from "../text/table.ts";

/** `actas config show|settings|paths` */
export const configActions: Actions = {
  show: async (profile: string, { json }: { readonly json?: true }) => {
    const environment = requestEnvironment();
    const files = await profilesHere(environment);
    const { aliases, ignored, problem } = await settingsHere();
    const alias = aliases.get(profile);
    if (alias && !findProfile(files, profile)) throw notAProfile(profile, alias);
    const described = await readDescription(profile, files, () => readSources(environment), environment);
    const ofSettings = [...(problem ? [problem.message] : []), ...ignored.map((one) => one.problem)];
    const passedOver = alias && `a profile comes first: "${profile}" in \`targets\` of ${alias.path} is passed over`;
    const problems = [...described.problems, ...(passedOver ? [passedOver] : []), ...ofSettings];
    const description = { ...described, problems };
    if (json) return printJson("config show", description);
    printText(profileAsText(description, home(environment, "shorten paths"), terminalColumns()));
  },
  settings: async ({ json }: { readonly json?: true }) => {
    const { ignored, layers, problem } = await settingsHere();
    if (problem) throw problem;
    const { settingsInEffect } = await import("../../settings/settings-in-effect.ts");
    const settings = settingsInEffect(layers);
    if (json) return printJson("config settings", { settings, ignored });
    for (const one of ignored) say(`actas: note: ${one.problem}`);
    const rows = settings.map(({ key, path, value }) => [key, inWords(value), path ?? "default"]);
    printText(table([["SETTING", "VALUE", "FROM"], ...rows], terminalColumns()));
  },
  paths: async ({ json }: { readonly json?: true }) => {
    const paths = (await import("../environment/used-paths.ts")).usedPaths();
    if (json) return printJson("config paths", paths);
    printLines(pathLines(paths));
  },
};

async function readSources(environment: RequestEnvironment): Promise<SourceDefinitions> {
  const { SourceReader } = await import("../../source-files/source-reader.ts");
  return new SourceReader().read(environment);
}

function notAProfile(name: string, { path, target }: Alias): ActasError {
  const reason = `it is no profile, but a name for ${target} in ${path}`;
  return new ActasError("profile-not-found", `cannot show "${name}": ${reason}`, {
    hints: ["`actas config settings` shows all names for roles"],
  });
}

function inWords(value: unknown): string {
  return typeof value === "string" ? value : jsonText(value, "one-line");
}

/** One path a line, which is as long as the path is. */
function pathLines({ maws, sources, ykman = "not found", ...paths }: Output<"config paths">): readonly string[] {
  const { config, credentials, settings, sharedSettings, state, log, runtime, socket, program } = paths;
  return table([
    ...Object.entries({ config, credentials, settings }),
    ...sharedSettings.map((path) => ["settings", path]),
    ...sources.map((folder) => ["sources", folder]),
    ...maws.map((path) => ["maws", path]),
    ...Object.entries({ state, log, runtime, socket, program, ykman }),
  ]);
}
