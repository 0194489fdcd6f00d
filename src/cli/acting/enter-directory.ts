import { ActasError } from "../../base/errors.ts";
import { shellArgument } from "../../base/shell-word.ts";
import { findProjectFile, type ProjectFile } from "../../project-files/find-project-file.ts";
import { dialectOf } from "../../shells/dialects.ts";
import { print } from "../../system/print.ts";
import { workingDirectory } from "../environment/working-directory.ts";
import { chosenTarget } from "../target/chosen-target.ts";
import { currentTrust } from "../target/trusted-settings.ts";
import { say } from "../terminal/say.ts";
import { actAs } from "./act-as.ts";
import { endUse } from "./end-use.ts";
import { modeBySettings, projectsBySettings } from "./shell-settings.ts";
import { type ActingAs, type AskingShell, asRemembered, type ShellState, shellStateText } from "./shell-state.ts";

/**
 * What the shell does in another directory, if the user has asked for that by `shell hook`: a project's role is offered
 * or taken, and on the way out the shell acts as before. Nobody is asked for anything, and a file that is not trusted
 * changes nothing.
 */
export async function enterDirectory(asking: AskingShell): Promise<void> {
  const { state } = asking;
  const file = await orNote(() => findProjectFile(workingDirectory("look for a project file"), process.env.HOME));
  if (file?.path === state.project?.path) return;
  const outside = outsideOf(state);
  const role = file && (await roleOf(file));
  const project = file && { path: file.path, ...(role && { role }), ...(outside && { outside }) };
  const entered = { ...asking, state: withProject(state, project) };
  const isNew = role !== undefined && !Bun.deepEquals(role, state.now);
  if (isNew && (await projectsBySettings()) === "take" && (await takes(role, entered))) return;
  if (isNew) say(`actas: \`as auto\` acts as the role of this project, ${named(role)}`);
  await goBack(outside, entered, state);
}

/** What the shell acted as before it took or accepted a project's role, if that is what it still acts as. */
function outsideOf({ now, project }: ShellState): ActingAs | undefined {
  return project?.role && Bun.deepEquals(now, project.role) ? project.outside : now;
}

function withProject({ project: _, ...others }: ShellState, project: ShellState["project"]): ShellState {
  return { ...others, ...(project && { project }) };
}

/** The role of a project, as it is remembered; undefined where the file must not or cannot be used, which is said. */
function roleOf(file: ProjectFile): Promise<ActingAs | undefined> {
  return orNote(async () => {
    if (file.doubt || (await currentTrust(file)).state !== "matched") return untrusted(file);
    const { mode, targetRequest } = await chosenTarget("auto", { agent: true, cache: true, login: true });
    return asRemembered(targetRequest, mode ?? (await modeBySettings()));
  });
}

/** What fails is said, and is as good as nothing: a directory must not keep the shell in the role of the last one. */
async function orNote<T>(look: () => Promise<T | undefined>): Promise<T | undefined> {
  try {
    return await look();
  } catch (error) {
    if (!(error instanceof ActasError)) throw error;
    say(`actas: note: ${error.message}`);
    return undefined;
  }
}

function untrusted({ path }: ProjectFile): undefined {
  say(`actas: note: ${path} is not trusted, and changes nothing here; \`as auto\` shows it to you`);
}

function named({ request }: ActingAs): string {
  return request.sourceProfile ?? [request.source, request.target].filter(Boolean).join(":");
}

/** Acts as a project's role, if that takes no question; otherwise it is offered. */
async function takes(role: ActingAs, entered: AskingShell): Promise<boolean> {
  const actsAs = await actSilently(role, entered);
  if (actsAs !== undefined) say(`actas: acting as ${actsAs}, as this project says`);
  return actsAs !== undefined;
}

/** @returns undefined when that would take a question, or cannot be done */
async function actSilently(next: ActingAs, entered: AskingShell): Promise<string | undefined> {
  const silent = { ...next, request: { ...next.request, interaction: "never" } } as const;
  return actAs(silent, entered, next).catch((error: unknown) => {
    if (error instanceof ActasError) return undefined;
    throw error;
  });
}

async function goBack(outside: ActingAs | undefined, entered: AskingShell, before: ShellState): Promise<void> {
  if (Bun.deepEquals(outside, before.now)) {
    const dialect = await dialectOf(entered.shell);
    return print(dialect.remembered(shellStateText(entered.state)).trimEnd());
  }
  const actsAs = outside && (await actSilently(outside, entered));
  if (actsAs !== undefined) return say(`actas: acting as ${actsAs} again`);
  // The project's role must not outlast the project, whatever stands in the way of what was before.
  await endUse(entered);
  say(
    outside
      ? `actas: acting as nothing: \`as ${shellArgument(named(outside))}\` asks`
      : "actas: acting as nothing again",
  );
}
