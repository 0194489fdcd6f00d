import type { Environment } from "../base/environment.ts";
import { systemFolders } from "../files/system-folders.ts";

/** Where settings may be, told without a look at what is there. */
export interface SettingsPlaces {
  readonly own: string;
  /** Each installed bundle is a file in it. */
  readonly bundles: string;
  /** For all users of the machine, the most important first. */
  readonly shared: readonly string[];
}

/** @param folder - the user's folder of actas */
export function settingsPlaces(folder: string, environment: Environment): SettingsPlaces {
  // A user may have set XDG_CONFIG_DIRS to where their own files are.
  const shared = systemFolders(environment).filter((one) => one !== folder);
  return {
    own: `${folder}/config.json`,
    bundles: `${folder}/org.d`,
    shared: shared.map((one) => `${one}/config.json`),
  };
}
