import type { webcrypto } from "node:crypto";
import { Configuration, clockSkew, type DPoPHandle, getDPoPHandle, None, randomDPoPKeyPair } from "openid-client";
import { Secret } from "../base/secret.ts";

/** Of proofs: whoever takes them knows it. */
export const PROOF_ALGORITHM = "ES256";
const CURVE = { name: "ECDSA", namedCurve: "P-256" } as const;

/** A key that tokens are bound to: who shows such a token also proves that they have the key. @see RFC 9449 */
export interface ProofKey {
  /** A JWK with its private part, as JSON. */
  readonly secret: Secret;
  /** Makes the proofs, and remembers the nonces that servers want in them. */
  readonly proofs: DPoPHandle;
}

/** A new key. */
export async function makeProofKey(): Promise<ProofKey> {
  const { privateKey } = await randomDPoPKeyPair(PROOF_ALGORITHM, { extractable: true });
  return proofKeyFrom(new Secret(JSON.stringify(await crypto.subtle.exportKey("jwk", privateKey))));
}

/**
 * A key that was made before.
 *
 * @param secret - a JWK with its private part, as JSON
 * @param aheadSeconds - by which the server's clock is ahead of this machine's
 */
export async function proofKeyFrom(secret: Secret, aheadSeconds = 0): Promise<ProofKey> {
  const jwk = JSON.parse(secret.reveal()) as webcrypto.JsonWebKey;
  const { d: _, key_ops: __, ...published } = jwk;
  const [privateKey, publicKey] = await Promise.all([
    crypto.subtle.importKey("jwk", jwk, CURVE, false, ["sign"]),
    crypto.subtle.importKey("jwk", published, CURVE, true, ["verify"]),
  ]);
  return { secret, proofs: getDPoPHandle(clockOf(aheadSeconds), { privateKey, publicKey }) };
}

/** The library reads nothing else of it for a proof. */
function clockOf(aheadSeconds: number): Configuration {
  return new Configuration({ issuer: "https://localhost" }, "actas", { [clockSkew]: aheadSeconds }, None());
}
