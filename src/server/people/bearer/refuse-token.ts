import { HttpRefusal } from "../../http-refusal.ts";

/** The refusal of a request without a token. @see RFC 6750 section 3.1: without an error code */
export function requireToken(): HttpRefusal {
  return new HttpRefusal(401, "missing_token", "sign in first: this request has no access token", {
    "www-authenticate": 'Bearer realm="actas"',
  });
}

/** The refusal of a token. @param reason - why, without anything of the token */
export function refuseToken(reason: string): HttpRefusal {
  return new HttpRefusal(401, "invalid_token", `sign in again: ${reason}`, {
    "www-authenticate": 'Bearer realm="actas", error="invalid_token"',
  });
}
