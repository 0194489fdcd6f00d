import { parseSettings, type Settings } from "./parse-settings.ts";

/**
 * Reads `config.json` in the configuration directory, which need not be there.
 *
 * @throws {ActasError} `configuration` when it says something else than it may
 */
export async function readSettings(directory: string): Promise<Settings> {
  const path = `${directory}/config.json`;
  const file = Bun.file(path);
  return parseSettings((await file.exists()) ? await file.text() : "", path);
}
