import type { Credentials } from "../base/credentials.ts";
import { ActasError } from "../base/errors.ts";
import type { CredentialCache } from "./credential-cache.ts";

/**
 * What is cached while it is fresh, else what `fetch` brings; and if that fails for any reason but a person's "no",
 * what is cached until its very end.
 *
 * @param look - what is cached at that moment; nothing, once it has ended
 */
export async function stillGood(
  look: () => ReturnType<CredentialCache["get"]>,
  fetch: () => Promise<Credentials>,
): Promise<Credentials> {
  const cached = look();
  if (!cached) return fetch();
  if (cached.freshness !== "refresh-now") return cached.entry.credentials;
  try {
    return await fetch();
  } catch (error) {
    if (error instanceof ActasError && error.code === "cancelled") throw error;
    // The try may have taken longer than they had.
    const lastOnes = look();
    if (!lastOnes) throw error;
    return lastOnes.entry.credentials;
  }
}
