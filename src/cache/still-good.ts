import type { Credentials } from "../base/credentials.ts";
import { ActasError } from "../base/errors.ts";
import type { CredentialCache } from "./credential-cache.ts";

/**
 * What is cached while it is fresh, else what `fetch` brings; and if that fails for any reason but a person's "no",
 * what is cached until its very end.
 */
export async function stillGood(
  cached: ReturnType<CredentialCache["get"]>,
  fetch: () => Promise<Credentials>,
): Promise<Credentials> {
  if (!cached) return fetch();
  if (cached.freshness !== "refresh-now") return cached.entry.credentials;
  try {
    return await fetch();
  } catch (error) {
    if (error instanceof ActasError && error.code === "cancelled") throw error;
    return cached.entry.credentials;
  }
}
