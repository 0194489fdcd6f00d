import type { RequestEnvironment } from "../../base/credential-request.ts";
import { beforeSlash, configurationHome } from "../../files/home.ts";
import { configurationDirectories } from "../../system/configuration-directories.ts";

/**
 * The files of Mozilla's `maws`, the least important first: those of the system, then the user's; or those that the user
 * has named in their place.
 */
export function mawsFiles(environment: RequestEnvironment): readonly string[] {
  const { ACTAS_MAWS_CONFIG: named, XDG_CONFIG_DIRS } = environment;
  if (named) return named.split(":");
  const own = configurationHome(environment, "tell where the files of maws are");
  const folders = [...configurationDirectories(XDG_CONFIG_DIRS).toReversed(), own];
  return folders.map((folder) => `${beforeSlash(folder)}/maws/config.ini`);
}
