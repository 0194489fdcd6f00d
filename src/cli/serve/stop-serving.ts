import { ActasError } from "../../base/errors.ts";
import { ownPaths } from "../../files/own-paths.ts";
import { isServed, runningServes } from "../../serve/running-serves.ts";
import { ServeFiles } from "../../serve/serve-files.ts";
import type { ServeRecord } from "../../serve/serve-record.ts";

/** Answers under way get a second. */
const ENDS_WITHIN_MS = 3_000;
const LOOK_MS = 10;

/**
 * Ends what this user serves at a port, or all there is.
 *
 * @returns what has ended
 * @throws {ActasError} `usage` when nothing is served at that port; `system` when a process does not end
 */
export async function stopServing(port: number | undefined): Promise<readonly ServeRecord[]> {
  const { runtime } = ownPaths();
  const running = runningServes(runtime);
  const wanted = port === undefined ? running : running.filter((one) => one.port === port);
  if (port !== undefined && wanted.length === 0) throw notServed(port, running);
  await Promise.all(wanted.map((one) => end(one)));
  for (const one of wanted) new ServeFiles(runtime, one.port).remove();
  return wanted;
}

/** With SIGKILL if it does not heed SIGTERM, such as one that was stopped. */
async function end(record: ServeRecord): Promise<void> {
  for (const signals of [["SIGTERM", "SIGCONT"], ["SIGKILL"]] as const) {
    for (const signal of signals) send(record, signal);
    for (const limit = performance.now() + ENDS_WITHIN_MS; isServed(record); await Bun.sleep(LOOK_MS)) {
      if (performance.now() > limit) break;
    }
    if (!isServed(record)) return;
  }
  throw new ActasError("system", `cannot end \`actas serve\`, pid ${record.pid}: the system does not end it`);
}

function send(record: ServeRecord, signal: NodeJS.Signals): void {
  try {
    if (isServed(record)) process.kill(record.pid, signal);
  } catch {
    // It has just ended.
  }
}

function notServed(port: number, running: readonly ServeRecord[]): ActasError {
  return new ActasError("usage", `cannot stop what is served at port ${port}: nothing of yours is`, {
    hints: running.map(({ kind, port, target }) => `\`actas serve stop ${port}\` ends ${target ?? kind}`),
  });
}
