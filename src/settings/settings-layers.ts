import type { Environment } from "../base/environment.ts";
import { jsonFilesIn } from "../files/json-files-in.ts";
import { settingsPlaces } from "./settings-places.ts";

/** A file with settings. */
export interface SettingsLayer {
  readonly path: string;
  /** Who keeps it: the user, an organisation whose bundle the user has installed, or an administrator for all users. */
  readonly origin: "user" | "bundle" | "system";
}

/**
 * All files that may have settings, the most important first: the user's own, installed bundles by name, and those for
 * all users of the machine.
 *
 * @param folder - the user's folder of actas
 * @throws {ActasError} `configuration` when it cannot be told which bundles there are
 */
export function settingsLayers(folder: string, environment: Environment): readonly SettingsLayer[] {
  const { bundles, own, shared } = settingsPlaces(folder, environment);
  const layers: SettingsLayer[] = [{ path: own, origin: "user" }];
  for (const path of jsonFilesIn(bundles)) layers.push({ path, origin: "bundle" });
  for (const path of shared) layers.push({ path, origin: "system" });
  return layers;
}
