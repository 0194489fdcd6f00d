import type { MfaProof } from "../../aws/assume-role-parameters.ts";
import { ActasError } from "../../base/errors.ts";
import { CannotAsk } from "../../conversation/conversation.ts";
import { personRequired } from "../../conversation/person-required.ts";
import type { UserReference } from "../../targets/kinds/user-reference.ts";
import type { ResolvedTarget } from "../../targets/resolved-target.ts";
import { typedAs } from "../../targets/typed-as.ts";
import type { SourceTools } from "../source.ts";

/** Calls AWS with a code of the user's MFA device: the one given on the command line, else one of an input. */
export async function withMfaCode<T>(
  { codeCommand, profile, serialNumber, yubikey }: UserReference,
  target: ResolvedTarget,
  { request, conversation, mfaDevices, recall }: SourceTools,
  call: (mfa: MfaProof) => Promise<T>,
): Promise<T> {
  if (!serialNumber) throw new ActasError("bug", `cannot ask for a code: profile "${profile}" has no MFA device`);
  const use = (tokenCode: string): Promise<T> => call({ serialNumber, tokenCode });
  if (request.tokenCode) return mfaDevices.withGivenCode(serialNumber, request.tokenCode, use);

  const hidden = request.hideArns && ({ hideArns: true } as const);
  const question = { kind: "mfa-code", serialNumber, target: typedAs(target.name, request), ...hidden } as const;
  const { environment } = request;
  const ways = { environment, ...(yubikey && { yubikey }), ...(codeCommand && { command: codeCommand }) };
  // The OATH password of a YubiKey may be among what was kept.
  await recall?.(conversation);
  try {
    return await mfaDevices.withCode(question, conversation, use, ways);
  } catch (error) {
    throw error instanceof CannotAsk ? personRequired(question, error.reason) : error;
  }
}
