import { existsSync } from "node:fs";
import { isStandIn } from "../../agent-api/grants-folder.ts";
import type { Environment, EnvironmentChanges } from "../../base/environment.ts";
import { printable } from "../../base/printable.ts";
import { shellWord } from "../../base/shell-word.ts";
import type { ServeRecord } from "../../serve/serve-record.ts";
import { peopleAreWatching, say } from "../terminal/say.ts";
import { untilText } from "../text/until-text.ts";

/** What is served at a port, as lines for people. */
export function serveLines(record: ServeRecord, now = Date.now()): string[] {
  const { endless, expiration, kind, lastFetch, log, page, pid, problem, target, url } = record;
  const until = expiration
    ? `until ${untilText(expiration, now)}`
    : NO_END[endless ? "good" : target ? "none" : "nothing"];
  return [
    `${kind}  ${target ?? "nothing yet"}`,
    `  at           ${url}`,
    `  credentials  ${until}`,
    ...(problem ? [`  problem      ${problem.message}`, ...problem.hints.map((hint) => `  hint         ${hint}`)] : []),
    `  last asked   ${lastFetch ? `${untilText(lastFetch.at, now)}${byWhom(lastFetch)}` : "never"}`,
    ...(page ? [`  page         ${page}`] : []),
    `  process      pid ${pid}${log ? `, in the background; ${logText(log)}` : ""}`,
  ].map(printable);
}

const NO_END = { good: "without an end", none: "none now", nothing: "none yet" };

function byWhom({ pid, program }: NonNullable<ServeRecord["lastFetch"]>): string {
  return pid === undefined ? "" : `, by ${program}, pid ${pid}`;
}

/** Says that a process in the background serves. */
export function sayServed(
  { expiration, log, pid, port, target, url }: ServeRecord,
  environment: EnvironmentChanges,
): void {
  const until = expiration ? `, until ${untilText(expiration)}` : "";
  say(`actas: serving ${target ?? "nothing yet"} in the background, pid ${pid}${until}; programs ask at ${url}`);
  say(`actas: \`actas serve stop ${port}\` ends it${log ? `; ${logText(log)}` : ""}`);
  if (!peopleAreWatching()) return;
  const shown = shownVariables(environment);
  if (shown.length > 0) say("actas: programs need these variables:");
  for (const line of shown) say(line);
  sayRivals(environment);
}

/** It has begun with a line, so if there is none, it could not be written: the disk is full, or the home is read-only. */
function logText(path: string): string {
  return existsSync(path) ? `log: ${path}` : `without a log: ${path} could not be written`;
}

/** Says which variables of this shell would lead its programs elsewhere. */
export function sayRivals(environment: EnvironmentChanges, own: Environment = process.env): void {
  const rivals = Object.keys(environment).filter((name) => {
    const [here, meant] = [own[name], environment[name]];
    if (!name.startsWith("AWS_") || !here) return false;
    return meant === null || (LEADING.has(name) && withoutSlash(here) !== withoutSlash(meant ?? ""));
  });
  if (rivals.length === 0) return;
  say(`actas: set in this shell, and leading its programs elsewhere: ${rivals.join(", ")}`);
  say("actas: hint: `--print-env` prints what sets or unsets them");
}

function withoutSlash(address: string): string {
  return address.replace(/\/$/, "");
}

/** What a person copies into the settings of a program: nothing of it is secret. */
export function shownVariables(environment: EnvironmentChanges): string[] {
  const copies = FILES.filter((name) => isStandIn(environment[name] ?? ""));
  return [...ADDRESSES, ...copies].flatMap((name) => {
    const value = environment[name];
    return value ? [`  ${name}=${shellWord(value)}`] : [];
  });
}

const ADDRESSES = [
  "AWS_CONTAINER_CREDENTIALS_FULL_URI",
  "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE",
  "AWS_EC2_METADATA_SERVICE_ENDPOINT",
] as const;

/** With another value, such as another host or path, or the token of an earlier start, a program is refused or gone. */
const LEADING: ReadonlySet<string> = new Set([...ADDRESSES, "AWS_CONTAINER_AUTHORIZATION_TOKEN"]);

/** These are named only if they are copies that leave another identity out. */
const FILES = ["AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE"] as const;
