import { dirname, join } from "node:path";
import { ActasError } from "../../base/errors.ts";
import { jsonText } from "../../base/printable.ts";
import { editCommentedJson } from "../../files/edit-commented-json.ts";
import { editFile } from "../../files/edit-file.ts";
import { home } from "../../files/home.ts";
import { whyNotCreatable } from "../../files/why-not-creatable.ts";
import { followLinks } from "../../files/write-private-file.ts";
import {
  findProjectFile,
  PROJECT_FILE_NAMES,
  type ProjectFile,
  readProjectFile,
} from "../../project-files/find-project-file.ts";
import { type ProjectSettings, parseProjectFile } from "../../project-files/project-file.ts";
import { contentDigest } from "../../project-files/trust-record.ts";
import { defaultInteraction } from "../environment/default-interaction.ts";
import { requestEnvironment } from "../environment/request-environment.ts";
import { workingDirectory } from "../environment/working-directory.ts";
import { currentTrust, trustedSettings } from "./trusted-settings.ts";

const [OWN_NAME] = PROJECT_FILE_NAMES;

/** Keys that say which target it is; all others stay as they are. */
const OF_TARGET = {
  server: undefined,
  role: undefined,
  profile: undefined,
  assume_role: undefined,
  account: undefined,
};

/** What was done. */
interface Written {
  readonly path: string;
  readonly settings: ProjectSettings;
  /** What the file said before; absent for a new one. */
  readonly before?: ProjectSettings;
}

/**
 * Writes the project file of the working directory: the closest one there is, else one right there. It is trusted with
 * that, unless it was there and the user had not trusted it: then all of it is shown and asked about before it is
 * written. Only the bytes that were written are trusted: another user may be able to change the file meanwhile.
 *
 * @throws {ActasError} `usage` in HOME; `untrusted`; `cancelled`; `configuration`; `system`
 */
export async function writeProjectFile(settings: ProjectSettings): Promise<Written> {
  const place = await placeFor(workingDirectory("write a project file"));
  const { file, path } = place;
  if (file?.doubt) throw new ActasError("untrusted", `cannot write ${path}: ${file.doubt}`);
  const before = file && parseProjectFile(file);
  const isTrusted = !file || (await currentTrust(file)).state === "matched";
  const text = editCommentedJson(file ? new TextDecoder().decode(file.bytes) : "{}\n", { ...OF_TARGET, ...settings });
  const edited = { path, bytes: new TextEncoder().encode(text) };
  requireMeaning(edited, settings);
  if (!isTrusted) await trustedSettings(edited, defaultInteraction());
  await editFile(path, (now) => replaced(path, now, file, text), "others");
  const confirmTrust = contentDigest(edited);
  const said = await trustedSettings(await readProjectFile(path), defaultInteraction(), { confirmTrust });
  return { path, settings: said, ...(before && { before }) };
}

/** What the user has agreed to was made from the text of before. */
function replaced(path: string, now: string, before: ProjectFile | undefined, text: string): string {
  if (Buffer.from(now).equals(before?.bytes ?? new Uint8Array())) return text;
  throw new ActasError("system", `cannot write ${path}: another program has just changed it`, {
    hints: ["run the command once more"],
  });
}

/**
 * Finds out before a target is chosen whether the project file could be written.
 *
 * @throws {ActasError} `usage` in HOME; `system`
 */
export async function requireWritableProject(): Promise<void> {
  const { path } = await placeFor(workingDirectory("write a project file"));
  const reason = whyNotCreatable(dirname(path));
  if (reason) throw new ActasError("system", `cannot write ${path}: ${reason}`);
}

/** Of a key that stands twice, the first is edited and the last counts. */
function requireMeaning(edited: ProjectFile, settings: ProjectSettings): void {
  const said: Readonly<Record<string, unknown>> = { ...parseProjectFile(edited) };
  const alone = new TextEncoder().encode(jsonText(settings, "one-line"));
  const wanted: typeof said = { ...parseProjectFile({ ...edited, bytes: alone }) };
  const other = Object.keys(OF_TARGET).find((key) => !Bun.deepEquals(said[key], wanted[key]));
  if (other === undefined) return;
  throw new ActasError("configuration", `cannot write ${edited.path}: its key \`${other}\` stands there twice`, {
    hints: ["take one of them out"],
  });
}

/** A file of Mairu's is left to Mairu; ours beside it counts first. */
async function placeFor(directory: string): Promise<{ readonly path: string; readonly file?: ProjectFile }> {
  const homeDirectory = home(requestEnvironment(), "write a project file");
  const closest = await findProjectFile(directory, homeDirectory);
  const folder = closest && !isSame(dirname(closest.path), homeDirectory) ? dirname(closest.path) : directory;
  if (isSame(folder, homeDirectory)) throw inHome(folder);
  const path = join(folder, OWN_NAME);
  return { path, ...(closest?.path === path && { file: closest }) };
}

/** HOME may be a symbolic link, and the working directory never has one. */
function isSame(one: string, other: string): boolean {
  return followLinks(one) === followLinks(other);
}

/** Every directory below would act as that target. */
function inHome(path: string): ActasError {
  return new ActasError("usage", `cannot write a project file in ${path}: it would count in all of your directories`, {
    hints: ["`cd` into a project, and use it there"],
  });
}
