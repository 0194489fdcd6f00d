import { ActasError } from "../../base/errors.ts";
import { findProjectFile, type ProjectFile } from "../../project-files/find-project-file.ts";
import type { ProjectSettings } from "../../project-files/project-file.ts";
import { askRunning } from "../asking/ask.ts";
import { requestEnvironment } from "../environment/request-environment.ts";
import { workingDirectory } from "../environment/working-directory.ts";
import { say } from "../terminal/say.ts";
import { currentTrust } from "./trusted-settings.ts";

/** The meaning of `auto` in this directory, for scripts and shell prompts. */
export interface AutoReport {
  /** The settings of the project file; null when there is no readable one. */
  readonly auto: ProjectSettings | null;
  readonly auto_source?: string;
  readonly auto_trusted?: boolean;
  /** Whether the agent can get credentials without a new sign-in. */
  readonly auto_logged_in?: boolean;
}

/** Reads the closest project file. An unusable file counts as none, with a warning. */
export async function autoReport(): Promise<AutoReport> {
  const found = await usableFile();
  if (!found) return { auto: null };
  const { file, settings } = found;
  const { state } = await currentTrust(file);
  return {
    auto: settings,
    auto_source: file.path,
    auto_trusted: state === "matched" && !file.doubt,
    auto_logged_in: await isSignedIn(settings),
  };
}

async function usableFile(): Promise<{ file: ProjectFile; settings: ProjectSettings } | undefined> {
  try {
    const file = await findProjectFile(workingDirectory("find a project file"), process.env.HOME);
    if (!file) return undefined;
    // Where there is none, as in most directories, a prompt does not wait for this.
    const { parseProjectFile } = await import("../../project-files/project-file.ts");
    return { file, settings: parseProjectFile(file) };
  } catch (error) {
    if (!(error instanceof ActasError)) throw error;
    say(`actas: note: ${error.message}`);
    return undefined;
  }
}

/** For a source, whether there is a sign-in; for a profile, whether the agent holds its credentials. */
async function isSignedIn(settings: ProjectSettings): Promise<boolean> {
  if ("profile" in settings) {
    const held = (await askRunning({ request: "status" }))?.credentials ?? [];
    return held.some(({ kind, label }) => kind === "credentials" && label === settings.profile);
  }
  const environment = requestEnvironment();
  const { sameUrl } = await import("../../source-files/same-url.ts");
  const known = (await askRunning({ request: "sources", environment, interaction: "never" }))?.sources ?? [];
  const source = known.find(({ id, kind, url }) => id === settings.server || sameUrl(kind, url, settings.server));
  return source?.signIn !== undefined && isGood(source.signIn);
}

function isGood({ expiration, renewable }: { readonly expiration?: string; readonly renewable: boolean }): boolean {
  return renewable || expiration === undefined || Date.parse(expiration) > Date.now();
}
