interface Problem {
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

/** Without a keyring there are the ways that need no desktop. */
const OTHERWISE = ['"persist": "file" or "pass" in config.json keeps secrets without a desktop, and "none" keeps none'];

/** Why the keyring of the operating system could not be used. */
export function problemInWords(said: string): Problem {
  const reason = KNOWN.find(([pattern]) => pattern.test(said))?.[1];
  return reason ? { reason, hints: HINTS[reason] ?? OTHERWISE } : { reason: said, hints: OTHERWISE };
}
