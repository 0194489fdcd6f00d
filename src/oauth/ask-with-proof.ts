import { allowInsecureRequests, Configuration, customFetch, fetchProtectedResource, None } from "openid-client";
import type { Secret } from "../base/secret.ts";
import { parseHttpDate } from "../base/timestamp.ts";
import { askServer, type ServerAnswer, type ServerRequest } from "../http/ask-server.ts";
import { type ProofKey, proofKeyFrom } from "./proof-key.ts";
import { isPlainHttp } from "./require-https.ts";

/** Servers take proofs that are about a minute old. */
const WORTH_CORRECTING_MS = 20_000;

/** A token that is bound to a key, and how that key is kept. */
export interface BoundToken {
  readonly accessToken: Secret;
  readonly proofKey: Secret;
}

/**
 * Sends a request with an access token that is bound to a key, and the proof that we have the key. It is sent again to a
 * server that wants a nonce in the proof, and to one whose clock shows another time than this machine's.
 *
 * @throws {ActasError} `unreachable`
 * @see RFC 9449 section 7
 */
export async function askWithProof(
  request: ServerRequest,
  { accessToken, proofKey }: BoundToken,
  action: string,
  server: string,
): Promise<ServerAnswer> {
  const ask = async (aheadSeconds = 0): Promise<ServerAnswer> =>
    asked(request, { accessToken, key: await proofKeyFrom(proofKey, aheadSeconds) }, (sent) =>
      askServer(sent, action, server),
    );
  const answer = await ask();
  const aheadMs = isUnproved(answer) ? aheadOf(answer) : 0;
  return Math.abs(aheadMs) < WORTH_CORRECTING_MS ? answer : ask(Math.round(aheadMs / 1000));
}

function isUnproved({ headers, status }: ServerAnswer): boolean {
  return status === 401 && /\berror="?invalid_dpop_proof\b/.test(headers.get("www-authenticate") ?? "");
}

function aheadOf({ headers }: ServerAnswer): number {
  const theirs = parseHttpDate(headers.get("date") ?? "");
  return theirs ? theirs.getTime() - Date.now() : 0;
}

async function asked(
  request: ServerRequest,
  { accessToken, key }: { readonly accessToken: Secret; readonly key: ProofKey },
  send: (request: ServerRequest) => Promise<ServerAnswer>,
): Promise<ServerAnswer> {
  const { url, method, headers, body } = request;
  const configuration = new Configuration({ issuer: new URL(url).origin }, "actas", {}, None());
  if (isPlainHttp(url)) allowInsecureRequests(configuration);
  let last: Promise<ServerAnswer> | undefined;
  configuration[customFetch] = async (_, sent) => {
    last = send({ ...request, headers: sent.headers });
    const answer = await last;
    return new Response(null, { status: answer.status, headers: answer.headers });
  };
  const target = new URL(url);
  const options = { DPoP: key.proofs };
  await fetchProtectedResource(
    configuration,
    accessToken.reveal(),
    target,
    method,
    body ?? null,
    new Headers(headers),
    options,
  ).catch((error: unknown) => {
    // For a refusal too, which is an answer; why nothing was sent, or there was none, is told by what was awaited.
    if (!last) throw error;
  });
  if (!last) throw new Error("a request was sent");
  return last;
}
