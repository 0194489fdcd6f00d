import { printable } from "../../base/printable.ts";

const MOST_LINES = 3;
const MOST_CHARACTERS = 200;

/** What follows a word that announces a secret, as in `token=…`, `"SecretAccessKey": "…"` or `Authorization: Bearer …`. */
const ANNOUNCED =
  /((?:secret|token|passcode|pwd|\bpass|\bpin|\botp|credential|cookie|authorization|bearer|api[_-]?key|access[_-]?key|private[_-]?key|session)[\w-]*["']?(?:\s*(?:=>|[:=])\s*|\s+(?:is|was)\s+))(?:(?:bearer|basic)\s+)?(?:"[^"]*"?|'[^']*'?|`[^`]*`?|\S+)/gi;
/** A password may have blanks in it. */
const PASSWORD = /((?:password|passwd|passphrase)[\w-]*["']?(?:\s*(?:=>|[:=])\s*|\s+(?:is|was)\s+|\s+(?=["'`]))).+/gi;
/** An option that takes a secret, a variable that is named for one, or a word right before a value with digits. */
const NEXT_WORD =
  /(-[\w-]*(?:pass|pwd|token|secret|pin|otp|key)[\w-]*\s+|\b[A-Z_]*(?:PASSWORD|TOKEN|SECRET)\s+|\b(?:password|token|secret)\s+(?=\S*\d)|\b(?:code|otp|pin|passcode)\s+(?=\d[\d-]{3}))\S+/g;
const USER_OPTION = /(\s-u\s+[^\s:]+:)\S+/g;
const BEARER = /\b(bearer|basic)\s+\S+/gi;
/** A name and a password in an address; the password may have an `@` and a `/` in it. */
const USER_INFO = /(\/\/)\S*@/g;
/** What only a key, a token or a code looks like: a long word of letters and digits. */
const LONG_WORD = /[\w+/=.~-]{16,}/g;
const DIGITS = /\b\d{6,8}\b/g;

/**
 * The last lines of what a credential helper said when it failed, without what may be a secret. Helpers do repeat
 * tokens and codes when they fail, so what only might be one is hidden as well.
 */
export function lastWords(said: string): string[] {
  const lines = said.split(/[\r\n]+/).filter((line) => line.trim() !== "");
  return lines.slice(-MOST_LINES).map((line) => masked(printable(line.trim())).slice(0, MOST_CHARACTERS));
}

function masked(line: string): string {
  return line
    .replace(USER_INFO, "$1…@")
    .replace(USER_OPTION, "$1…")
    .replace(PASSWORD, "$1…")
    .replace(ANNOUNCED, "$1…")
    .replace(NEXT_WORD, "$1…")
    .replace(BEARER, "$1 …")
    .replace(LONG_WORD, (word) => (/\d/.test(word) && /[a-z]/i.test(word) ? "…" : word))
    .replace(DIGITS, "…");
}
