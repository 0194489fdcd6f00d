import { z } from "zod/mini";
import type { Secret } from "../../base/secret.ts";
import { jsonInTokenPart } from "../token-part.ts";

/** @see OpenID Connect Core 1.0 section 2 */
const Claims = z.looseObject({
  iss: z.string(),
  sub: z.string().check(z.minLength(1), z.maxLength(255)),
  aud: z.union([z.string(), z.array(z.string())]),
  exp: z.number(),
  iat: z.number(),
  azp: z.optional(z.string()),
  at_hash: z.optional(z.string()),
  email: z.optional(z.unknown()),
});

/** What an ID token says. */
export type IdTokenClaims = z.infer<typeof Claims>;

/** The protected header of a signed token. */
const Header = z.looseObject({ alg: z.string() });

/** An ID token, read and not judged; undefined for text that is none. @see RFC 7515 section 3.1 */
export function readIdToken(token: Secret): { readonly alg: string; readonly claims: IdTokenClaims } | undefined {
  const [header, payload, signature, ...more] = token.reveal().split(".");
  if (!signature || more.length > 0) return undefined;
  const { data: protectedHeader } = Header.safeParse(jsonInTokenPart(header));
  const { data: claims } = Claims.safeParse(jsonInTokenPart(payload));
  return protectedHeader && claims ? { alg: protectedHeader.alg, claims } : undefined;
}
