import type { Secret } from "../../base/secret.ts";
import { readIdToken } from "../../oauth/openid/id-token-claims.ts";

/** The name by which CloudTrail is to know the person of an ID token: the e-mail address, else the end of `sub`. */
export function sessionNameOf(idToken: Secret): string {
  const { email, sub = "" } = readIdToken(idToken)?.claims ?? {};
  return typeof email === "string" && email !== "" ? email : sub.slice(sub.lastIndexOf("|") + 1);
}
