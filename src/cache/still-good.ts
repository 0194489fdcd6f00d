import type { CredentialRequest } from "../base/credential-request.ts";
import type { Credentials } from "../base/credentials.ts";
import { ActasError } from "../base/errors.ts";
import type { Held } from "./credential-cache.ts";
import { heldFor } from "./held-for.ts";

/**
 * The held credentials, if the request may have them and they are not about to end. Otherwise the result of `fetch`;
 * and if that fails for any reason but a person's refusal, the held ones until their very end.
 *
 * @param look - returns the credentials held at that moment; undefined once they have ended
 */
export async function stillGood(
  request: Pick<CredentialRequest, "freshness">,
  look: () => Held | undefined,
  fetch: () => Promise<Credentials>,
): Promise<Credentials> {
  const held = heldFor(request, look());
  if (!held) return fetch();
  if (!held.isLastResort) return held.credentials;
  try {
    return await fetch();
  } catch (error) {
    if (error instanceof ActasError && error.code === "cancelled") throw error;
    // They may have ended during the fetch.
    const lastOnes = heldFor(request, look());
    if (!lastOnes) throw error;
    return lastOnes.credentials;
  }
}
