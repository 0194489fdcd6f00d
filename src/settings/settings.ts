import type { Environment } from "../base/environment.ts";
import { LayerReader } from "./layer-reader.ts";
import { type Settings, settled } from "./settled-settings.ts";

/**
 * Reads the settings: `config.json` in the user's folder of actas, those of installed bundles, and those for all users of
 * the machine. Without any, the defaults apply.
 *
 * @throws {ActasError} `configuration` when a file cannot be read, or is not valid
 */
export async function readSettings(folder: string, environment: Environment = process.env): Promise<Settings> {
  const { layers } = await new LayerReader().read(folder, environment);
  return settled(layers.map(({ written }) => written));
}
