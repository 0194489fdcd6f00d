import type { CredentialRequest } from "../base/credential-request.ts";
import { AccountPin } from "../broker/account-pin.ts";
import { accountOf } from "../targets/account-of.ts";
import type { ResolvedTarget } from "../targets/resolved-target.ts";
import { createRequestTools } from "./request-tools.ts";
import { resolve } from "./resolve.ts";

/** What the files say of a target. */
export interface LookedUp {
  readonly target: ResolvedTarget;
  /** Absent where only AWS knows it. */
  readonly account?: string;
}

/** No command of a profile runs here. */
const NOWHERE = { directory: "/", environment: {} };

/**
 * Resolves a target within this command, for a user who is about to decide on it. Needs no agent, and makes no call.
 *
 * @throws {ActasError} everything for which a request for its credentials would be refused before any call
 */
export async function lookUp(request: CredentialRequest): Promise<LookedUp> {
  const tools = createRequestTools();
  const target = await resolve(tools, request, "other", async () => NOWHERE);
  new AccountPin(tools.sts).refuseOther(target, request.expectedAccountId);
  const account = accountOf(target);
  return { target, ...(account && { account }) };
}
