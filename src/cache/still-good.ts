import type { CredentialRequest } from "../base/credential-request.ts";
import type { Credentials } from "../base/credentials.ts";
import { ActasError } from "../base/errors.ts";
import type { Held } from "./credential-cache.ts";
import { heldFor } from "./held-for.ts";

/**
 * What is held, if the request may have it and it is not about to end; else what `fetch` brings; and if that fails for
 * any reason but a person's "no", what is held until its very end.
 *
 * @param look - what is held at that moment; nothing, once it has ended
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
    // The try may have taken longer than they had.
    const lastOnes = heldFor(request, look());
    if (!lastOnes) throw error;
    return lastOnes.credentials;
  }
}
