import { shellArgument } from "../../base/shell-word.ts";
import { ownPaths } from "../../files/own-paths.ts";
import { readSettings } from "../../settings/settings.ts";
import { ownSurroundings } from "../../system/own-surroundings.ts";
import { commandNotFound } from "../../system/processes/exec.ts";
import { inheritedDescriptors } from "../../system/processes/inherited-descriptors.ts";
import { ownArgv } from "../../system/processes/own-argv.ts";
import { isOwnJob } from "../../system/processes/parent-program.ts";
import { whyNotStarted } from "../../system/processes/why-not-started.ts";
import { runProgram } from "../../system/run-program.ts";
import { inShell, typedByName } from "../../targets/typed-target.ts";
import { userIsThere } from "../terminal/asking-problem.ts";
import { userShell } from "./user-shell.ts";

/** A start that takes longer waits for something, such as an answer that it cannot get here. */
const START_MS = 10_000;
/** Said by the shell when it knows the name: a start-up file may print, fail or become another program. */
const KNOWN = "actas: known";
/** A name in which no shell finds anything but a name: it must stand without quotes, in which no alias counts. */
const PLAIN_NAME = /^[\w.,:@+][\w.,:@+-]*$/;

interface Typed {
  readonly words: readonly string[];
  readonly target: string | undefined;
  /** `--shell-fallback`; absent: it is for the settings to say, and for a user at the terminal only. */
  readonly isAsked?: true | undefined;
}

/** What this process becomes in place of the command that was typed. */
export interface Fallback {
  readonly instead: readonly Uint8Array[];
  readonly inherited: readonly number[];
}

/**
 * Decides what is run for a command that seems not to be there. One that is an alias or a function of the user's
 * interactive shell is run by that shell, which gets the arguments as parameters: it parses none of them.
 *
 * @returns undefined when the command is to be run as it is
 * @throws {ExecFailure} when it cannot be run, before anything is asked for it
 */
export async function shellFallback({ words, target, isAsked }: Typed): Promise<Fallback | undefined> {
  // First: the files and pipes opened below are not for the command.
  const inherited = inheritedDescriptors();
  const [command, ...rest] = ownArgv(words.length);
  const failure = command && whyNotStarted(command, process.env.PATH);
  if (!command || !failure || isTargetLeftOut(target)) return undefined;
  const [name = ""] = words;
  if (failure.exitCode === 127 && target === undefined && name.includes(":"))
    throw commandNotFound(name, [before(name)]);
  if (failure.exitCode !== 127 || !PLAIN_NAME.test(name)) throw failure;
  const { path, dialect, program } = shell();
  if (!isAsked && !(await isWanted())) throw commandNotFound(name, dialect ? [toAsk(name)] : []);
  if (!dialect) throw commandNotFound(name, isAsked ? [`only aliases of ${ALL} are known, not of ${program}`] : []);
  if (dialect.reserved.has(name) || !(await isKnown(path, dialect.isCommand(name)))) throw commandNotFound(name, []);
  const line = [path, "-i", "-c", dialect.line(name), ...dialect.beforeParameters(name)];
  return { instead: [...line.map((word) => new TextEncoder().encode(`${word}\0`)), ...rest], inherited };
}

/** No command has a colon in its name, and roles of sources have one. */
function before(name: string): string {
  return `a target stands before the \`--\`: \`actas exec ${inShell(typedByName(name))} -- COMMAND\``;
}

/** In `actas exec aws s3 ls` it is the target that is missing, not the command `s3`. */
function isTargetLeftOut(target: string | undefined): boolean {
  return target !== undefined && !process.argv.includes("--") && Bun.which(target) !== null;
}

/** Scripts mean programs: whoever reads one does not see what an alias makes of it. */
async function isWanted(): Promise<boolean> {
  return userIsThere() && isOwnJob() && (await readSettings(ownPaths().config)).shellFallback;
}

function toAsk(name: string): string {
  return `if it is an alias or a function of your shell: \`actas exec --shell-fallback … -- ${shellArgument(name)}\``;
}

/** Whether the interactive shell has a command of this name, found out without a terminal and without credentials. */
async function isKnown(shell: string, condition: string): Promise<boolean> {
  const words = [shell, "-i", "-c", `${condition} && echo '${KNOWN}'`];
  const signal = AbortSignal.timeout(START_MS);
  const { output } = await runProgram({ words, surroundings: ownSurroundings(), signal }).catch(() => ({ output: "" }));
  return output.trimEnd().endsWith(KNOWN);
}

interface Dialect {
  /** Words that begin or end a part of a program: the shell says that it knows them, and cannot run them. */
  readonly reserved: ReadonlySet<string>;
  readonly isCommand: (name: string) => string;
  /** Runs a command with the parameters of the shell as its arguments. */
  readonly line: (name: string) => string;
  /** What stands before them on the command line of the shell. */
  readonly beforeParameters: (name: string) => readonly string[];
}

const POSIX: Dialect = {
  reserved: words("if then elif else fi case esac for while until do done in select function coproc"),
  isCommand: (name) => `command -v ${name} >/dev/null`,
  line: (name) => `${name} "$@"`,
  beforeParameters: (name) => [name],
};

const ZSH: Dialect = { ...POSIX, reserved: new Set([...POSIX.reserved, ...words("foreach end repeat")]) };

const FISH: Dialect = {
  reserved: words("if else for while in function begin end switch case and or not break continue return"),
  isCommand: (name) => `type -q ${name}`,
  line: (name) => `${name} $argv`,
  beforeParameters: () => ["--"],
};

const DIALECTS: ReadonlyMap<string, Dialect> = new Map([
  ["bash", POSIX],
  ["fish", FISH],
  ["zsh", ZSH],
  ["ksh", POSIX],
  ["ksh93", POSIX],
  ["mksh", POSIX],
  ["ash", POSIX],
  ["dash", POSIX],
  ["sh", POSIX],
]);
const ALL = "bash, fish, zsh, ksh, ash, dash or sh";

function words(text: string): ReadonlySet<string> {
  return new Set(text.split(" "));
}

function shell(): { readonly path: string; readonly program: string; readonly dialect: Dialect | undefined } {
  const path = userShell();
  const program = path.slice(path.lastIndexOf("/") + 1);
  return { path, program, dialect: DIALECTS.get(program) };
}
