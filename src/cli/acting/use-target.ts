import { ActasError } from "../../base/errors.ts";
import { shellWord } from "../../base/shell-word.ts";
import type { Shell } from "../../base/shells.ts";
import { isTerminal } from "../../system/terminal/is-terminal.ts";
import { inShell, typedByName } from "../../targets/typed-target.ts";
import { hintForForeignWord } from "../command-line/words/hint-for-foreign-word.ts";
import { chosenTarget } from "../target/chosen-target.ts";
import type { CredentialFlags } from "../target/credential-flags.ts";
import { SilentFailure } from "../terminal/report-error.ts";
import { peopleAreWatching, say } from "../terminal/say.ts";
import { actAs } from "./act-as.ts";
import { endUse } from "./end-use.ts";
import { modeBySettings } from "./shell-settings.ts";
import { type ActingAs, type AskingShell, asRemembered, parseShellState, type ShellState } from "./shell-state.ts";

const STDOUT = 1;

export interface UseFlags extends CredentialFlags {
  readonly mode?: "container" | "env";
  readonly previous?: true;
  readonly none?: true;
  readonly renew?: true;
  readonly entered?: true;
  readonly shell?: Shell;
  readonly pid?: string;
  readonly state?: string;
  readonly config?: readonly string[];
}

/**
 * Prints what has the shell that asks act as a target. Its environment here is what it was before it acted as anything.
 *
 * @throws {ActasError} before anything is printed, so that nothing changes in the shell
 */
export async function useTarget(words: readonly string[], flags: UseFlags): Promise<void> {
  const asking = askingShell(flags);
  const [target, ...more] = words;
  if (more.length > 0) throw moreThanTarget(target ?? "", more);
  const [one, other] = whats(target, flags);
  if (one && other) throw twoAtOnce(one, other);
  if (flags.none || target === "-" || target === "_") return endUse(asking);
  if (flags.renew) return renew(asking);
  if (flags.entered) return (await import("./enter-directory.ts")).enterDirectory(asking);
  const isPicked = flags.pick || (target === undefined && !flags.profile);
  if (isPicked && !flags.pick && !flags.previous) await refuseTakenTarget(flags);
  if (flags.config) (await import("../command-line/require-maws-files.ts")).requireMawsFiles(flags.config);
  const next = flags.previous
    ? previous(asking.state)
    : await chosen(target, { ...flags, ...(isPicked && { pick: true }) });
  const actsAs = await actAs(next, asking).catch((error: unknown) => {
    throw isUnknown(error) && target !== undefined ? withHint(error, target) : error;
  });
  // The list has told what was chosen from it.
  const isTold = (isPicked && !flags.previous) || Bun.deepEquals(asking.state.now, remembered(next));
  if (!isTold && peopleAreWatching()) say(`actas: acting as ${actsAs}`);
}

/** What the shell is to act as, each in the word that says it. Options that go with a target go with none of these. */
function whats(target: string | undefined, { none, pick, previous, profile }: UseFlags): readonly string[] {
  const isNone = target === "-" || target === "_";
  const others = none || previous || isNone;
  return [
    ...(none ? ["--none"] : []),
    ...(previous ? ["--previous"] : []),
    ...(target !== undefined && others ? [target] : []),
    ...(profile !== undefined && others ? ["--profile"] : []),
    ...(pick && others ? ["--pick"] : []),
  ];
}

async function refuseTakenTarget({ config = [], region }: UseFlags): Promise<void> {
  if (region === undefined && config.length === 0) return;
  const error = await (await import("./target-taken.ts")).targetTaken(region, config);
  if (error) throw error;
}

/** In time for the prompt that waits for it; the agent goes on with what takes longer. */
const RENEWED_WITHIN_MS = 2_000;

/** At a prompt nobody is asked and nothing is said: the prompt shows what has ended. */
async function renew(asking: AskingShell): Promise<void> {
  const { now } = asking.state;
  if (!now) throw new SilentFailure();
  const request = { ...now.request, interaction: "never" } as const;
  const late = Bun.sleep(RENEWED_WITHIN_MS).then(() => "late" as const);
  const done = await Promise.race([actAs({ ...now, request }, asking, now).catch(() => "failed" as const), late]);
  if (done === "late" || done === "failed") throw new SilentFailure();
}

async function chosen(target: string | undefined, flags: UseFlags): Promise<ActingAs> {
  const { mode, targetRequest } = await chosenTarget(target, flags);
  const forced = flags.agent ? undefined : "env";
  return { request: targetRequest, mode: flags.mode ?? forced ?? mode ?? (await modeBySettings()) };
}

function previous({ before }: ShellState): ActingAs {
  if (before) return before;
  throw new ActasError("usage", "cannot go back: this shell acted as nothing else before", {
    hints: ["`as TARGET` acts as a target, `as` lets you choose one"],
  });
}

function remembered({ mode, request }: ActingAs): ActingAs {
  return asRemembered(request, mode);
}

function askingShell({ pid, shell, state }: UseFlags): AskingShell {
  // On a terminal there is no shell that evaluates it, and keys would stay in the scrollback.
  if (shell && !isTerminal(STDOUT) && /^[1-9]\d*$/.test(pid ?? ""))
    return { shell, pid: Number(pid), state: parseShellState(state) };
  throw new ActasError("usage", "cannot act in this shell: its functions are not defined", {
    hints: ['`eval "$(actas shell init)"` defines them; then `as TARGET`'],
  });
}

function twoAtOnce(one: string, other: string): ActasError {
  return new ActasError("usage", `cannot act by ${one} and ${shellWord(other)} at once: each says what to act as`, {
    hints: ["`as TARGET`, `as --previous` and `as -` stand alone"],
  });
}

function moreThanTarget(target: string, more: readonly string[]): ActasError {
  const [command = "CMD", ...others] = more[0] === "--" ? more.slice(1) : more;
  const meant = hintForForeignWord(target, "actas shell use");
  const hint = `\`actas exec ${inShell(typedByName(target))} -- ${inShell([command, ...others])}\` runs one command`;
  return new ActasError("usage", `cannot act as "${target}" with more words after it: as takes a target alone`, {
    hints: [meant ?? hint],
  });
}

function isUnknown(error: unknown): error is ActasError {
  return error instanceof ActasError && error.code === "profile-not-found";
}

/** The name that is most like a word does not count where the word means something. */
function withHint(error: ActasError, target: string): ActasError {
  const hint = hintForForeignWord(target, "actas shell use");
  return hint === undefined ? error : new ActasError(error.code, error.message, { hints: [hint], cause: error });
}
