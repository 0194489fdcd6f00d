import { statSync } from "node:fs";
import type { ActasError } from "../base/errors.ts";
import type { Surroundings } from "../base/surroundings.ts";

/** Secrets are a few kilobytes; the agent must not be filled by a command that never stops printing. */
const MAX_OUTPUT_BYTES = 1_000_000;

/**
 * What a command of the user's own prints, run by the shell without a terminal. What it says on standard error is not
 * kept: it may be a secret.
 *
 * @param surroundings - of whoever it is run for: a relative path in the command is one from there
 * @param cannot - makes the error; its reason begins with "it"
 * @param begun - hears the pid of the shell, which leads a session of its own; disposed when that has ended
 * @throws what `cannot` made, when it fails, does not end in time or prints far more than a secret
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

/** It may have been removed, and then a command with absolute paths still works, as it does in a shell. */
function isDirectory(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

/** With all that it has started: a grandchild may hold the output open for ever. */
function killGroup(pid: number): void {
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // It has ended meanwhile.
  }
}
