import { type BigIntStats, statSync } from "node:fs";
import { readFile } from "node:fs/promises";
import type { RequestEnvironment } from "../base/credential-request.ts";
import { ActasError } from "../base/errors.ts";
import { profilePaths } from "./file-paths.ts";
import { parseFile, type Sections } from "./parse-file.ts";

/** One AWS file as read; a file that does not exist has no sections. */
export interface ProfileFile {
  readonly path: string;
  readonly sections: Sections;
}

/** The two AWS files as one command sees them. */
export interface ProfileFiles {
  readonly config: ProfileFile;
  readonly credentials: ProfileFile;
}

/** How many files are remembered: two for each of a few environments. */
const REMEMBERED = 16;

/** Reads the AWS files, and reads a file again only when it has changed: otherwise a read costs two stats. */
export class ProfileReader {
  readonly #known = new Map<string, { readonly version: string; readonly file: ProfileFile }>();

  /** @throws {ActasError} `configuration` naming the file that cannot be read, and the line at fault */
  async read(environment: RequestEnvironment): Promise<ProfileFiles> {
    const paths = profilePaths(environment);
    const [config, credentials] = await Promise.all([this.#file(paths.config), this.#file(paths.credentials)]);
    return { config, credentials };
  }

  async #file(path: string): Promise<ProfileFile> {
    const version = fileVersion(path);
    const known = this.#known.get(path);
    if (known?.version === version) return known.file;
    const file = { path, sections: version ? await parseFile(await textOf(path), path) : new Map() };
    this.#remember(path, { version, file });
    return file;
  }

  #remember(path: string, entry: { readonly version: string; readonly file: ProfileFile }): void {
    this.#known.delete(path);
    const [oldest] = this.#known.keys();
    if (oldest !== undefined && this.#known.size >= REMEMBERED) this.#known.delete(oldest);
    this.#known.set(path, entry);
  }
}

/** Reads the AWS files once, for a command that does it a single time; see {@link ProfileReader}. */
export function readProfileFiles(environment: RequestEnvironment): Promise<ProfileFiles> {
  return new ProfileReader().read(environment);
}

/** What changes when the file does; empty when there is nothing to read. */
function fileVersion(path: string): string {
  if (path === "/dev/null") return "";
  const found = statOf(path);
  if (!found) return "";
  if (found.isDirectory()) throw unreadable(path, "it is a directory");
  // a pipe or a device could keep the reader for ever
  if (!found.isFile()) throw unreadable(path, "it is not a regular file");
  return [found.dev, found.ino, found.size, found.mtimeNs, found.ctimeNs].join(" ");
}

// Not awaited: a change of thread costs ten times the call, on the path that every command waits for.
function statOf(path: string): BigIntStats | undefined {
  try {
    return statSync(path, { bigint: true });
  } catch (error) {
    if (["ENOENT", "ENOTDIR"].includes(codeOf(error))) return undefined;
    throw unreadable(path, reasonOf(error), error);
  }
}

async function textOf(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    throw unreadable(path, reasonOf(error), error);
  }
}

function unreadable(path: string, reason: string, cause?: unknown): ActasError {
  return new ActasError("configuration", `cannot read ${path}: ${reason}`, { cause });
}

function reasonOf(error: unknown): string {
  const code = codeOf(error);
  return code === "EACCES" || code === "EPERM" ? "permission denied" : code;
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "unknown reason";
}
