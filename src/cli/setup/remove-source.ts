import { rmSync } from "node:fs";
import { basename } from "node:path";
import type { Results } from "../../agent-api/messages.ts";
import { ActasError } from "../../base/errors.ts";
import { shellArgument } from "../../base/shell-word.ts";
import { systemError } from "../../base/system-error.ts";
import { notFound } from "../../source-files/find-source.ts";
import { isOfBundle } from "../../source-files/is-of-bundle.ts";
import { sameUrl } from "../../source-files/same-url.ts";
import type { SourceDefinition } from "../../source-files/source-definition.ts";
import type { SourceDefinitions, UnusableSource } from "../../source-files/source-definitions.ts";
import { ownSourceFolder } from "../../source-files/source-folders.ts";
import { signOutOf } from "../sign-in/sign-out-of.ts";
import { knownBefore } from "./known-before.ts";

interface Removed {
  readonly id: string;
  readonly path: string;
  /** Absent if actas could not tell whether the user was signed in. */
  readonly signOut?: Results["logout"]["ended"];
  /** The file that describes a source with that id from now on. */
  readonly next?: string;
}

/**
 * Signs out of a source, and deletes its file in our own folder, even if the file cannot be read.
 *
 * @param name - its id or URL
 * @throws {ActasError} `source-not-found`; `usage` when it is described elsewhere; `system`
 */
export async function removeSource(name: string): Promise<Removed> {
  const { environment, known } = await knownBefore();
  const found = named(name, known) ?? notFound(name, known);
  const { id = name, origin: path } = found;
  if (!path.startsWith(`${ownSourceFolder(environment)}/`)) throw notOurs(id, path);
  const signOut = "error" in found ? undefined : (await signOutOf(id)).ended;
  try {
    rmSync(path);
  } catch (error) {
    throw systemError(error, `remove ${path}`);
  }
  const next = named(id, (await knownBefore()).known)?.origin;
  return { id, path, ...(signOut && { signOut }), ...(next && { next }) };
}

function named(name: string, known: SourceDefinitions): SourceDefinition | UnusableSource | undefined {
  const { sources, unusable } = known;
  const byId = [...sources, ...unusable].find(({ id }) => id === name);
  return byId ?? sources.find(({ kind, url }) => sameUrl(kind, url, name)) ?? unusable.find(isFileOf(name));
}

/** Matches an unreadable file that has no id by its file name. */
function isFileOf(name: string): (source: UnusableSource) => boolean {
  return ({ id, origin }) => id === undefined && origin.endsWith(`/${name}.json`);
}

function notOurs(id: string, origin: string): ActasError {
  if (isOfBundle(origin)) {
    return new ActasError("usage", `cannot remove "${id}": it is part of the bundle ${origin}`, {
      hints: [`\`actas setup org --remove ${shellArgument(basename(origin, ".json"))}\` removes all that is in it`],
    });
  }
  const hint = /^\/.*\.json$/.test(origin)
    ? `\`rm ${shellArgument(origin)}\` removes it, for the program that wrote it as well`
    : `take it out of that file in an editor, for other programs as well; \`actas logout ${shellArgument(id)}\` signs out`;
  return new ActasError("usage", `cannot remove "${id}": ${origin} describes it, which is not a file of actas`, {
    hints: [hint],
  });
}
