import { isAbsolute, join } from "node:path";
import type { RequestEnvironment } from "../base/credential-request.ts";
import { home } from "../files/home.ts";

/** The folder of our own source files; `actas setup` writes there. */
export function ownSourceFolder(environment: RequestEnvironment): string {
  return join(configurationHome(environment), "actas/sources.d");
}

/** The folders of source files, in order of precedence: our own, then that of Mairu, whose files mean the same. */
export function sourceFolders(environment: RequestEnvironment): readonly string[] {
  return [ownSourceFolder(environment), join(configurationHome(environment), "mairu/servers.d")];
}

/** Whether a source file is Mairu's, which may have keys that only Mairu knows. */
export function isMairuFile(path: string): boolean {
  return path.includes("/mairu/servers.d/");
}

/** By the XDG Base Directory Specification, which demands that a relative path be ignored. */
function configurationHome(environment: RequestEnvironment): string {
  const { XDG_CONFIG_HOME } = environment;
  if (XDG_CONFIG_HOME && isAbsolute(XDG_CONFIG_HOME)) return XDG_CONFIG_HOME;
  return join(home(environment, "tell where source files are"), ".config");
}
