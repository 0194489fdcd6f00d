import { ActasError } from "../../base/errors.ts";
import { shellArgument } from "../../base/shell-word.ts";
import { pathsFrom } from "../../files/paths.ts";
import type { ProjectFile } from "../../project-files/find-project-file.ts";
import type { ProjectSettings } from "../../project-files/project-file.ts";
import { matchesContent, readTrust, type Trust } from "../../project-files/trust-record.ts";
import type { TargetRequest } from "./target-request.ts";

export interface TrustFlags {
  /** `--confirm-trust`: the SHA-256 of the content that the user has read, in hexadecimal. */
  readonly confirmTrust?: string;
}

/**
 * The settings of a project file, if the user trusts it as it is now. A file that was trusted before is not parsed: its
 * record holds the settings. Otherwise the user is asked.
 *
 * @throws {ActasError} `untrusted`; `cancelled`; `configuration` when it cannot be used
 */
export async function trustedSettings(
  file: ProjectFile,
  interaction: TargetRequest["interaction"],
  flags: TrustFlags = {},
): Promise<ProjectSettings> {
  if (file.doubt) throw doubtful(file.path, file.doubt);
  const directory = trustDirectory();
  const trust = await currentTrust(file);
  const isWhatWasNamed = flags.confirmTrust === undefined || matchesContent(flags.confirmTrust, file);
  if (trust.state === "matched" && isWhatWasNamed) return trust.record.content;
  return (await import("./ask-for-trust.ts")).askForTrust({ directory, file, trust, interaction, ...flags });
}

/**
 * Whether the user trusts a file as it is now: by its own record, or by that of the same file in another worktree.
 *
 * @throws {ActasError} `configuration` when the settings cannot be used
 */
export async function currentTrust(file: ProjectFile): Promise<Trust> {
  const directory = trustDirectory();
  const trust = await readTrust(directory, file);
  if (trust.state === "matched") return trust;
  const { trustInOtherWorktree } = await import("../../project-files/trust-in-other-worktree.ts");
  const inherited = await trustInOtherWorktree(directory, file, pathsFrom(process.env, undefined, "").config);
  return inherited.state === "matched" ? inherited : trust;
}

/** The directory of the trust records. */
export function trustDirectory(): string {
  return `${pathsFrom(process.env, undefined, "").state}/trust`;
}

function doubtful(path: string, doubt: string): ActasError {
  return new ActasError("untrusted", `cannot trust ${path}: ${doubt}`, {
    hints: [
      `\`ls -l ${shellArgument(path)}\` shows who owns it; \`chmod o-w ${shellArgument(path)}\` closes it to others`,
    ],
  });
}
