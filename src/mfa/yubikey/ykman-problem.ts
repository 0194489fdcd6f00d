/** Why `ykman` has no code: what to do about it decides, so every message of it is one of these. */
export type YkmanTrouble =
  | "password-needed"
  | "wrong-password"
  | "no-touch"
  | "no-account"
  | "several-accounts"
  | "not-found"
  | "removed"
  | "oath-off"
  | "full"
  | "unknown";

/**
 * What versions 4 and 5 say on standard error, in the order in which it is looked for: a question for the password comes
 * before what went wrong with it, and pyscard's messages stand in the middle of a traceback.
 */
const SAID: readonly (readonly [RegExp, YkmanTrouble])[] = [
  [/Wrong password|Authentication to the YubiKey failed|Incorrect password/i, "wrong-password"],
  [/Enter the password|Password is required/i, "password-needed"],
  [/Touch account timed out|timed out waiting for touch/i, "no-touch"],
  [/No matching account/i, "no-account"],
  [/Multiple matches/i, "several-accounts"],
  [/No space left|enough space on the YubiKey/i, "full"],
  [/requires one of the following USB interfaces|application is disabled|applications? to be enabled/i, "oath-off"],
  [/was removed|was reset|Failed to transmit|no valid response/i, "removed"],
  [
    /Failed connecting to|Failed to connect|Failed opening|No YubiKey|Card protocol mismatch|No smart card/i,
    "not-found",
  ],
  [/CardConnectionException/i, "removed"],
];

/** The trouble that `ykman` tells on standard error. */
export function troubleIn(errors: string): YkmanTrouble {
  return SAID.find(([pattern]) => pattern.test(errors))?.[1] ?? "unknown";
}

/** The smart-card service is what all programs reach keys through. */
export function isWithoutService(errors: string): boolean {
  return /PC\/SC not available|PC\/SC service|EstablishContext/i.test(errors);
}

/** Why there is no code of a key; `reason` ends "cannot ask for the MFA code of …: ". */
export class YkmanProblem extends Error {
  override readonly name = "YkmanProblem";
  readonly trouble: YkmanTrouble;

  constructor(trouble: YkmanTrouble, reason: string) {
    super(reason);
    this.trouble = trouble;
  }
}
