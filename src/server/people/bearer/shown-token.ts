import { Secret } from "../../../base/secret.ts";
import { HttpRefusal } from "../../http-refusal.ts";
import { requireToken } from "./refuse-token.ts";

const LONGEST = 8_192;

/** An access token as a request shows it. */
export interface ShownToken {
  /** `DPoP`: with a proof beside it. */
  readonly scheme: "Bearer" | "DPoP";
  readonly token: Secret;
}

/**
 * The access token of a request: from its header only. What a browser adds by itself, cookies, never counts, nor does an
 * address, which ends up in logs.
 *
 * @throws {HttpRefusal} 401 without one, 400 for a header that is none
 * @see RFC 6750 section 2.1 and RFC 9449 section 7.1
 */
export function shownToken({ headers }: Request): ShownToken {
  const header = headers.get("authorization");
  if (header === null) throw requireToken();
  const [, scheme = "", token] = /^(bearer|dpop) +([\w.~+/-]+=*)$/i.exec(header) ?? [];
  if (token === undefined || token.length > LONGEST) {
    throw new HttpRefusal(400, "invalid_request", "the Authorization header is no access token", {
      "www-authenticate": 'Bearer realm="actas", error="invalid_request"',
    });
  }
  return { scheme: scheme.toLowerCase() === "dpop" ? "DPoP" : "Bearer", token: new Secret(token) };
}
