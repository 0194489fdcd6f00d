import { BROUGHT } from "../../base/credential-request.ts";
import type { EnvironmentChanges } from "../../base/environment.ts";

/**
 * The variables that hold the region and the endpoints of the target that this command was started as. Another target
 * must not get them: it has its own, and whatever is sent to an endpoint is meant for one target only. A variable that has
 * another value now is the user's.
 */
export function broughtVariables(): ReadonlySet<string> {
  const mark = process.env[BROUGHT];
  if (!mark) return NONE;
  const brought = [...new URLSearchParams(mark.replaceAll(",", "&"))].filter(
    ([name, value]) => isBrought(name) && process.env[name] === value,
  );
  return new Set(brought.map(([name]) => name));
}

const NONE: ReadonlySet<string> = new Set();

/**
 * The changes without what an outer target has brought, and with a mark of what the new one brings: names and values in
 * the form of a query string, but with commas, so that a shell reads it without quotes.
 *
 * Neither a pattern nor `URLSearchParams` is used: `exec` would wait 0.3 ms for their first use.
 */
export function markBrought(changes: EnvironmentChanges, outer = broughtVariables()): EnvironmentChanges {
  const marked: Record<string, string | null> = {};
  for (const name of outer) marked[name] = null;
  let mark = "";
  for (const name in changes) {
    const value = changes[name] ?? null;
    marked[name] = value;
    if (value === null || !isBrought(name) || (process.env[name] === value && !outer.has(name))) continue;
    mark += `${mark && ","}${name}=${plain(value)}`;
  }
  if (mark || process.env[BROUGHT] !== undefined) marked[BROUGHT] = mark || null;
  return marked;
}

/** Percent signs in place of all that a shell could take for more than a letter. */
function plain(value: string): string {
  let text = encodeURIComponent(value);
  for (const sign of LEFT_BY_URI) text = text.replaceAll(sign, `%${sign.charCodeAt(0).toString(16)}`);
  return text;
}

/** @see https://tc39.es/ecma262/#sec-encodeuricomponent-uricomponent */
const LEFT_BY_URI = ["!", "~", "*", "'", "(", ")"];

/** Not the proxies: the user's own are among what is set there. */
function isBrought(name: string): boolean {
  if (!name.startsWith("AWS_")) return false;
  return OF_A_TARGET.includes(name) || name === "AWS_ENDPOINT_URL" || name.startsWith("AWS_ENDPOINT_URL_");
}

const OF_A_TARGET = [
  "AWS_REGION",
  "AWS_DEFAULT_REGION",
  "AWS_USE_FIPS_ENDPOINT",
  "AWS_USE_DUALSTACK_ENDPOINT",
  "AWS_SDK_LOAD_CONFIG",
];
