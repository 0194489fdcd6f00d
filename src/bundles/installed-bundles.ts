import { readdirSync, rmSync } from "node:fs";
import { ActasError } from "../base/errors.ts";
import { jsonText } from "../base/printable.ts";
import { isCode, systemError } from "../base/system-error.ts";
import { isMissing, unreadable } from "../files/parsed-files.ts";
import { makePrivateDirectory, type PrivateDirectory } from "../files/private-directory.ts";
import { readRegularFile } from "../files/read-regular-file.ts";
import { waitForLock } from "../files/wait-for-lock.ts";
import { writeLastingFile } from "../files/write-private-file.ts";
import { BUNDLE_NAME, type Bundle } from "./bundle-shape.ts";
import { parseBundle } from "./parse-bundle.ts";
import type { Pin } from "./pin.ts";

/** Not a bundle: its name begins with a dot. */
const LOCK = ".lock";
const WAIT_MS = 10_000;

/** A bundle that is installed; without content when that cannot be read. */
export interface InstalledBundle {
  readonly name: string;
  readonly path: string;
  readonly content?: { readonly bundle: Bundle; readonly pin: Pin };
}

/** The bundles in a folder, by name. @throws {ActasError} `configuration` when the folder cannot be read */
export function installedBundles(folder: string): readonly InstalledBundle[] {
  return namesIn(folder).map((name) => installedBundle(folder, name));
}

/** @param name - one for which {@link BUNDLE_NAME} holds */
export function installedBundle(folder: string, name: string): InstalledBundle {
  const path = pathOf(folder, name);
  const content = contentAt(path);
  return { name, path, ...(content && { content }) };
}

/**
 * Installs a bundle, in place of the one with its name. It is there as a whole or not at all.
 *
 * @param before - the pin of the one that the user has seen it compared with
 * @throws {ActasError} `system`, also when another actas has installed one meanwhile
 */
export async function installBundle(
  folder: string,
  bundle: Bundle,
  pin: Pin,
  before: Pin | undefined,
): Promise<string> {
  using directory = openFolder(folder);
  using _lock = await waitForLock(directory, LOCK, WAIT_MS);
  const { content, path } = installedBundle(folder, bundle.name);
  if (content?.pin.sha256 !== before?.sha256) {
    throw new ActasError("system", `cannot install "${bundle.name}": another actas has changed it meanwhile`);
  }
  try {
    writeLastingFile(directory.at(`${bundle.name}.json`), `${jsonText({ ...bundle, installed: pin }, "indented")}\n`);
  } catch (error) {
    throw systemError(error, `write ${path}`);
  }
  return path;
}

/** Removes a bundle, even one that cannot be read. @throws {ActasError} `system` */
export async function uninstallBundle(folder: string, name: string): Promise<void> {
  using directory = openFolder(folder);
  using _lock = await waitForLock(directory, LOCK, WAIT_MS);
  try {
    rmSync(directory.at(`${name}.json`));
  } catch (error) {
    if (!isCode(error, "ENOENT")) throw systemError(error, `remove ${pathOf(folder, name)}`);
  }
}

/** The hints of a private directory are about that of the agent. */
function openFolder(folder: string): PrivateDirectory {
  try {
    return makePrivateDirectory(folder);
  } catch (error) {
    if (!(error instanceof ActasError)) throw error;
    throw new ActasError(error.code, error.message, { cause: error });
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    const files = readdirSync(folder).filter((file) => file.endsWith(".json"));
    return files
      .map((file) => file.slice(0, -".json".length))
      .filter((name) => BUNDLE_NAME.test(name))
      .sort();
  } catch (error) {
    if (isMissing(error)) return [];
    throw unreadable(folder, error);
  }
}

function pathOf(folder: string, name: string): string {
  return `${folder}/${name}.json`;
}

function contentAt(path: string): InstalledBundle["content"] {
  try {
    const { installed, ...bundle } = JSON.parse(readRegularFile(path));
    const { bundle: checked } = parseBundle(JSON.stringify(bundle), path);
    return isPin(installed) ? { bundle: checked, pin: installed } : undefined;
  } catch {
    return undefined;
  }
}

function isPin(value: unknown): value is Pin {
  const { from, sha256, by } = (value ?? {}) as Record<string, unknown>;
  return typeof from === "string" && typeof sha256 === "string" && typeof by === "string";
}
