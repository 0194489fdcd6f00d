import { WELL_KNOWN } from "../../../oauth/openid/discover-provider.ts";
import { HttpRefusal } from "../../http-refusal.ts";
import type { ClientFacts, Route } from "../../server-part.ts";
import type { DeviceRoutes } from "../device/device-routes.ts";
import type { Beginnings } from "../sign-ins/beginnings.ts";
import { SIGNED_IN, type SignInRoutes } from "../sign-ins/sign-in-routes.ts";
import type { AuthorizationServer } from "./authorization-server.ts";
import { DEVICE_GRANT } from "./clients.ts";
import { PATHS, SCOPE, SIGN_IN } from "./create-provider.ts";
import type { PaddedVerifiers } from "./padded-verifiers.ts";

interface Parts {
  readonly server: AuthorizationServer;
  readonly signIn: SignInRoutes;
  readonly beginnings: Beginnings;
  readonly verifiers: PaddedVerifiers;
  /** Ids of clients that get no token without a proof. */
  readonly proving: readonly string[];
  /** Absent: there is no device grant. */
  readonly device: DeviceRoutes | undefined;
  /** Ids of clients that may not use it. */
  readonly withoutDevice: readonly string[];
}

/** Below the server's address: the authorization server. */
export const MOUNT = "/oauth";

const LONGEST_BODY = 64 * 1024;
/** @see RFC 8414 section 3.1 */
const ISSUER_DOCUMENT = `/.well-known/oauth-authorization-server${MOUNT}`;

/** What the authorization server answers. */
export function authorizationRoutes(parts: Parts): readonly Route[] {
  const { beginnings, device, server, signIn, verifiers, withoutDevice } = parts;
  const pass = async (request: Request, { address }: ClientFacts, path = pathOf(request)) =>
    server.answer({ request, path, address, ...(request.method === "POST" && { body: await bodyOf(request) }) });
  // Each of these leaves something in the database, whoever asks.
  const begins =
    (then: Answer): Answer =>
    async (request, client) => {
      beginnings.admit(client);
      return then(request, client);
    };
  const document = (request: Request, client: ClientFacts) => pass(request, client, WELL_KNOWN);

  const routes: Route[] = [
    get(WELL_KNOWN, document),
    { method: "GET", path: ISSUER_DOCUMENT, answer: document },
    get(PATHS.jwks, (request, client) => pass(request, client, PATHS.jwks)),
    get(
      PATHS.authorization,
      begins((request, client) => pass(request, client, asAsked(pathOf(request), verifiers))),
    ),
    get(`${PATHS.authorization}/*`, (request, client) => pass(request, client)),
    post(PATHS.token, (request, client) => token(request, client, parts)),
    post(PATHS.revocation, (request, client) => pass(request, client)),
    get(`${SIGN_IN}/*`, (request, client) => signIn.ask(request, pathOf(request), client)),
    post(`${SIGN_IN}/*`, (request, client) => signIn.answer(request, pathOf(request), client)),
    get(SIGNED_IN, (request, client) => signIn.takeBack(request, pathOf(request), client)),
  ];
  if (!device) return [...routes, post(PATHS.device_authorization, noDeviceGrant)];
  return [
    ...routes,
    post(
      PATHS.device_authorization,
      begins(async (request, client) => {
        const form = await scoped(request);
        return isOneOf(form, withoutDevice) ? noDeviceGrant() : device.codes(request, form.toString(), client);
      }),
    ),
    get(
      PATHS.code_verification,
      begins((request, client) => device.ask(request, pathOf(request), client)),
    ),
    post(
      PATHS.code_verification,
      begins((request, client) => device.take(request, client)),
    ),
    get(`${PATHS.code_verification}/*`, (request, client) => device.finish(request, pathOf(request), client)),
  ];
}

function isOneOf(form: URLSearchParams, clients: readonly string[]): boolean {
  return clients.includes(form.get("client_id") ?? "");
}

/**
 * Says in the words of OAuth that there is no such grant, or not for a client: of a path that is not there a program shows
 * `not_found` alone, and the provider says `invalid_request` of a client.
 *
 * @see RFC 8628 section 3.2, RFC 6749 section 5.2
 */
function noDeviceGrant(): Response {
  const body = {
    error: "unauthorized_client",
    error_description: "nobody may sign in on another device here; sign in with a browser on this one",
  };
  return Response.json(body, { status: 400, headers: { "cache-control": "no-store" } });
}

type Answer = Route["answer"];

function get(path: string, answer: Answer): Route {
  return { method: "GET", path: MOUNT + path, answer };
}

function post(path: string, answer: Answer): Route {
  return { method: "POST", path: MOUNT + path, answer };
}

/** Below the issuer, with the query; the server's address may have a path of its own before. */
function pathOf({ url }: Request): string {
  const { pathname, search } = new URL(url);
  return pathname.slice(pathname.indexOf(`${MOUNT}/`) + MOUNT.length) + search;
}

async function bodyOf(request: Request): Promise<string> {
  const body = await request.text();
  if (body.length > LONGEST_BODY) throw new HttpRefusal(413, "invalid_request", "the request is too long");
  return body;
}

/** There is one scope, and clients may have been told of others, or of none. */
function asAsked(path: string, verifiers: PaddedVerifiers): string {
  const url = new URL(path, "http://x");
  verifiers.translateChallenge(url.searchParams);
  url.searchParams.set("scope", scopeWith(url.searchParams.get("scope")));
  return url.pathname + url.search;
}

async function scoped(request: Request): Promise<URLSearchParams> {
  const form = new URLSearchParams(await bodyOf(request));
  form.set("scope", scopeWith(form.get("scope")));
  return form;
}

function scopeWith(scope: string | null): string {
  const asked = (scope ?? "").split(" ").filter(Boolean);
  return [...new Set([...asked, SCOPE])].join(" ");
}

async function token(
  request: Request,
  { address }: ClientFacts,
  { device, proving, server, verifiers, withoutDevice }: Parts,
): Promise<Response> {
  const form = new URLSearchParams(await bodyOf(request));
  // Before anything is looked up: whoever has copied a code or a token can neither use it nor use it up.
  if (!request.headers.has("dpop") && isOneOf(form, proving)) return withoutProof();
  const isByDevice = form.get("grant_type") === DEVICE_GRANT;
  if (isByDevice && device && isOneOf(form, withoutDevice)) return noDeviceGrant();
  // Mairu repeats at each renewal what it asked for first, and it has all there is.
  form.delete("scope");
  verifiers.translateVerifier(form);
  const deviceCode = isByDevice ? form.get("device_code") : null;
  const tooFast = deviceCode === null ? undefined : await device?.tooFast(deviceCode);
  return tooFast ?? server.answer({ request, path: PATHS.token, address, body: form.toString() });
}

/** @see RFC 9449 section 5 */
function withoutProof(): Response {
  const refusal = { error: "invalid_dpop_proof", error_description: "this client must prove that it has a key (DPoP)" };
  return Response.json(refusal, { status: 400, headers: { "cache-control": "no-store" } });
}
