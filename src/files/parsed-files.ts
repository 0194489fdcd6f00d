import { type BigIntStats, statSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { ActasError } from "../base/errors.ts";
import { reasonOf } from "../base/system-error.ts";

/** Makes sense of a file; an empty text stands for one that does not exist, as `/dev/null` does. */
type Parse<T> = (text: string, path: string) => T | Promise<T>;

/** Files as parsed. A file is read again only when it has changed; otherwise it costs one look at the file system. */
export class ParsedFiles<T> {
  readonly #parse: Parse<T>;
  readonly #remembered: number;
  readonly #known = new Map<string, { readonly version: string; readonly parsed: T }>();

  /** `remembered`: how many files are kept, the oldest being forgotten. */
  constructor(parse: Parse<T>, remembered: number) {
    this.#parse = parse;
    this.#remembered = remembered;
  }

  /**
   * What a file says.
   *
   * @throws {ActasError} `configuration` naming the file that cannot be read, and whatever parsing throws
   */
  async read(path: string): Promise<T> {
    const version = fileVersion(path);
    const known = this.#known.get(path);
    if (known?.version === version) return known.parsed;
    const parsed = await this.#parse(version ? await textOf(path) : "", path);
    this.#remember(path, { version, parsed });
    return parsed;
  }

  #remember(path: string, entry: { readonly version: string; readonly parsed: T }): void {
    this.#known.delete(path);
    const [oldest] = this.#known.keys();
    if (oldest !== undefined && this.#known.size >= this.#remembered) this.#known.delete(oldest);
    this.#known.set(path, entry);
  }
}

/** The error for a file or folder that cannot be read; `cause` is what the file system said. */
export function unreadable(path: string, cause: unknown): ActasError {
  return new ActasError("configuration", `cannot read ${path}: ${reasonOf(cause)}`, { cause });
}

/** Whether the file system said that there is nothing of that name. */
export function isMissing(error: unknown): boolean {
  return ["ENOENT", "ENOTDIR"].includes(codeOf(error));
}

/** What changes when the file does; empty when there is nothing to read. */
function fileVersion(path: string): string {
  if (path === "/dev/null") return "";
  const found = statOf(path);
  if (!found) return "";
  if (found.isDirectory()) throw new ActasError("configuration", `cannot read ${path}: it is a directory`);
  // a pipe or a device could keep the reader for ever
  if (!found.isFile()) throw new ActasError("configuration", `cannot read ${path}: it is not a regular file`);
  return [found.dev, found.ino, found.size, found.mtimeNs, found.ctimeNs].join(" ");
}

// Not awaited: a change of thread costs ten times the call, on the path that every command waits for.
function statOf(path: string): BigIntStats | undefined {
  try {
    return statSync(path, { bigint: true });
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw unreadable(path, error);
  }
}

async function textOf(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    throw unreadable(path, error);
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "unknown reason";
}
