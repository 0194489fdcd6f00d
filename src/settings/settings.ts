import { ParsedFiles } from "../files/parsed-files.ts";
import { parseSettings, type Settings } from "./parse-settings.ts";

/**
 * Reads `config.json` in the configuration directory; without the file, the defaults apply.
 *
 * @throws {ActasError} `configuration` when the file cannot be read, or is not valid
 */
export function readSettings(directory: string): Promise<Settings> {
  return new ParsedFiles(parseSettings, 1).read(`${directory}/config.json`);
}
