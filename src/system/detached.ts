import { closeSync, constants, openSync } from "node:fs";
import { ActasError } from "../base/errors.ts";
import { fileErrorReason } from "./file-error-reason.ts";

const { O_WRONLY, O_CREAT, O_APPEND, O_NOFOLLOW } = constants;

export interface DetachedProgram {
  /** All of it: nothing else is inherited. See {@link agentEnvironment}. */
  readonly environment: Readonly<Record<string, string>>;
  /** The file its output is added to, created for its owner only; absent: nowhere. */
  readonly log?: string;
  /** What it reads from its standard input; absent: nothing. */
  readonly input?: string;
}

/**
 * Starts a program that outlives this one: in a session of its own, without a terminal, in the directory `/`.
 * Resolves to its pid when `input` is written.
 *
 * @throws {ActasError} `system` when the program or its log cannot be opened
 */
export async function startDetached(
  argv: readonly string[],
  { environment, log, input }: DetachedProgram,
): Promise<number> {
  const output = log === undefined ? "ignore" : openLog(log);
  try {
    const stdin = input === undefined ? "ignore" : "pipe";
    const options = { detached: true, cwd: "/", env: environment, stdin, stdout: output, stderr: output } as const;
    const child = Bun.spawn([...argv], options);
    child.unref();
    if (input !== undefined) await write(child.stdin, input);
    return child.pid;
  } catch (error) {
    throw new ActasError("system", `cannot start ${argv[0]}: ${fileErrorReason(error)}`, { cause: error });
  } finally {
    if (output !== "ignore") closeSync(output);
  }
}

function openLog(path: string): number {
  try {
    return openSync(path, O_WRONLY | O_CREAT | O_APPEND | O_NOFOLLOW, 0o600);
  } catch (error) {
    throw new ActasError("system", `cannot write to ${path}: ${fileErrorReason(error)}`, { cause: error });
  }
}

async function write(stdin: Bun.FileSink | undefined, input: string): Promise<void> {
  stdin?.write(input);
  await stdin?.end();
}
