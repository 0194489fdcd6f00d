import { ActasError } from "../base/errors.ts";
import type { ProgramEnd } from "../system/run-program.ts";

interface Known {
  readonly pattern: RegExp;
  readonly reason: string;
  readonly hints: readonly string[];
}

const UNLOCK =
  "`echo trial | pass insert --multiline --force actas/trial && pass show actas/trial` in a terminal unlocks it for a while";
const OTHER_KEY =
  "`pass init --path=actas KEY-ID` has another key count for actas alone; `gpg --list-secret-keys` shows yours";

/** What pass and GnuPG say in English, and what it means. GnuPG says of a locked key what it says of one that is gone. */
const KNOWN: readonly Known[] = [
  {
    pattern: /pinentry|Inappropriate ioctl|cancell?ed|Bad passphrase|No passphrase|Timeout/i,
    reason: "its GnuPG key is locked",
    hints: [UNLOCK],
  },
  {
    pattern: /No secret key|public key decryption failed/,
    reason: "its GnuPG key is locked, or is not on this machine",
    hints: [UNLOCK, OTHER_KEY],
  },
  {
    pattern: /skipped|public key|encryption failed/,
    reason: "GnuPG cannot encrypt for the key of the store",
    hints: [OTHER_KEY],
  },
];

const NO_STORE = /pass init|password store is empty/;

/** More is not for people. */
const MOST_SAID = 300;

/** Why pass failed, by what it said. */
export function passProblem(verb: string, { errors, status }: ProgramEnd, store: string): ActasError {
  if (NO_STORE.test(errors)) return noStore(verb, store);
  const known = KNOWN.find(({ pattern }) => pattern.test(errors));
  if (known) return cannot(verb, known.reason, known.hints);
  const said = errors.trim().replace(/\s+/g, " ").slice(0, MOST_SAID);
  return cannot(verb, said || `it ended with status ${status}`, ["`pass ls` shows whether there is a store"]);
}

/** The agent keeps the variables of the command that started it, and gives them to the agent after it. */
export function noStore(verb: string, store: string): ActasError {
  return cannot(verb, `there is no store in ${store}`, [
    "`pass init KEY-ID` makes one; `gpg --list-secret-keys` shows your keys, and `gpg --full-generate-key` makes one",
    "if PASSWORD_STORE_DIR names another: `actas agent stop`, and the next agent has the variables of this shell",
  ]);
}

/** What GnuPG waits for is nearly always a passphrase. */
export function passSilent(verb: string, limitMs: number): ActasError {
  return cannot(verb, `it did not answer within ${limitMs / 1000} seconds`, [UNLOCK]);
}

export function passMissing(): ActasError {
  return cannot("use", "it is not installed", ["install it: the package is `pass` on Debian; then `pass init KEY-ID`"]);
}

function cannot(verb: string, reason: string, hints: readonly string[]): ActasError {
  return new ActasError("system", `cannot ${verb} the password store of pass: ${reason}`, { hints });
}
