import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** What a command did. */
export interface Outcome {
  /** As a shell gives it: 128 and the number of the signal for one that was killed. */
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd: string;
  readonly environment: Readonly<Record<string, string>>;
  /** What stdin holds; absent: nothing, as from `/dev/null`. */
  readonly input?: string;
  /** Milliseconds until it is killed, so that a test that would hang says which command did. */
  readonly limitMs?: number;
}

/**
 * Runs a command to its end, in a session of its own: it has no terminal, even when the tests were started from one.
 *
 * It writes into files, because Bun 1.4.5 sometimes leaves a pipe unread when many run side by side.
 */
export async function runCommand(words: readonly string[], options: RunOptions): Promise<Outcome> {
  const { cwd, environment, input, limitMs = 60_000 } = options;
  const folder = mkdtempSync(join(tmpdir(), "actas-run-"));
  const [stdout, stderr] = [Bun.file(join(folder, "stdout")), Bun.file(join(folder, "stderr"))];
  const child = Bun.spawn([...words], {
    cwd,
    env: environment,
    stdin: input === undefined ? "ignore" : "pipe",
    stdout,
    stderr,
    detached: true,
    timeout: limitMs,
    killSignal: "SIGKILL",
  });
  if (input !== undefined && child.stdin) {
    child.stdin.write(input);
    await child.stdin.end();
  }
  const status = await exitStatus(child);
  const outcome = { status, stdout: await stdout.text(), stderr: await stderr.text() };
  rmSync(folder, { recursive: true });
  return outcome;
}

/** The status of a process when it has ended, as a shell gives it. */
export async function exitStatus(child: Bun.Subprocess): Promise<number> {
  await child.exited;
  return child.exitCode ?? 128 + (SIGNALS[child.signalCode ?? ""] ?? 0);
}

const SIGNALS: Readonly<Record<string, number>> = {
  SIGHUP: 1,
  SIGINT: 2,
  SIGQUIT: 3,
  SIGKILL: 9,
  SIGPIPE: 13,
  SIGTERM: 15,
};
