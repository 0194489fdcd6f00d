import { parseProcessCredentials } from "../../aws/process-credentials.ts";
import type { Credentials } from "../../base/credentials.ts";
import { ActasError } from "../../base/errors.ts";
import { shellOutput } from "../../system/shell-output.ts";
import type { CredentialProcessReference, ResolvedTarget } from "../../targets/resolved-target.ts";
import type { Beginning } from "../source.ts";

/** As the Go SDK: a process that takes longer is stuck on something it will not get here. */
const TIMEOUT_MS = 60_000;

/** Somebody else's `credential_process`: run by the shell without a terminal, as the SDKs run it. */
export function credentialProcess(target: ResolvedTarget): Promise<Beginning> {
  return credentialProcessWithin(TIMEOUT_MS, target);
}

/** The same with another time limit. */
export async function credentialProcessWithin(timeoutMs: number, target: ResolvedTarget): Promise<Beginning> {
  const { command, profile } = target.source as CredentialProcessReference;
  const cannot = (reason: string): ActasError =>
    new ActasError(
      "access-denied",
      `cannot get credentials from the credential_process of profile "${profile}": ${reason}`,
      {
        hints: ["run its command by hand to see what it says; it must work without a terminal"],
      },
    );
  return { credentials: parse(await shellOutput(command, timeoutMs, cannot), cannot), remaining: target.chain };
}

function parse(output: string, cannot: (reason: string) => ActasError): Credentials {
  const credentials = parseProcessCredentials(json(output), cannot);
  if (!credentials) throw cannot("it printed something else than the JSON that AWS describes");
  return credentials;
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
