import { SHA256 } from "bun";
import { calculateJwkThumbprint, EmbeddedJWK, type JWTVerifyResult, jwtVerify } from "jose";
import type { Clock } from "../../../base/clock.ts";
import type { Secret } from "../../../base/secret.ts";
import { SKEW_SECONDS } from "./access-token.ts";
import { PROOF_ALGORITHMS } from "./proof-algorithms.ts";
import { refuseProof } from "./refuse-token.ts";
import type { ShownProofs } from "./shown-proofs.ts";

/** What proofs are compared with. */
export interface ProofTools {
  readonly clock: Clock;
  /** The server's address, with a slash at its end: what a request says of its host is not believed. */
  readonly url: string;
  readonly proofs: ShownProofs;
}

const LONGEST = 4_096;
const LONGEST_ID = 255;

/**
 * Accepts the proof beside a token that is bound to a key, or refuses it: it must be made with that key, for this token,
 * method and address, now, and never have been shown before.
 *
 * @param jkt - the thumbprint of the key that the token is bound to
 * @throws {HttpRefusal} 401, 429
 * @see RFC 9449 sections 4.3 and 7
 */
export async function acceptProof(
  request: Request,
  { token, jkt }: { readonly token: Secret; readonly jkt: string },
  { clock, proofs, url }: ProofTools,
): Promise<void> {
  const proof = request.headers.get("dpop");
  if (proof === null) throw refuseProof("there is none");
  // Several headers come as one, with commas, which no proof has.
  const { payload, protectedHeader } = await verified(proof, clock);
  const { ath, htm, htu, iat, jti } = payload;
  if ((await calculateJwkThumbprint(protectedHeader.jwk ?? {})) !== jkt)
    throw refuseProof("it is made with another key");
  if (htm !== request.method) throw refuseProof("it is for another method");
  if (addressOf(htu) !== askedAt(request, url)) throw refuseProof("it is for another address");
  if (ath !== SHA256.hash(token.reveal(), "base64url")) throw refuseProof("it is for another token");
  if (typeof iat !== "number" || Math.abs(clock.now() / 1000 - iat) > SKEW_SECONDS) {
    throw refuseProof("it is not of this minute, as the Date of this answer shows", clock.now());
  }
  if (typeof jti !== "string" || jti === "" || jti.length > LONGEST_ID) throw refuseProof("it has no id");
  if ((await proofs.show(jkt, jti)) === "shown-before") throw refuseProof("it was shown before");
}

/** Its key is the one that it brings along: whether that is the right one is seen by its thumbprint. */
async function verified(proof: string, clock: Clock): Promise<JWTVerifyResult> {
  if (proof.length > LONGEST) throw refuseProof("it is too long");
  try {
    return await jwtVerify(proof, EmbeddedJWK, {
      algorithms: [...PROOF_ALGORITHMS],
      typ: "dpop+jwt",
      clockTolerance: SKEW_SECONDS,
      currentDate: new Date(clock.now()),
    });
  } catch {
    // Whatever it was, it is about what the program sent: a key that is none fails in the middle of the cryptography.
    throw refuseProof("it is no proof");
  }
}

/** The path of a request is its own; all else of its address is the server's. */
function askedAt(request: Request, url: string): string {
  const asked = new URL(url);
  asked.pathname = new URL(request.url).pathname;
  return asked.href;
}

/** Without query and fragment. */
function addressOf(htu: unknown): string | undefined {
  const url = typeof htu === "string" ? URL.parse(htu) : null;
  if (!url) return undefined;
  url.search = "";
  url.hash = "";
  return url.href;
}
