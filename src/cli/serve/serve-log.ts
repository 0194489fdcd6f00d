import { ownPaths } from "../../files/own-paths.ts";
import { logFile } from "../../persistence/log-file.ts";

/** Where a process in the background says what it would say on a terminal. */
export interface ServeLog {
  readonly path: string;
  readonly write: (line: string) => void;
}

/** One file for all of them, beside the agent's log. */
export function serveLog(): ServeLog {
  const directory = `${ownPaths().state}/log`;
  const write = logFile(directory, "serve");
  return { path: `${directory}/serve.log`, write: (line) => write(`${process.pid} ${line}`) };
}
