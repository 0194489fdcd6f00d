import { parseSettings, type Settings } from "./parse-settings.ts";

/**
 * Reads `config.json` in the configuration directory; without the file, the defaults apply.
 *
 * @throws {ActasError} `configuration` when the file is not valid
 */
export async function readSettings(directory: string): Promise<Settings> {
  const path = `${directory}/config.json`;
  const file = Bun.file(path);
  return parseSettings((await file.exists()) ? await file.text() : "", path);
}
