import { MFA_INPUT_NAMES, type MfaInputName } from "../../base/credential-request.ts";
import { inWords, parseDuration } from "../../base/duration.ts";
import { ActasError } from "../../base/errors.ts";
import type { TargetRequest } from "./target-request.ts";
import { typedCode } from "./typed-code.ts";

/** A person is not waited for longer. */
const MOST_SECONDS = 600;

/** Options about how a code is asked for, as they are parsed. */
export interface MfaFlags {
  readonly mfaSerial?: string;
  readonly otp?: string;
  readonly mfaInput?: string;
  readonly mfaTimeout?: string;
  /** Absent where the command has no such option. */
  readonly gui?: boolean;
  readonly hideArns?: true;
}

/** The part of a request that says how a code is asked for. @throws {ActasError} `usage` */
export function codeRequestFrom(flags: MfaFlags): Partial<TargetRequest> {
  const { gui, hideArns, mfaInput, mfaSerial, mfaTimeout, otp } = flags;
  return {
    ...(mfaSerial && { serialNumber: mfaSerial }),
    ...(otp && { tokenCode: typedCode(otp, "--otp") }),
    ...(mfaInput && { mfaInputs: mfaInputsFrom(mfaInput) }),
    ...(mfaTimeout && { mfaTimeoutSeconds: mfaTimeoutFrom(mfaTimeout) }),
    ...(gui === false && { dialogs: "never" }),
    ...(hideArns && { hideArns }),
  };
}

/** @throws {ActasError} `usage` for a name of no input */
function mfaInputsFrom(list: string): readonly MfaInputName[] {
  return list.split(",").map((word) => {
    const name = MFA_INPUT_NAMES.find((one) => one === word.trim());
    if (name) return name;
    throw new ActasError("usage", `cannot use \`--mfa-input\`: "${word}" is none of ${MFA_INPUT_NAMES.join(", ")}`, {
      hints: ["write them with commas between, as in `--mfa-input tty,yubikey`"],
    });
  });
}

/** @throws {ActasError} `usage` for a time that is none, or far too long */
function mfaTimeoutFrom(text: string): number {
  const seconds = parseDuration(text);
  if (seconds > 0 && seconds <= MOST_SECONDS) return seconds;
  const reason = `a code is waited for between 1 second and ${inWords(MOST_SECONDS)}`;
  throw new ActasError("usage", `cannot use \`--mfa-timeout\`: ${reason}`);
}
