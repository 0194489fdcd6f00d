import { ActasError } from "../../base/errors.ts";
import { ParsedFiles } from "../../files/parsed-files.ts";
import { parseFile } from "../../profiles/parse-file.ts";
import { hideDefault, isIdentityKey } from "./hide-default.ts";

/** Number of files remembered: those of a few environments, and some copies. */
const REMEMBERED = 16;

/**
 * Checks what a program will really find in its AWS files, with two independent parsers: the JS SDK's, and ours, which
 * follows botocore. The copies are made with a third.
 */
export class RivalIdentity {
  readonly #keys = new ParsedFiles(rivalKeys, REMEMBERED);
  readonly #hiding = new ParsedFiles(hasSomethingToHide, REMEMBERED, "latin1");

  /**
   * Whether a copy must hide something in these files. It is asked at each start of a program, and cutting thousands
   * of profiles into lines takes longer than all the rest.
   *
   * @throws {ActasError} `configuration` naming the file that cannot be read
   */
  async mustHide(paths: readonly string[]): Promise<boolean> {
    for (const path of paths) if (await this.#hiding.read(path)) return true;
    return false;
  }

  /** Whether the default profile has long-term keys in this file. */
  async hasKeys(path: string): Promise<boolean> {
    return (await this.#keys.read(path)).includes("aws_access_key_id");
  }

  /**
   * @param paths - of the files that the program reads: the user's own, or copies
   * @throws {ActasError} `configuration` naming the file whose default profile still has an identity, and the key
   */
  async refuse(paths: readonly string[]): Promise<void> {
    for (const path of paths) {
      const [key] = await this.#keys.read(path);
      if (key === undefined) continue;
      throw new ActasError(
        "configuration",
        `cannot start a program: to some SDKs your default profile has \`${key}\`, and it cannot be hidden from them`,
        { hints: ["write `[default]` and its settings without odd characters, each on a line of its own"] },
      );
    }
  }
}

function hasSomethingToHide(bytes: string): boolean {
  return hideDefault({ config: bytes, credentials: "" }).config !== bytes;
}

/** The keys by which the default profile of one file has an identity of its own. */
async function rivalKeys(text: string, path: string): Promise<readonly string[]> {
  return [...ourKeys(text, path), ...(await jsKeys(text, path))].filter(isIdentityKey);
}

/** An unreadable file gives no identity. */
function ourKeys(text: string, path: string): readonly string[] {
  try {
    const sections = parseFile(text, path);
    return ["default", "profile default"].flatMap((name) => {
      const section = sections.get(name);
      return section ? [...section.settings.keys(), ...section.secrets.keys()] : [];
    });
  } catch {
    return [];
  }
}

/**
 * The library is loaded at its first use, as an agent answers before it needs it. It takes the text from its cache before
 * its first await, so we put it there and remove it at once.
 */
async function jsKeys(text: string, path: string): Promise<readonly string[]> {
  const { externalDataInterceptor, parseKnownFiles } = await import("@smithy/shared-ini-file-loader");
  externalDataInterceptor.interceptFile(path, text);
  const parsing = parseKnownFiles({ filepath: path, configFilepath: path, ignoreCache: true });
  delete externalDataInterceptor.getFileRecord()[path];
  return Object.keys((await parsing).default ?? {});
}
