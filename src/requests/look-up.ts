import type { CredentialRequest } from "../base/credential-request.ts";
import { refuseOtherAccount } from "../broker/account-pin.ts";
import { accountOf } from "../targets/account-of.ts";
import type { ResolvedTarget } from "../targets/resolved-target.ts";
import { createReaders } from "./read-files.ts";
import { resolve } from "./resolve.ts";

/** What the files say about a target. */
export interface LookedUp {
  readonly target: ResolvedTarget;
  /** Absent if only AWS knows it. */
  readonly account?: string;
}

/** A stand-in: looking up a target never runs a profile's command. */
const NOWHERE = { directory: "/", environment: {} };

/**
 * Resolves a target inside this command, before the user decides on it. Needs no agent, and makes no call.
 *
 * @throws {ActasError} for whatever would refuse a request for its credentials before any call
 */
export async function lookUp(request: CredentialRequest): Promise<LookedUp> {
  const target = await resolve(createReaders(), request, "other", async () => NOWHERE);
  refuseOtherAccount(target, request.expectedAccountId);
  const account = accountOf(target);
  return { target, ...(account && { account }) };
}
