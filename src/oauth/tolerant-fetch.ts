import type { CustomFetch } from "openid-client";
import { z } from "zod/mini";
import { askServer, type ServerAnswer } from "../http/ask-server.ts";
import { maskSent } from "../network/mask-sent.ts";
import { personOfIdToken } from "./person-of-id-token.ts";
import type { RequestContext } from "./request-context.ts";

/** @see RFC 8628 section 3.2: five seconds when the server says nothing */
const MIN_INTERVAL_SECONDS = 5;

const Body = z.record(z.string(), z.unknown());

/** Statuses of responses that must not have a body. */
const EMPTY = [101, 103, 204, 205, 304];

/**
 * The `fetch` of `openid-client`. It sends requests as the rest of the program does, and corrects answers that are
 * nearly what the standards ask for, as those of many servers are.
 */
export function tolerantFetch(
  { action, network, signal, whereIs }: RequestContext,
  idToken: "without-id-token" | "with-id-token" = "without-id-token",
): CustomFetch {
  return async (url, { method, headers, body }) => {
    const addresses = await whereIs?.(new URL(url));
    const text = body instanceof URLSearchParams ? body.toString() : undefined;
    const answer = await askServer(
      {
        url,
        method: method === "GET" ? "GET" : "POST",
        headers,
        network,
        addresses,
        ...(text && { body: text }),
        ...(signal && { signal }),
      },
      action,
      "its authorization server",
    );
    const mask = (said: string): string => maskSent(said, { headers, body: text });
    return conforming(answer, mask, idToken === "with-id-token" ? withIdToken : normalised);
  };
}

/** Most headers are left out: the body says what `WWW-Authenticate` does, and says it better. */
function conforming(
  { headers, json, status }: ServerAnswer,
  mask: (said: string) => string,
  corrected: typeof normalised,
): Response {
  if (EMPTY.includes(status)) return new Response(null, { status });
  const parsed = Body.safeParse(json);
  if (!parsed.success && status !== 200) return new Response("", { status });
  const body = parsed.data ?? {};
  // Some servers answer 200 to everything, an error included.
  const error = status === 200 && typeof body.error === "string" ? mask(body.error) : undefined;
  return Response.json(corrected(error === undefined ? body : { error }), {
    status: error === undefined ? status : 400,
    headers: nonceIn(headers),
  });
}

/** What the next proof must hold. @see RFC 9449 section 8 */
function nonceIn(headers: Headers): Record<string, string> {
  const nonce = headers.get("dpop-nonce");
  return nonce === null ? {} : { "dpop-nonce": nonce };
}

/**
 * Corrects numbers that are text, `null` for absent members, a name from a draft, and an interval of zero. The ID token
 * is not validated: only the person whom it names is kept, as `person`.
 */
export function normalised(body: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { id_token, person: _, verification_url, expires_in, interval, ...rest } = body;
  const seconds = positive(expires_in);
  const person = personOfIdToken(id_token);
  return {
    ...(person !== undefined && { person }),
    ...(typeof verification_url === "string" && { verification_uri: verification_url }),
    ...Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== null)),
    ...(seconds && { expires_in: seconds }),
    ...("device_code" in body && { interval: Math.max(positive(interval) ?? 0, MIN_INTERVAL_SECONDS) }),
  };
}

/** The same for a caller that has the ID token validated. */
function withIdToken(body: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { id_token } = body;
  return { ...normalised(body), ...(typeof id_token === "string" && { id_token }) };
}

function positive(value: unknown): number | undefined {
  const number = typeof value === "string" ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number) && number > 0 ? number : undefined;
}
