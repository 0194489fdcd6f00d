import { ActasError } from "../../base/errors.ts";
import { areNoSettings } from "../../settings/are-no-settings.ts";
import type { Layers } from "../../settings/layer-reader.ts";
import type { Alias } from "../../settings/settings-reader.ts";
import { requestEnvironment } from "./request-environment.ts";

/** The files with settings. */
export interface SettingsHere extends Layers {
  readonly aliases: ReadonlyMap<string, Alias>;
  /** Why they cannot be used, in which case no command gives credentials, and no agent starts. */
  readonly problem?: ActasError;
}

const NONE: SettingsHere = { layers: [], ignored: [], aliases: new Map() };

/** Reads the files with settings in this environment, for people who want to know what counts. */
export async function settingsHere(): Promise<SettingsHere> {
  try {
    const environment = requestEnvironment();
    if (areNoSettings(environment)) return NONE;
    const { SettingsReader } = await import("../../settings/settings-reader.ts");
    const reader = new SettingsReader();
    const { aliases } = await reader.rules(environment);
    return { ...(await reader.layers(environment, "tell which settings count")), aliases };
  } catch (error) {
    if (error instanceof ActasError) return { ...NONE, problem: error };
    throw error;
  }
}
