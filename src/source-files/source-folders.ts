import { join } from "node:path";
import type { RequestEnvironment } from "../base/credential-request.ts";
import { configurationHome } from "../files/home.ts";
import { systemFolders } from "../files/system-folders.ts";

const PURPOSE = "tell where source files are";

/** The folder of our own source files; `actas setup` writes there. */
export function ownSourceFolder(environment: RequestEnvironment): string {
  return join(configurationHome(environment, PURPOSE), "actas/sources.d");
}

/** The folders of the user's source files, in order of precedence: our own, then that of Mairu, whose files mean the same. */
export function sourceFolders(environment: RequestEnvironment): readonly string[] {
  return [ownSourceFolder(environment), join(configurationHome(environment, PURPOSE), "mairu/servers.d")];
}

/** Where bundles of organisations are installed, each in a file. */
export function bundleFolder(environment: RequestEnvironment): string {
  return join(configurationHome(environment, PURPOSE), "actas/org.d");
}

/** The folders of source files for all users of the machine, the most important first. */
export function systemSourceFolders(environment: RequestEnvironment): readonly string[] {
  return systemFolders(environment).map((folder) => join(folder, "sources.d"));
}

/** Whether a source file is Mairu's, which may have keys that only Mairu knows. */
export function isMairuFile(path: string): boolean {
  return path.includes("/mairu/servers.d/");
}
