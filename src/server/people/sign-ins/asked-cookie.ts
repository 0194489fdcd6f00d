import { QUESTION_SECONDS } from "../authorization/lifetimes.ts";
import { cookieOf } from "../pages/own-form.ts";
import { setCookie } from "../pages/redirect.ts";
import { hashOf } from "../sealer.ts";

/**
 * The cookie of a browser that was sent to a question. No other host can set it, whereas the provider's own cookies are
 * for one path: whoever has a neighbouring host can give a browser theirs, and a person who then answers the question of
 * somebody else signs them in.
 *
 * @param issuer - the authorization server's
 * @see https://datatracker.ietf.org/doc/html/draft-ietf-httpbis-rfc6265bis, section 4.1.3.2
 */
export function askedCookie(question: string, issuer: string): string {
  return setCookie({
    name: nameFor(question, issuer),
    value: "1",
    seconds: QUESTION_SECONDS,
    origin: new URL(issuer).origin,
  });
}

/** Whether a question was put to this browser, and not to another. */
export function wasAsked(request: Request, question: string, issuer: string): boolean {
  return cookieOf(request, nameFor(question, issuer)) !== undefined;
}

function nameFor(question: string, issuer: string): string {
  return `${issuer.startsWith("https:") ? "__Host-" : ""}actas-asked-${hashOf(question).slice(0, 12)}`;
}
