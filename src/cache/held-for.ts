import type { CredentialRequest } from "../base/credential-request.ts";
import type { Credentials } from "../base/credentials.ts";
import type { Held } from "./credential-cache.ts";

type Freshness = Pick<CredentialRequest, "freshness">;

/** Held credentials that may answer a request. */
export interface Usable {
  readonly credentials: Credentials;
  /** They are about to end: use them only if new ones cannot be fetched. */
  readonly isLastResort: boolean;
}

/** Decides whether a request may be answered from the cache. */
export function heldFor(request: Freshness, held: Held | undefined): Usable | undefined {
  if (!held || !mayUseHeld(request)) return undefined;
  return { credentials: held.entry.credentials, isLastResort: held.due === "now" };
}

/** Whether held credentials may answer this kind of request at all. */
export function mayUseHeld({ freshness }: Freshness): boolean {
  return freshness === "cached";
}

/** Whether credentials fetched for a request are kept for the next one, and shared with requests at the same time. */
export function mayBeHeld({ freshness }: Freshness): boolean {
  return freshness !== "uncached";
}
