import { ActasError, type ErrorCode } from "../../base/errors.ts";
import { WITHOUT_AGENT } from "../../files/without-agent.ts";
import { BrokenPipe } from "../../system/print.ts";
import { peopleAreWatching, say, sayError } from "./say.ts";

/** Exit status by error code; 4 is what `gh` uses for "sign in first", 128 + 2 what shells give for an interrupt. */
const EXIT_STATUS: Readonly<Record<ErrorCode, number>> = {
  bug: 1,
  throttled: 1,
  unreachable: 1,
  system: 1,
  untrusted: 1,
  usage: 2,
  configuration: 2,
  unsupported: 2,
  "profile-not-found": 3,
  "source-not-found": 3,
  "role-not-found": 3,
  "mfa-required": 4,
  "sign-in-required": 4,
  "access-denied": 5,
  "agent-unreachable": 6,
  cancelled: 130,
};

/** `exec` passes on the status of its command, so its own failures are all this one, as with env(1). */
const EXEC_FAILED = 125;

/** 128 + 13, SIGPIPE: what a shell reports for `yes | head`. */
const BROKEN_PIPE = 141;

/** A command that failed without a message beyond its status. */
export class SilentFailure extends Error {
  override readonly name = "SilentFailure";
  readonly status: number;

  constructor(status = 1) {
    super(`status ${status}`);
    this.status = status;
  }
}

/**
 * Prints the error and returns the exit status. `ACTAS_DEBUG` adds the stack and the cause.
 *
 * An SDK that runs `process` hides standard error, so the user is told on the terminal as well.
 */
export async function reportError(error: unknown, command: string | undefined): Promise<number> {
  if (error instanceof BrokenPipe) return BROKEN_PIPE;
  if (error instanceof SilentFailure) return error.status;
  const { message, hints } = wordsOf(error);
  const below = hints
    .filter((hint) => hint !== WITHOUT_AGENT || hasNoAgent(command))
    .map((hint) => `actas: hint: ${hint}`);
  sayError(message);
  for (const line of below) say(line);
  if (process.env.ACTAS_DEBUG)
    for (const line of Bun.inspect(error, { colors: false }).split("\n")) say(line.trimEnd());
  if (command === "process" && !peopleAreWatching()) {
    const { tellOnTerminal } = await import("./tell-on-terminal.ts");
    tellOnTerminal([`actas: error: ${message}`, ...below]);
  }
  return statusOf(error, command);
}

/**
 * An error as the user sees it: one sentence, then what to do next, one hint per line. Lower case, no full stop,
 * `cannot <verb> <thing>: <reason>`; never a secret, a code or a line of a file.
 */
function wordsOf(error: unknown): Pick<ActasError, "message" | "hints"> {
  if (error instanceof ActasError) return error;
  return {
    message: `cannot go on: this is a bug in actas (${error instanceof Error ? error.name : typeof error})`,
    hints: ["run it again with `ACTAS_DEBUG=1` and report what it prints, without names you want to keep private"],
  };
}

const WITH_NO_AGENT = ["exec", "process", "export", "whoami", "list roles", "list-roles", "list sources"];

/** Whether a command has the option `--no-agent`. */
function hasNoAgent(command: string | undefined): boolean {
  return command !== undefined && WITH_NO_AGENT.includes(command);
}

function statusOf(error: unknown, command: string | undefined): number {
  if (error instanceof Error && "exitCode" in error) return Number(error.exitCode);
  if (command !== "exec") return error instanceof ActasError ? EXIT_STATUS[error.code] : EXIT_STATUS.bug;
  return error instanceof ActasError && error.code === "cancelled" ? EXIT_STATUS.cancelled : EXEC_FAILED;
}
