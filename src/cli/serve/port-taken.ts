import { ActasError } from "../../base/errors.ts";
import { isCode } from "../../base/system-error.ts";
import { ownPaths } from "../../files/own-paths.ts";
import { runningServes } from "../../serve/running-serves.ts";
import { whoListens } from "../../system/ports/port-holder.ts";
import type { PortToServe } from "./port-to-serve.ts";

/** The error for a port that cannot be opened: who has it, as far as the system tells, and what to do. */
export function portTaken(error: unknown, at: PortToServe): unknown {
  if (!(error instanceof ActasError)) return error;
  if (isCode(error.cause, "EACCES")) return cannotListen(at, "the system lets only root have it");
  if (!isCode(error.cause, "EADDRINUSE")) return error;
  const { port } = at;
  const { pid, target } = runningServes(ownPaths().runtime).find((one) => one.port === port) ?? {};
  if (pid !== undefined) {
    return cannotListen(at, `\`actas serve\`, pid ${pid}, serves ${target ?? "there"}`, [
      `\`actas serve stop ${port}\` ends it`,
    ]);
  }
  return cannotListen(at, whoListens(port));
}

function cannotListen({ port, variable }: PortToServe, reason: string, hints: readonly string[] = []): ActasError {
  const origin = variable === undefined ? [] : [`${variable} names this port, which no option does`];
  return new ActasError("system", `cannot listen on port ${port}: ${reason}`, {
    hints: [...hints, ...origin, "`--port 0` takes any free port, `--port PORT` another one"],
  });
}
