import { isPrivate } from "../network/loopback.ts";
import { UnusableValue } from "./unusable-value.ts";

/**
 * Why a URL of a source cannot be used, to end a sentence; `undefined` when it can. Tokens are sent there, so it must
 * be `https`, or `http` on this machine itself.
 */
export function urlProblem(text: string): string | undefined {
  // The URL parser ignores line breaks.
  if (/[\s\p{C}]/u.test(text) || !URL.canParse(text)) return "it is not a URL";
  const url = new URL(text);
  const { protocol, username, password } = url;
  if (username || password) return "it has a user name or a password in it";
  if (isPrivate(url)) return undefined;
  return protocol === "http:" ? "it must begin with https://, as tokens are sent there" : "it must begin with https://";
}

/** @throws {UnusableValue} for the URL that the file has under `key`, when it cannot be used */
export function requireSourceUrl(key: string, url: string): void {
  const problem = urlProblem(url);
  if (problem) throw new UnusableValue(`"${key}" cannot be used: ${problem}`);
}
