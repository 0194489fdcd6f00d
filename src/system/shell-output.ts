import { statSync } from "node:fs";
import type { ActasError } from "../base/errors.ts";
import type { Surroundings } from "../base/surroundings.ts";

/** Secrets are a few kilobytes; a command that never stops printing must not fill the agent's memory. */
const MAX_OUTPUT_BYTES = 1_000_000;

/**
 * The output of a command that the user configured, run by the shell without a terminal. Standard error is thrown away:
 * it may hold a secret.
 *
 * @param surroundings - of the client it is run for: relative paths in the command start there
 * @param cannot - makes the error; its reason begins with "it"
 * @param begun - called with the pid of the shell, which leads a session of its own; disposed when the shell has ended
 * @throws the error of `cannot`, when the command fails, does not end in time or prints far more than a secret
 */
export async function shellOutput(
  command: string,
  timeoutMs: number,
  cannot: (reason: string) => ActasError,
  { directory, environment }: Surroundings,
  begun?: (pid: number) => Disposable,
): Promise<string> {
  const child = Bun.spawn(["/bin/sh", "-c", command], {
    cwd: isDirectory(directory) ? directory : "/",
    env: environment,
    stdin: "ignore",
    stdout: "pipe",
    stderr: "ignore",
    detached: true,
    maxBuffer: MAX_OUTPUT_BYTES,
  });
  using _ = begun?.(child.pid);
  const timeUp = Promise.withResolvers<"time-up">();
  const timer = setTimeout(() => timeUp.resolve("time-up"), timeoutMs);
  const end = await Promise.race([Promise.all([child.stdout.text(), child.exited]), timeUp.promise]);
  clearTimeout(timer);
  if (end === "time-up" || end[0].length > MAX_OUTPUT_BYTES) killGroup(child.pid);
  if (end === "time-up") throw cannot(`it did not end within ${timeoutMs / 1000} seconds`);
  const [output, status] = end;
  if (output.length > MAX_OUTPUT_BYTES) throw cannot("it printed far more than credentials");
  if (child.signalCode) throw cannot(`it was ended by ${child.signalCode}`);
  if (status !== 0) throw cannot(`it ended with status ${status}`);
  return output;
}

/** The directory may have been removed; a command with absolute paths then still works, as it does in a shell. */
function isDirectory(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

/** Kills the shell and all its descendants: one of them might hold the output open for ever. */
function killGroup(pid: number): void {
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // It has ended already.
  }
}
