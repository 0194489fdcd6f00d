import type { RequestEnvironment } from "../base/credential-request.ts";
import { ParsedFiles } from "../files/parsed-files.ts";
import { parseMairuSettings, parseSettings } from "./parse-settings.ts";
import { settingsFiles } from "./settings-files.ts";

/** Targets that the user refuses. Texts are patterns, and an absent part matches everything. */
export interface RefusedTarget {
  /** The id or URL of a source. */
  readonly source?: string;
  /** The URLs of the sources with that id, once the files that describe sources are known. */
  readonly urls?: readonly string[];
  readonly account?: string;
  readonly role?: string;
  /** The file and the entry, for messages. */
  readonly place: string;
}

/** Enough for a few homes: an agent also answers programs with another HOME. */
const REMEMBERED = 32;

/** Reads what the user's settings say of requests, and reads a file again only if it has changed. */
export class SettingsReader {
  readonly #own = new ParsedFiles(async (text, path) => {
    const { compat, refuse } = await parseSettings(text, path);
    return { compat, refusals: numbered(refuse, "refuse", path) };
  }, REMEMBERED);
  readonly #mairu = new ParsedFiles(mairuRefusals, REMEMBERED);

  /** @throws {ActasError} `configuration` for an unreadable file, because it might refuse any target */
  async refusals(environment: RequestEnvironment): Promise<readonly RefusedTarget[]> {
    const files = settingsFiles(environment, "tell which targets are refused");
    const { refusals } = await this.#own.read(files.own);
    const mairu = await this.#mairu.read(files.mairu);
    return mairu.length > 0 ? [...refusals, ...mairu] : refusals;
  }

  /** Whether variables of other tools count. @throws {ActasError} `configuration` for an unreadable file */
  async compat(environment: RequestEnvironment): Promise<boolean> {
    const { own } = settingsFiles(environment, "tell whether variables of other tools count");
    return (await this.#own.read(own)).compat;
  }
}

async function mairuRefusals(text: string, path: string): Promise<readonly RefusedTarget[]> {
  const { disallow_roles: roles = [] } = await parseMairuSettings(text, path);
  const refusals = roles.map(({ server, role }) => ({ source: server, role }));
  return numbered(refusals, "disallow_roles", path);
}

function numbered(
  refusals: readonly Omit<RefusedTarget, "place">[],
  key: string,
  path: string,
): readonly RefusedTarget[] {
  return refusals.map((refusal, index) => ({ ...refusal, place: `entry ${index + 1} of \`${key}\` in ${path}` }));
}
