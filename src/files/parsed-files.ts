import { type BigIntStats, lstatSync, readFileSync, statSync } from "node:fs";
import { ActasError } from "../base/errors.ts";
import { remember } from "../base/remember.ts";
import { reasonOf } from "../base/system-error.ts";

/** Parses a file. Its text is empty if the file does not exist, as for `/dev/null`. */
type Parse<T> = (text: string, path: string) => T | Promise<T>;

type Encoding = "utf8" | "latin1";

/** Parsed files. A file is read again only when it has changed; otherwise it costs one call of stat(2). */
export class ParsedFiles<T> {
  readonly #parse: Parse<T>;
  readonly #remembered: number;
  readonly #encoding: Encoding;
  readonly #known = new Map<string, { readonly version: string; readonly parsed: T }>();

  /**
   * @param remembered - how many files are kept; beyond that the oldest is dropped
   * @param encoding - `latin1` gives a character for each byte
   */
  constructor(parse: Parse<T>, remembered: number, encoding: Encoding = "utf8") {
    this.#parse = parse;
    this.#remembered = remembered;
    this.#encoding = encoding;
  }

  /**
   * The parsed content of a file.
   *
   * @throws {ActasError} `configuration` naming the file that cannot be read, and whatever parsing throws
   */
  async read(path: string): Promise<T> {
    const version = fileVersion(path);
    const known = this.#known.get(path);
    if (known?.version === version) return known.parsed;
    const parsed = await this.#parse(hasText(version) ? textOf(path, this.#encoding) : "", path);
    remember(this.#known, path, { version, parsed }, this.#remembered);
    return parsed;
  }
}

/** The error for a file or folder that cannot be read; `cause` is what the file system said. */
export function unreadable(path: string, cause: unknown): ActasError {
  return new ActasError("configuration", `cannot read ${path}: ${reasonOf(cause)}`, { cause });
}

/** Whether the file system reported that there is no such file. */
export function isMissing(error: unknown): boolean {
  return ["ENOENT", "ENOTDIR"].includes(codeOf(error));
}

const ABSENT = "absent";
const LINK_TO_NOTHING = "link to nothing";

function hasText(version: string): boolean {
  return version !== ABSENT && version !== LINK_TO_NOTHING;
}

/** A text that changes whenever the file does. */
function fileVersion(path: string): string {
  if (path === "/dev/null") return ABSENT;
  const found = statOf(path, statSync);
  if (!found) return statOf(path, lstatSync) ? LINK_TO_NOTHING : ABSENT;
  if (found.isDirectory()) throw new ActasError("configuration", `cannot read ${path}: it is a directory`);
  // A pipe or a device could block the reader for ever.
  if (!found.isFile()) throw new ActasError("configuration", `cannot read ${path}: it is not a regular file`);
  return [found.dev, found.ino, found.size, found.mtimeNs, found.ctimeNs].join(" ");
}

// Synchronous: a change of thread takes ten times as long as the call, and every command waits for this.
function statOf(path: string, stat: typeof statSync | typeof lstatSync): BigIntStats | undefined {
  try {
    return stat(path, { bigint: true, throwIfNoEntry: false });
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw unreadable(path, error);
  }
}

/** Synchronous, too. */
function textOf(path: string, encoding: Encoding): string {
  try {
    return readFileSync(path, encoding);
  } catch (error) {
    throw unreadable(path, error);
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "unknown reason";
}
