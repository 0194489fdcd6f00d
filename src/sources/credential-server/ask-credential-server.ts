import { ActasError } from "../../base/errors.ts";
import { shellArgument } from "../../base/shell-word.ts";
import { askServer, type ServerAnswer, type ServerRequest } from "../../http/ask-server.ts";
import { requireHttps } from "../../oauth/require-https.ts";
import type { CredentialServerDefinition } from "../../source-files/kinds/credential-server.ts";
import { SignInRefused } from "../sign-in-methods.ts";
import type { SignIn } from "../sign-ins.ts";

/** Completes "cannot reach …". */
export const SERVER = "the credential server";

/** Pause before the second and last try at a server that answered 5xx. */
const ASK_AGAIN_MS = 500;

/**
 * Sends a request of the Assume Role Credentials API, and once more when the server has trouble of its own (5xx). Its
 * path is a relative reference, so a base URL without a slash at its end loses its last part (RFC 3986 section 5.2).
 *
 * @param action - completes "cannot …"
 * @throws {ActasError} `configuration`, `unreachable`
 */
export async function askCredentialServer(
  source: CredentialServerDefinition,
  signIn: SignIn<"credential-server">,
  request: { readonly method: "GET" | "POST"; readonly path: string; readonly body?: unknown },
  action: string,
): Promise<ServerAnswer> {
  const url = new URL(request.path, source.url).href;
  requireHttps(url, { action, origin: source.origin });
  const question =
    request.body === undefined
      ? {}
      : { headers: { "content-type": "application/json" }, body: JSON.stringify(request.body) };
  const ask = () => withToken({ url, method: request.method, network: source.network, ...question }, signIn, action);
  const first = await ask();
  if (first.status < 500) return first;
  await Bun.sleep(ASK_AGAIN_MS);
  return ask();
}

async function withToken(
  request: ServerRequest,
  { held: { accessToken, proofKey } }: SignIn<"credential-server">,
  action: string,
): Promise<ServerAnswer> {
  if (proofKey) {
    const { askWithProof } = await import("../../oauth/ask-with-proof.ts");
    return askWithProof(request, { accessToken, proofKey }, action, SERVER);
  }
  const headers = { ...request.headers, authorization: `Bearer ${accessToken.reveal()}` };
  return askServer({ ...request, headers }, action, SERVER);
}

/**
 * The error for an unexpected answer. The server's own text is left out: it may repeat the token.
 *
 * @throws {SignInRefused} instead, for status 401: signing in anew may help
 */
export function serverError(
  { status, headers }: ServerAnswer,
  source: CredentialServerDefinition,
  path: string,
  action: string,
  what: "role" | "list" = "list",
): ActasError {
  if (status === 401) throw new SignInRefused(`cannot ${action}: the credential server refused the sign-in`);
  const cannot = `cannot ${action}: the credential server`;
  const answered = `${cannot} answered HTTP ${status}`;
  const address = `check \`url\` in ${source.origin}: ${addressOf(source, path)} was asked`;
  const roles = `\`actas list roles ${shellArgument(source.id)}\` shows the roles it lends, if it tells`;
  if (status === 400) return error("configuration", answered, [roles, "it may not know a role of that form"]);
  if (status === 403) return error("access-denied", `${cannot} does not lend it to you (HTTP 403)`, [roles]);
  if (status === 404 && what === "role") {
    return error("configuration", `${cannot} does not know the role (HTTP 404)`, [roles, `if it should, ${address}`]);
  }
  if (status === 404 || status === 405) return error("configuration", answered, [address, roles]);
  if (status === 429) return error("throttled", answered, [`it limits how often it is asked; ${retryAfter(headers)}`]);
  if (status >= 500) return error("unreachable", answered, ["try again in a minute, or ask who runs it"]);
  if (status >= 300 && status < 400) {
    return error("configuration", `${answered}, a redirect, which is not followed`, [address, PORTAL]);
  }
  return status === 200
    ? error("unreachable", `${cannot} answered something else than its API describes`, [PORTAL, address])
    : error("unreachable", answered, [address]);
}

const PORTAL = "a proxy, or the sign-in page of a network, may have answered in its place; open any web page to see";

function error(code: ActasError["code"], message: string, hints: readonly string[]): ActasError {
  return new ActasError(code, message, { hints });
}

function addressOf(source: CredentialServerDefinition, path: string): string {
  const { origin, pathname } = new URL(path, source.url);
  return `${origin}${pathname}`;
}

/** @see RFC 9110 section 10.2.3 : seconds, or a date, which is rare */
function retryAfter(headers: Headers): string {
  const seconds = Number(headers.get("retry-after") ?? "");
  return seconds > 0 ? `try again in ${seconds} seconds` : "try again in a minute";
}
