import { lstatSync, type Stats, statSync } from "node:fs";
import { basename, dirname } from "node:path";
import { ActasError } from "../../base/errors.ts";
import { MAP_FILE } from "../../role-map/built/build-map.ts";
import { ALIASES_FILE, GROUPS_FILE, MANUAL_ALIASES_FILE } from "../../role-map/mozilla/mozilla-files.ts";
import { type BucketAddress, bucketIn } from "../../role-map/places/map-place.ts";

/** Where a map is written, and under which names. */
export type OutPlace = { readonly names: FileNames } & (
  | { readonly folder: string }
  | { readonly bucket: BucketAddress }
);

/** Files that are called otherwise than by Mozilla. */
export type FileNames = Readonly<Partial<Record<string, string>>>;

/**
 * The place that `--out` names: a folder, or a file for the groups, with the others beside it; either may be in S3. What
 * ends with `.json` is a file, as is what is one already.
 *
 * @param mozillas - names that Mozilla's variables give to files in S3
 * @returns undefined: standard output
 * @throws {ActasError} `usage`
 */
export function outPlace(text: string | undefined, mozillas: FileNames): OutPlace | undefined {
  if (text === undefined || text === "-") return undefined;
  const bucket = bucketIn(text);
  if (bucket) {
    const { prefix } = bucket;
    if (text.endsWith("/") || !isJson(prefix.replace(/\/$/, ""))) return { bucket, names: mozillas };
    const path = prefix.replace(/\/$/, "");
    const folder = path.slice(0, path.lastIndexOf("/") + 1);
    return { bucket: { ...bucket, prefix: folder }, names: { ...mozillas, ...groupsIn(text) } };
  }
  const kind = kindOf(text);
  if (kind === "other") throw unusable(text, "it is neither a folder nor a file");
  if (kind === "folder" || (kind === "nothing" && !isJson(text))) return { folder: text, names: {} };
  return { folder: dirname(text), names: groupsIn(text) };
}

function groupsIn(text: string): FileNames {
  const name = basename(text);
  if (name === ALIASES_FILE || name === MANUAL_ALIASES_FILE || name === MAP_FILE) {
    throw unusable(
      text,
      `beside the groups a file of that name is written or read, and --out names that of the groups`,
    );
  }
  return { [GROUPS_FILE]: name };
}

function isJson(path: string): boolean {
  return /[^/]\.json$/i.test(path);
}

function kindOf(path: string): "folder" | "file" | "other" | "nothing" {
  if (path.endsWith("/")) return "folder";
  const there = look(statSync, path);
  if (there) return there.isDirectory() ? "folder" : there.isFile() ? "file" : "other";
  // A link that leads nowhere is not made a folder.
  return look(lstatSync, path) ? "other" : "nothing";
}

/** What cannot be looked at is told when it is read. */
function look(how: (path: string) => Stats, path: string): Stats | undefined {
  try {
    return how(path);
  } catch {
    return undefined;
  }
}

function unusable(text: string, why: string): ActasError {
  return new ActasError("usage", `cannot write a map to "${text}": ${why}`, {
    hints: [
      "`--out groups.json` names a file for the groups, `--out map/` a folder, `--out s3://BUCKET/FOLDER` one in S3",
      "without `--out` the groups go to standard output",
    ],
  });
}
