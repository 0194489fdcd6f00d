import type { CredentialRequest } from "../../base/credential-request.ts";
import { ActasError } from "../../base/errors.ts";
import { type LookedUp, lookUp } from "../../requests/look-up.ts";
import { requestEnvironment } from "../environment/request-environment.ts";
import { meantRole } from "./meant-role.ts";
import type { TargetRequest } from "./target-request.ts";

/** A target that can be used, as far as the files tell. */
export type FoundTarget = LookedUp & { readonly request: CredentialRequest };

/**
 * What the files say about a target, and the request with the exact name of its role: a part of a name may have been
 * typed, see `meantRole()`.
 *
 * @throws {ActasError} whatever a request for its credentials would be refused for
 */
export async function lookUpMeant(typed: TargetRequest): Promise<FoundTarget> {
  const request = { ...typed, environment: requestEnvironment() };
  try {
    return { request, ...(await lookUp(request)) };
  } catch (error) {
    if (!(error instanceof ActasError) || error.code !== "role-not-found") throw error;
    const meant = await meantRole({ request: "whoami", for: request }, error);
    return { request: meant, ...(await lookUp(meant)) };
  }
}
