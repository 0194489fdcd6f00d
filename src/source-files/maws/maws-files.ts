import type { RequestEnvironment } from "../../base/credential-request.ts";
import { beforeSlash, configurationHome } from "../../files/home.ts";
import { configurationDirectories } from "../../system/configuration-directories.ts";

/** A file that may describe the source, and whether it is for all users of the machine. */
interface Place {
  readonly path: string;
  readonly isShared: boolean;
}

/**
 * The files of Mozilla's `maws`, the least important first: those of the system, then the user's; or those that the user
 * has named in their place.
 */
export function mawsFiles(environment: RequestEnvironment): readonly Place[] {
  const { ACTAS_MAWS_CONFIG: named, XDG_CONFIG_DIRS } = environment;
  if (named) return named.split(":").map((path) => ({ path, isShared: false }));
  const own = configurationHome(environment, "tell where the files of maws are");
  const system = configurationDirectories(XDG_CONFIG_DIRS).toReversed();
  return [...system.map((folder) => placeIn(folder, true)), placeIn(own, false)];
}

function placeIn(folder: string, isShared: boolean): Place {
  return { path: `${beforeSlash(folder)}/maws/config.ini`, isShared };
}
