import { ActasError } from "../../base/errors.ts";
import { jsonText, printable } from "../../base/printable.ts";
import { shellArgument } from "../../base/shell-word.ts";
import { CannotAsk } from "../../conversation/conversation.ts";
import { problemOnTheWayTo } from "../../files/safe-path.ts";
import { describeChange } from "../../project-files/describe-change.ts";
import type { ProjectFile } from "../../project-files/find-project-file.ts";
import { type ProjectSettings, parseProjectFile } from "../../project-files/project-file.ts";
import { matchesContent, type Trust } from "../../project-files/trust-record.ts";
import { saveTrust } from "../../project-files/trust-store.ts";
import { askYesOrNo } from "../terminal/ask-user.ts";
import { askingProblem } from "../terminal/asking-problem.ts";
import { say } from "../terminal/say.ts";
import { checkSettings } from "./check-settings.ts";
import type { TargetRequest } from "./target-request.ts";

interface AskOptions {
  /** The directory of the trust records. */
  readonly directory: string;
  readonly file: ProjectFile;
  /** The state of the record; not `matched`. */
  readonly trust: Trust;
  readonly interaction: TargetRequest["interaction"];
  readonly confirmTrust?: string;
}

/**
 * Shows a project file, asks the user whether to trust it, and records the answer. If the user gave a digest, there is
 * no question.
 *
 * @throws {ActasError} `untrusted` when the user says no, the digest differs, or no user can be asked; `cancelled`;
 *   `configuration` when the file cannot be used
 */
export async function askForTrust(asking: AskOptions): Promise<ProjectSettings> {
  const { directory, file, confirmTrust } = asking;
  const settings = parseProjectFile(file);
  if (confirmTrust === undefined) await askUser(asking, settings);
  else if (!matchesContent(confirmTrust, file))
    throw untrusted(file, "its digest is another one: it is not what you saw");
  try {
    refuseTheirs(directory, file);
    saveTrust(directory, file, settings, new Date());
  } catch (error) {
    if (!(error instanceof ActasError)) throw error;
    say(`actas: note: you will be asked again: ${error.message}`);
  }
  return settings;
}

/** Root with another user's HOME must neither leave files there that only root can remove, nor follow links there. */
function refuseTheirs(directory: string, { path }: ProjectFile): void {
  const problem = problemOnTheWayTo(directory, "trusted");
  if (!problem || problem.missing) return;
  throw new ActasError("system", `cannot keep in ${directory} that ${path} is trusted: ${problem.reason}`);
}

async function askUser({ file, interaction, trust }: AskOptions, settings: ProjectSettings): Promise<void> {
  const change = trust.state === "none" ? undefined : describeChange(trust.record.content, settings);
  const never = askingProblem({ interaction });
  if (never) throw untrusted(file, reason(trust, `and ${never}`));
  await checkSettings(file.path, settings);
  try {
    const question = `${explanation(file.path, settings, change)}actas: trust it until it changes?`;
    if ((await askYesOrNo(question, `use ${file.path}`)) === "yes") return;
  } catch (error) {
    throw error instanceof CannotAsk ? untrusted(file, reason(trust, `and ${error.reason}`)) : error;
  }
  throw new ActasError("untrusted", `cannot use ${file.path}: you do not trust it`);
}

function explanation(path: string, settings: ProjectSettings, change: readonly string[] | undefined): string {
  const news = change ? "has changed since you trusted it" : "is not trusted yet";
  const changed = change?.length ? change.map((line) => `  ${line}\n`) : ["  nothing but its form\n"];
  return [
    `actas: ${printable(path)} ${news}; it says\n`,
    `${jsonText(settings, "indented")}\n`,
    ...(change ? ["what changed:\n", ...changed] : []),
  ].join("");
}

function reason({ state }: Trust, why: string): string {
  return state === "none" ? `it is not trusted yet, ${why}` : `it has changed since it was trusted, ${why}`;
}

/** The hints must not let a program answer in place of the user: programs read errors, and follow hints. */
function untrusted({ path }: ProjectFile, why: string): ActasError {
  return new ActasError("untrusted", `cannot use ${path}: ${why}`, {
    hints: [`run \`actas trust ${shellArgument(path)}\` in a terminal: it shows what the file says, and asks you`],
  });
}
