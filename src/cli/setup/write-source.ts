import { relative } from "node:path";
import type { RequestEnvironment } from "../../base/credential-request.ts";
import { ActasError } from "../../base/errors.ts";
import { jsonText } from "../../base/printable.ts";
import { systemError } from "../../base/system-error.ts";
import { readRegularFile } from "../../files/read-regular-file.ts";
import { followLinks, writeLastingFile, writeNewLastingFile } from "../../files/write-private-file.ts";
import { parseSourceFile } from "../../source-files/parse-source-file.ts";
import type { SourceDefinition } from "../../source-files/source-definition.ts";
import type { SourceFileContent } from "../../source-files/source-file-shape.ts";
import { ownSourceFolder } from "../../source-files/source-folders.ts";
import { SourceReader } from "../../source-files/source-reader.ts";
import { sourceSchema } from "../../source-files/source-schema.ts";

export interface NewSource {
  readonly content: SourceFileContent & { readonly id: string };
  /** What happens to a source that already has this id. */
  readonly existing: "kept" | "replaced";
}

/** Whether a text can name a source: users type the name before a colon, and its file has the same name. */
export function isSourceName(text: string): boolean {
  return /^[\w][\w.@+-]*$/.test(text);
}

/** The source that a file with this content describes. @throws {ActasError} `usage` when the content is not valid */
export function plannedSource(content: NewSource["content"]): SourceDefinition {
  if (!isSourceName(content.id)) {
    throw new ActasError("usage", `cannot set up "${content.id}": a name has letters, digits and any of _.@+-`);
  }
  const found = parseSourceFile(asText(content), `these options for "${content.id}"`);
  if ("error" in found) throw new ActasError("usage", found.error.message, { hints: found.error.hints });
  return found;
}

/** The path of a source file, and the text it replaced, if any. */
interface Written {
  readonly path: string;
  readonly replaced?: string;
}

/**
 * Writes a file into our own folder of sources, and beside the folder the JSON Schema with which editors complete it.
 *
 * @throws {ActasError} `usage` when the source exists already, or another source has a file of that name; `system`
 */
export async function writeSource(source: NewSource, environment: RequestEnvironment): Promise<Written> {
  plannedSource(source.content);
  const folder = ownSourceFolder(environment);
  const path = await placeFor(source, folder, environment);
  const text = asText({ $schema: relative(folder, schemaPath(folder)), ...source.content });
  const replaced = source.existing === "replaced" ? textOf(path) : undefined;
  if (write(path, text, source.existing) === "exists") throw isThere(source.content.id, path);
  write(schemaPath(folder), asText(sourceSchema()), "replaced");
  return { path, ...(replaced !== undefined && { replaced }) };
}

function textOf(path: string): string | undefined {
  try {
    return readRegularFile(path);
  } catch {
    return undefined;
  }
}

/** A hint for a directory that cannot be written to. */
export const ELSEWHERE = "XDG_CONFIG_HOME may name another directory for configuration, which every command then uses";

/** Follows a symbolic link instead of replacing it: some users keep their configuration elsewhere. */
function write(path: string, text: string, existing: NewSource["existing"]): "written" | "exists" {
  try {
    if (existing === "kept") return writeNewLastingFile(path, text);
    writeLastingFile(followLinks(path), text);
    return "written";
  } catch (error) {
    throw systemError(error, `write ${path}`, [ELSEWHERE]);
  }
}

/** The present file of the source, if it may be replaced; otherwise a file named after the source. */
async function placeFor(
  { content: { id }, existing }: NewSource,
  folder: string,
  environment: RequestEnvironment,
): Promise<string> {
  const { sources, unusable } = await new SourceReader().read(environment);
  const all = [...sources, ...unusable];
  const sameId = all.find((one) => one.id === id);
  if (sameId && existing === "kept") throw isThere(id, sameId.origin);
  const own = sources.find((one) => one.id === id && one.origin.startsWith(`${folder}/`));
  const path = own?.origin ?? `${folder}/${id}.json`;
  const other = all.find((one) => one.origin === path && one.id !== undefined && one.id !== id);
  if (!other) return path;
  throw new ActasError("usage", `cannot write ${path}: it describes the source "${other.id}"`, {
    hints: ["rename that file, or choose another name"],
  });
}

function isThere(id: string, origin: string): ActasError {
  return new ActasError("usage", `cannot set up "${id}": ${origin} describes it already`, {
    hints: ["look at that file first: it decides where you sign in; another name keeps it"],
  });
}

/** The schema is not a source, so it is beside the folder of sources and not in it. */
function schemaPath(folder: string): string {
  return `${folder.slice(0, folder.lastIndexOf("/"))}/schemas/source.schema.json`;
}

function asText(value: object): string {
  return `${jsonText(value, "indented")}\n`;
}
