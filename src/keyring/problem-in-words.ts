import type { KeptThings } from "./keyring.ts";

export interface KeyringProblem {
  /** Ends the sentence "cannot read the keyring: ". */
  readonly reason: string;
  readonly hints: readonly string[];
}

/** What libsecret, D-Bus and GLib say, and what it means. */
const KNOWN: readonly (readonly [pattern: RegExp, reason: string])[] = [
  [/locked|Object does not exist at path|dismissed/i, "it is locked"],
  [/autolaunch D-Bus|Could not connect|Connection refused|No such file/i, "there is no D-Bus session here"],
  [/libsecret/i, "libsecret is not installed"],
  [/ServiceUnknown|not provided by any|\.service files/i, "no program here keeps one (Secret Service)"],
];

const HINTS: Readonly<Record<string, readonly string[]>> = {
  "it is locked": ["unlock it in your desktop's keyring program, and try again"],
  "libsecret is not installed": ["install it: the package is `libsecret-1-0` on Debian"],
};

/** For one that does not answer. */
export const SILENT = "unlock it in your desktop's keyring program, or end that program and start it again";

/** Without a keyring there are the ways that need no desktop. Only sign-ins may be in a file with a passphrase. */
const OTHERWISE = {
  "sign-ins": '"persist": "file" or "pass" in config.json keeps secrets without a desktop, and "none" keeps none',
  "access keys": '"persist": "pass" in config.json has access keys kept by pass, which needs no desktop',
  passwords: '"persist": "pass" in config.json has passwords kept by pass, which needs no desktop',
} as const satisfies Record<KeptThings, string>;

const KEPT_ALREADY = "then `actas keys remove PROFILE` and `actas keys add PROFILE` take the key there";

/**
 * Why the keyring of the operating system could not be used.
 *
 * @param isKept - the secret is in that keyring already
 */
export function problemInWords(said: string, keeps: KeptThings, isKept = false): KeyringProblem {
  const reason = KNOWN.find(([pattern]) => pattern.test(said))?.[1] ?? said;
  const otherwise = [OTHERWISE[keeps], ...(isKept && keeps === "access keys" ? [KEPT_ALREADY] : [])];
  return { reason, hints: HINTS[reason] ?? otherwise };
}
