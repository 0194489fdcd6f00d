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
 * the form of a query string, but with commas and without asterisks, so that a shell reads it without quotes.
 */
export function markBrought(changes: EnvironmentChanges): EnvironmentChanges {
  const outer = broughtVariables();
  const brought = new URLSearchParams();
  for (const [name, value] of Object.entries(changes)) {
    if (value !== null && isBrought(name) && (outer.has(name) || process.env[name] !== value)) brought.set(name, value);
  }
  const mark = brought.size > 0 ? String(brought).replaceAll("&", ",").replaceAll("*", "%2A") : null;
  return {
    ...Object.fromEntries([...outer].map((name) => [name, null])),
    ...changes,
    ...((mark !== null || process.env[BROUGHT] !== undefined) && { [BROUGHT]: mark }),
  };
}

/** Not the proxies: the user's own are among what is set there. */
function isBrought(name: string): boolean {
  return /^AWS_(?:(?:DEFAULT_)?REGION|ENDPOINT_URL(?:_\w+)?|USE_(?:FIPS|DUALSTACK)_ENDPOINT|SDK_LOAD_CONFIG)$/.test(
    name,
  );
}
