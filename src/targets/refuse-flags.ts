import type { CredentialRequest } from "../base/credential-request.ts";
import { ActasError } from "../base/errors.ts";
import type { ResolvedTarget } from "./resolved-target.ts";

/**
 * Refuses a flag that would have no effect: whoever typed it counts on it.
 *
 * @throws {ActasError} `usage`
 */
export function refuseFlags(
  request: CredentialRequest,
  { source, chain }: Pick<ResolvedTarget, "source" | "chain">,
): void {
  const { serialNumber, tokenCode, grant, externalId, roleSessionName, durationSeconds } = request;
  const id = "source" in source ? source.source.id : undefined;
  if (id) refuse({ "--mfa-serial": serialNumber, "--otp": tokenCode }, `"${id}" asks for what it needs in the browser`);
  else refuse({ "--grant": grant }, "the target does not start with a sign-in");
  if (chain.length > 0) return;
  const noRole = "profile" in source ? `profile "${source.profile}" assumes no role` : "the target assumes no role";
  refuse({ "--external-id": externalId, "--role-session-name": roleSessionName }, noRole);
  if (source.kind === "iam-user") return;
  refuse({ "--duration": durationSeconds }, id ? `"${id}" decides how long its credentials last` : noRole);
}

function refuse(flags: Readonly<Record<string, unknown>>, reason: string): void {
  const flag = Object.keys(flags).find((name) => flags[name] !== undefined);
  if (flag) throw new ActasError("usage", `cannot use \`${flag}\`: ${reason}`);
}
