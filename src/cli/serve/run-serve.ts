import { ActasError } from "../../base/errors.ts";
import type { Door } from "../../serve/door.ts";
import { Serving } from "../../serve/serving.ts";
import { untilEnded } from "../terminal/until-ended.ts";
import { printVariables } from "./print-variables.ts";
import type { ServeFlags } from "./serve-flags.ts";
import { ServeReport } from "./serve-report.ts";
import { ServedTargets } from "./served-targets.ts";

/**
 * Serves a target in the foreground, until the user ends it. The port is opened first: if it is taken, no person is asked
 * for anything in vain.
 *
 * @param open - opens the port
 * @throws {ActasError} when the port cannot be opened, or there are no credentials to begin with
 */
export async function runServe(
  typed: string | undefined,
  flags: ServeFlags,
  open: (serving: Serving, port: number) => Door,
): Promise<void> {
  const port = portFrom(flags);
  const targets = new ServedTargets(flags);
  const serving = new Serving({
    obtain: (target, how) => targets.obtain(target, how),
    canAsk: () => targets.canAsk(),
    clock: { now: Date.now },
  });
  const target = await targets.choose(typed);
  const door = open(serving, port);
  // From here on the files are removed, however it ends.
  const ended = untilEnded();
  try {
    await serving.switchTo(target);
    if (flags.printEnv) printVariables(door, await targets.variables(target), flags);
    const report = new ServeReport(serving);
    report.begin(door);
    await ended;
  } finally {
    serving.stop();
    await door.close();
  }
}

function portFrom({ port }: ServeFlags): number {
  if (/^\d{1,5}$/.test(port) && Number(port) <= 65_535) return Number(port);
  throw new ActasError("usage", `cannot use \`--port\` with "${port}": it is a number from 0 to 65535`, {
    hints: ["with 0 any free port is taken"],
  });
}
