import { printable } from "../../base/printable.ts";
import type { ServeRecord } from "../../serve/serve-record.ts";
import { say } from "../terminal/say.ts";
import { untilText } from "../text/until-text.ts";

/** What is served at a port, as lines for people. */
export function serveLines(record: ServeRecord, now = Date.now()): string[] {
  const { expiration, kind, lastFetch, log, pid, problem, target, url } = record;
  const until = expiration ? `until ${untilText(expiration, now)}` : problem ? "none now" : "without an end";
  return [
    `${kind}  ${target ?? "nothing yet"}`,
    `  at           ${url}`,
    `  credentials  ${until}`,
    ...(problem ? [`  problem      ${problem.message}`, ...problem.hints.map((hint) => `  hint         ${hint}`)] : []),
    `  last asked   ${lastFetch ? `${untilText(lastFetch.at, now)}${byWhom(lastFetch)}` : "never"}`,
    `  process      pid ${pid}${log ? `, in the background; log: ${log}` : ""}`,
  ].map(printable);
}

function byWhom({ pid, program }: NonNullable<ServeRecord["lastFetch"]>): string {
  return pid === undefined ? "" : `, by ${program}, pid ${pid}`;
}

/** Says that a process in the background serves. */
export function sayServed({ expiration, log, pid, port, target, url }: ServeRecord): void {
  const until = expiration ? `, until ${untilText(expiration)}` : "";
  say(`actas: serving ${target} in the background, pid ${pid}${until}; programs ask at ${url}`);
  say(`actas: \`actas serve stop ${port}\` ends it; log: ${log}`);
}
