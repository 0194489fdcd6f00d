import type { CredentialRequest } from "../base/credential-request.ts";
import type { Credentials } from "../base/credentials.ts";
import type { Held } from "./credential-cache.ts";

type Freshness = Pick<CredentialRequest, "freshness">;

/** What a request may have of what is held. */
export interface Usable {
  readonly credentials: Credentials;
  /** They are about to end: to be used only when no others can be had. */
  readonly isLastResort: boolean;
}

/** Decides whether a request may have what the cache holds for it. */
export function heldFor(request: Freshness, held: Held | undefined): Usable | undefined {
  if (!held || !mayUseHeld(request)) return undefined;
  return { credentials: held.entry.credentials, isLastResort: held.due === "now" };
}

/** Whether something that is held may answer a request at all. */
export function mayUseHeld({ freshness }: Freshness): boolean {
  return freshness === "cached";
}

/** Whether what a request brings is held for the next one, and shared with those who ask at the same time. */
export function mayBeHeld({ freshness }: Freshness): boolean {
  return freshness !== "uncached";
}
