import type { MfaProof } from "../../aws/sts.ts";
import type { CredentialRequest } from "../../base/credential-request.ts";
import { ActasError } from "../../base/errors.ts";
import { shellOption } from "../../base/shell-word.ts";
import { CannotAsk } from "../../conversation/conversation.ts";
import { personRequired } from "../../conversation/person-required.ts";
import { configurationHome } from "../../files/home.ts";
import type { CodeWays } from "../../mfa/mfa-input.ts";
import { readSettings } from "../../settings/settings.ts";
import type { UserReference } from "../../targets/kinds/user-reference.ts";
import type { ResolvedTarget } from "../../targets/resolved-target.ts";
import { inShell, typedProfile } from "../../targets/typed-target.ts";
import type { SourceTools } from "../source.ts";

/** Calls AWS with a code of the user's MFA device: the one given on the command line, else one of an input. */
export async function withMfaCode<T>(
  user: UserReference,
  target: ResolvedTarget,
  { request, conversation, mfaDevices }: SourceTools,
  call: (mfa: MfaProof) => Promise<T>,
): Promise<T> {
  const { serialNumber } = user;
  if (!serialNumber) throw new ActasError("bug", `cannot ask for a code: profile "${user.profile}" has no MFA device`);
  const use = (tokenCode: string): Promise<T> => call({ serialNumber, tokenCode });
  if (request.tokenCode) return mfaDevices.withGivenCode(serialNumber, request.tokenCode, use);

  const hidden = request.hideArns && ({ hideArns: true } as const);
  const question = { kind: "mfa-code", serialNumber, target: wordsFor(target.name, request), ...hidden } as const;
  try {
    return await mfaDevices.withCode(question, conversation, use, await waysOf(user, request));
  } catch (error) {
    throw error instanceof CannotAsk ? personRequired(question, error.reason) : error;
  }
}

async function waysOf({ codeCommand, yubikey }: UserReference, request: CredentialRequest): Promise<CodeWays> {
  const { dialogs, environment, mfaInputs, mfaTimeoutSeconds } = request;
  const folder = configurationHome(environment, "tell how long a code is waited for");
  const seconds = mfaTimeoutSeconds ?? (await readSettings(`${folder}/actas`)).mfaTimeoutSeconds;
  return {
    environment,
    timeoutMs: seconds * 1000,
    ...(yubikey && { yubikey }),
    ...(codeCommand && { command: codeCommand }),
    ...(mfaInputs && { inputs: mfaInputs }),
    ...(dialogs && { dialogs }),
  };
}

/** What one types to mean the same target. */
function wordsFor(name: string, { target, sourceProfile }: CredentialRequest): string {
  if (!target?.startsWith("arn:")) return inShell(typedProfile(name));
  return sourceProfile ? `${target} ${shellOption("--profile", sourceProfile)}` : target;
}
