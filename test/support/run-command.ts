import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** The result of a command. */
export interface Outcome {
  /** The status as a shell reports it: 128 plus the signal's number for a killed command. */
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd: string;
  readonly environment: Readonly<Record<string, string>>;
  /** The text on stdin; absent: none, as from `/dev/null`. */
  readonly input?: string;
  /** Kills the command after this many milliseconds, so that a test that hangs names the command. */
  readonly limitMs?: number;
}

/**
 * Runs a command to its end in its own session, so that it has no terminal, even if the tests run in one.
 *
 * The command writes into files, because Bun 1.4.5 sometimes leaves a pipe unread when many commands run at once.
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

/** Waits for a process to end; returns its status as a shell reports it. */
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
