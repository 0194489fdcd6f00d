import { readFileSync } from "node:fs";
import type { ProjectFile } from "./find-project-file.ts";
import type { ProjectSettings } from "./project-file.ts";

/** Change this when digests, records or the meaning of settings change: then all files must be trusted anew. */
const VERSION = "actas.project-file.v1";

/** The record of a file that the user trusted once. Nothing in it is secret. */
export interface TrustRecord {
  readonly path: string;
  readonly trust: true;
  readonly digest: string;
  /** The settings in the file then; it need not be parsed again as long as the digest is the same. */
  readonly content: ProjectSettings;
  /** RFC 3339. */
  readonly updated_at: string;
}

/** `diverged`: the file was trusted once, and has changed since. */
export type Trust =
  | { readonly state: "none" }
  | { readonly state: "diverged" | "matched"; readonly record: TrustRecord };

/** The digest in a record: SHA-384 of the file's path and bytes, base64url. It holds for this content in this place. */
export function digestOf({ path, bytes }: Pick<ProjectFile, "path" | "bytes">): string {
  return new Bun.CryptoHasher("sha384").update(`${VERSION}\0\0${path}\0\0`).update(bytes).digest("base64url");
}

/** The SHA-256 of a file's bytes in hexadecimal, as `sha256sum` prints it on any machine. */
export function contentDigest({ bytes }: Pick<ProjectFile, "bytes">): string {
  return new Bun.CryptoHasher("sha256").update(bytes).digest("hex");
}

/** Whether a digest that a user typed is that of a file's content. */
export function matchesContent(digest: string, file: Pick<ProjectFile, "bytes">): boolean {
  return digest.toLowerCase() === contentDigest(file);
}

/** Whether the user trusted this file as it is now. An unreadable record counts as none. */
export async function readTrust(directory: string, file: Pick<ProjectFile, "path" | "bytes">): Promise<Trust> {
  const record = await readRecord(recordPath(directory, file.path));
  if (record?.path !== file.path) return { state: "none" };
  return { state: record.digest === digestOf(file) ? "matched" : "diverged", record };
}

/** The path of a file's record. */
export function recordPath(directory: string, path: string): string {
  const name = new Bun.CryptoHasher("sha256").update(`${VERSION}\0\0${path}`).digest("base64url");
  return `${directory}/trust.${name}.json`;
}

/** Reads a record. Its directory is closed to others, so no other user can have changed it. */
export async function readRecord(path: string): Promise<TrustRecord | undefined> {
  try {
    const record = JSON.parse(readFileSync(path, "utf8")) as Partial<TrustRecord> | null;
    const isWhole = record?.trust === true && record.path && record.digest && record.content && record.updated_at;
    return isWhole ? (record as TrustRecord) : undefined;
  } catch {
    return undefined;
  }
}
