import { createPublicKey, type KeyObject } from "node:crypto";
import { calculateJwkThumbprint } from "jose";

/** The algorithm of all tokens: what AWS takes of every provider, and KMS signs with any `RSA_*` key. */
export const ALGORITHM = "RS256";

/** A key of the issuer, as the world may know it. */
export interface PublishedKey {
  readonly kid: string;
  readonly publicKey: KeyObject;
}

/** A key that tokens are signed with. The private half is where it is: it is never handed out. */
export interface SigningKey extends PublishedKey {
  sign(text: string): Promise<Uint8Array>;
}

/** The keys of the issuer now. */
export interface IssuerKeys {
  /** @throws {HttpRefusal} 503 when there is none to be had */
  current(): Promise<SigningKey>;
  /** The current one, and others that signed or are about to. */
  published(): Promise<readonly PublishedKey[]>;
}

/** A key by its thumbprint: the same key has the same id wherever it is kept (RFC 7638). */
export async function publishedKey(key: KeyObject): Promise<PublishedKey> {
  const publicKey = key.type === "public" ? key : createPublicKey(key);
  return { kid: await calculateJwkThumbprint(publicJwk(publicKey)), publicKey };
}

/** The public half as a JWK, and nothing else. @see RFC 7517 */
export function publicJwk(publicKey: KeyObject): { readonly kty: string; readonly n: string; readonly e: string } {
  const { kty = "", n = "", e = "" } = publicKey.export({ format: "jwk" });
  return { kty, n, e };
}
