import { HttpRefusal } from "../../http-refusal.ts";
import { PROOF_ALGORITHMS } from "./proof-algorithms.ts";

const BEARER = 'Bearer realm="actas"';
const DPOP = `DPoP realm="actas", algs="${PROOF_ALGORITHMS.join(" ")}"`;

/**
 * The refusal of a request without a token. By it programs know that tokens may be bound to a key.
 *
 * @see RFC 6750 section 3.1: without an error code, and RFC 9449 section 7.1
 */
export function requireToken(): HttpRefusal {
  return new HttpRefusal(401, "missing_token", "sign in first: this request has no access token", {
    "www-authenticate": `${BEARER}, ${DPOP}`,
  });
}

/** The refusal of a token. @param reason - why, without anything of the token */
export function refuseToken(reason: string): HttpRefusal {
  const error = 'error="invalid_token"';
  return new HttpRefusal(401, "invalid_token", `sign in again: ${reason}`, {
    "www-authenticate": `${BEARER}, ${error}, ${DPOP}, ${error}`,
  });
}

/**
 * The refusal of a proof.
 *
 * @param reason - why, without anything of it
 * @param now - in milliseconds since the epoch, for programs whose clock shows something else
 */
export function refuseProof(reason: string, now?: number): HttpRefusal {
  return new HttpRefusal(401, "invalid_dpop_proof", `the proof of the key is not accepted: ${reason}`, {
    "www-authenticate": `${DPOP}, error="invalid_dpop_proof"`,
    ...(now !== undefined && { date: new Date(now).toUTCString() }),
  });
}
