import { expect } from "bun:test";
import { createHash } from "node:crypto";
import { approve, visit } from "../../src/sandbox/control/control-client.ts";
import type { Sandbox } from "../../src/sandbox/start.ts";

export const CODE = "authorization_code";
export const DEVICE = "urn:ietf:params:oauth:grant-type:device_code";
export const REFRESH = "refresh_token";
export const SCOPE = "sso:account:access";
export const VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
export const CALLBACK = "http://127.0.0.1:4321/oauth/callback";

export type Json = Record<string, unknown>;
export interface Answer {
  readonly status: number;
  readonly type: string | null;
  readonly body: Json;
}

export const CLIENT = {
  clientName: "test",
  clientType: "public",
  scopes: [SCOPE],
  grantTypes: [CODE, DEVICE, REFRESH],
};

export interface World {
  readonly sandbox: Sandbox;
  readonly clock: { now: number };
}

export async function register({ sandbox, clock }: World, change: object = {}): Promise<Json> {
  const redirectUris = ["http://127.0.0.1/oauth/callback"];
  const body = { ...CLIENT, redirectUris, issuerUrl: sandbox.startUrl, ...change };
  const { clientId, clientSecret } = await ok(call({ sandbox, clock }, "/client/register", body));
  return { clientId, clientSecret };
}

export function authorizeUrl({ sandbox }: World, { clientId }: Json, change: object = {}): string {
  const query = new URLSearchParams({
    response_type: "code",
    client_id: String(clientId),
    redirect_uri: CALLBACK,
    state: "s t&te",
    code_challenge: createHash("sha256").update(VERIFIER).digest("base64url"),
    code_challenge_method: "S256",
    scopes: SCOPE,
    ...change,
  });
  return `${sandbox.url}/authorize?${query}`;
}

/** The address to which the browser is sent in the end. */
export async function allowInBrowser(world: World, client: Json, behaviour: object = {}): Promise<string> {
  const { url } = await visit(world.sandbox.url, authorizeUrl(world, client), { until: "redirect", ...behaviour });
  expect(url).toStartWith(CALLBACK);
  return url;
}

export function redeem(world: World, client: Json, code: string | null, change: object = {}): Promise<Answer> {
  const grant = { grantType: CODE, code, codeVerifier: VERIFIER, redirectUri: CALLBACK };
  return call(world, "/token", { ...client, ...grant, ...change });
}

export function renew(world: World, client: Json, refreshToken: unknown): Promise<Answer> {
  return call(world, "/token", { ...client, grantType: REFRESH, refreshToken });
}

export function startDevice(world: World, client: Json): Promise<Json> {
  return ok(call(world, "/device_authorization", { ...client, startUrl: world.sandbox.startUrl }));
}

export function poll(world: World, client: Json, { deviceCode }: Json): Promise<Answer> {
  return call(world, "/token", { ...client, grantType: DEVICE, deviceCode });
}

export async function signIn(world: World, client: Json, person = "ana"): Promise<Json> {
  const device = await startDevice(world, client);
  await approve(world.sandbox.url, { userCode: String(device.userCode), person });
  return ok(poll(world, client, device));
}

export function call({ sandbox }: World, path: string, body: object): Promise<Answer> {
  return answerOf(fetch(sandbox.url + path, { method: "POST", body: JSON.stringify(body) }));
}

export function portal({ sandbox }: World, path: string, { accessToken }: Json, method = "GET"): Promise<Answer> {
  return answerOf(fetch(sandbox.url + path, { method, headers: { "x-amz-sso_bearer_token": String(accessToken) } }));
}

async function answerOf(answered: Promise<Response>): Promise<Answer> {
  const response = await answered;
  const text = await response.text();
  const type = response.headers.get("x-amzn-errortype");
  return { status: response.status, type, body: JSON.parse(text || "{}") as Json };
}

export async function ok(answer: Promise<Answer>): Promise<Json> {
  const { status, body } = await answer;
  if (status !== 200) throw new Error(JSON.stringify(body));
  return body;
}
