import { timingSafeEqual } from "node:crypto";
import { CryptoHasher } from "bun";
import type { ActasError } from "../base/errors.ts";
import { oauthRefusal } from "./oauth-refusal.ts";
import type { RequestContext } from "./request-context.ts";

/**
 * What a request to the redirect URI is: an authorization `code`; the authorization server's word that there is none
 * (`refused`), which ends the sign-in; or `not-ours`, which changes nothing. `reason` is for the page.
 */
export type Verdict =
  | { readonly kind: "code" }
  | { readonly kind: "refused"; readonly error: ActasError }
  | { readonly kind: "not-ours"; readonly reason: string };

/**
 * Judges what the browser brought from the authorization server. Only a request with the right `state` can end the
 * sign-in, well or badly: it is checked first, and must appear exactly once.
 *
 * @see RFC 6749 sections 3.1, 4.1.2 and 10.12
 */
export function judgeCallback({ searchParams }: URL, state: string, context: RequestContext): Verdict {
  const states = searchParams.getAll("state");
  if (states.length !== 1 || !equal(states[0] ?? "", state)) return notOurs("it does not belong to this sign-in");
  const names = [...searchParams.keys()];
  if (new Set(names).size < names.length) return notOurs("it says the same thing twice");
  const error = searchParams.get("error");
  if (error !== null) return { kind: "refused", error: oauthRefusal(error, context) };
  return searchParams.get("code") ? { kind: "code" } : notOurs("it has no authorization code");
}

function notOurs(reason: string): Verdict {
  return { kind: "not-ours", reason };
}

/** Compares two texts in constant time. */
function equal(a: string, b: string): boolean {
  const hash = (text: string): Buffer => new CryptoHasher("sha256").update(text).digest();
  return timingSafeEqual(hash(a), hash(b));
}
