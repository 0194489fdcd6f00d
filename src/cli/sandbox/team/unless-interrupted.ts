import type { SignalName } from "../../../system/processes/caught-signals.ts";
import { Interrupted } from "../../../system/terminal/interrupted.ts";

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const satisfies readonly SignalName[];

/**
 * Does what takes some seconds, so that a signal meanwhile does not end this process before it has cleared up.
 *
 * @param work - rejects when its signal is aborted, after it has undone what it did
 * @throws {Interrupted} when a signal has come
 */
export async function unlessInterrupted<Result>(work: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
  const stop = new AbortController();
  let by: SignalName | undefined;
  const ended = listening((signal) => {
    by ??= signal;
    stop.abort();
  });
  try {
    return await work(stop.signal);
  } catch (error) {
    throw by ? new Interrupted(by) : error;
  } finally {
    ended();
  }
}

/** Has no signal end this process while it clears up, which takes a second or two. */
export async function undisturbed<Result>(work: () => Promise<Result>): Promise<Result> {
  const ended = listening(() => {});
  try {
    return await work();
  } finally {
    ended();
  }
}

function listening(hear: (signal: SignalName) => void): () => void {
  for (const signal of SIGNALS) process.on(signal, hear);
  return () => {
    for (const signal of SIGNALS) process.off(signal, hear);
  };
}
