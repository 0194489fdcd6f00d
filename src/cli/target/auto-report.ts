import { ActasError } from "../../base/errors.ts";
import { findProjectFile, type ProjectFile } from "../../project-files/find-project-file.ts";
import { type ProjectSettings, parseProjectFile } from "../../project-files/project-file.ts";
import { sameUrl } from "../../source-files/same-url.ts";
import { askRunning } from "../ask.ts";
import { requestEnvironment } from "../environment/request-environment.ts";
import { workingDirectory } from "../environment/working-directory.ts";
import { say } from "../terminal/say.ts";
import { currentTrust } from "./trusted-settings.ts";

/** What `auto` means in this directory, for scripts and shell prompts. */
export interface AutoReport {
  /** What the project file says; null when there is none, or none that can be read. */
  readonly auto: ProjectSettings | null;
  readonly auto_source?: string;
  readonly auto_trusted?: boolean;
  /** Whether the agent can go on without anybody signing in. */
  readonly auto_logged_in?: boolean;
}

/** Looks at the closest project file. A file that cannot be used counts as none, and is warned of. */
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
    return file && { file, settings: parseProjectFile(file) };
  } catch (error) {
    if (!(error instanceof ActasError)) throw error;
    say(`actas: note: ${error.message}`);
    return undefined;
  }
}

/** A source by its id or URL; of a profile it is told whether the agent holds its credentials. */
async function isSignedIn(settings: ProjectSettings): Promise<boolean> {
  if ("profile" in settings) {
    const held = (await askRunning({ request: "status" }))?.credentials ?? [];
    return held.some(({ kind, label }) => kind === "credentials" && label === settings.profile);
  }
  const environment = requestEnvironment();
  const known = (await askRunning({ request: "sources", environment, interaction: "never" }))?.sources ?? [];
  const source = known.find(({ id, kind, url }) => id === settings.server || sameUrl(kind, url, settings.server));
  return source?.signIn !== undefined && isGood(source.signIn);
}

function isGood({ expiration, renewable }: { readonly expiration?: string; readonly renewable: boolean }): boolean {
  return renewable || expiration === undefined || Date.parse(expiration) > Date.now();
}
