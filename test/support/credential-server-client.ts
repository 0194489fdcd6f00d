import { expect } from "bun:test";
import { createHash } from "node:crypto";
import { visit } from "../../src/sandbox/control/control-client.ts";
import type { Sandbox } from "../../src/sandbox/start.ts";

export const VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
export const CALLBACK = "http://127.0.0.1:4321/oauth2callback";
export const PUBLIC = { client_id: "actas-sandbox" };

export type Json = Record<string, unknown>;
export interface Answer {
  readonly status: number;
  readonly body: Json;
}

/** A public client of the sandbox's credential server, and a user with a browser. */
export function publicClientOf(sandbox: Sandbox) {
  function authorizeUrl(change: object): string {
    const query = new URLSearchParams({
      response_type: "code",
      client_id: "actas-sandbox",
      redirect_uri: CALLBACK,
      scope: "profile",
      state: "s",
      code_challenge: createHash("sha256").update(VERIFIER).digest("base64url"),
      code_challenge_method: "S256",
      ...change,
    });
    return `${sandbox.lendUrl}oauth/authorize?${query}`;
  }

  /** The address to which the browser is sent in the end. */
  async function allowInBrowser(change: object = {}, person = "ana"): Promise<string> {
    const { url } = await visit(sandbox.url, authorizeUrl(change), { until: "redirect", person });
    expect(url).toStartWith(`${CALLBACK}?code=`);
    return url;
  }

  async function signIn(person = "ana"): Promise<Json> {
    return ok(redeem(new URL(await allowInBrowser({}, person)).searchParams.get("code")));
  }

  function redeem(code: string | null, code_verifier = VERIFIER): Promise<Answer> {
    const grant = { grant_type: "authorization_code", code: code ?? "", code_verifier, redirect_uri: CALLBACK };
    return answerOf(fetch(`${sandbox.lendUrl}oauth/token`, form({ ...PUBLIC, ...grant })));
  }

  function renew(token: unknown): Promise<Answer> {
    const grant = { grant_type: "refresh_token", refresh_token: String(token) };
    return answerOf(fetch(`${sandbox.lendUrl}oauth/token`, form({ ...PUBLIC, ...grant })));
  }

  function borrow(token: unknown, role: string): Promise<Answer> {
    return post("assume-role", { Role: role }, { authorization: `Bearer ${token}` });
  }

  function roles(token: unknown): Promise<Answer> {
    return answerOf(fetch(`${sandbox.lendUrl}roles`, { headers: { authorization: `Bearer ${token}` } }));
  }

  function post(path: string, body: object, headers: Record<string, string>): Promise<Answer> {
    return answerOf(fetch(sandbox.lendUrl + path, { method: "POST", headers, body: JSON.stringify(body) }));
  }

  function form(fields: Readonly<Record<string, string>>): RequestInit {
    return { method: "POST", body: new URLSearchParams(fields) };
  }

  async function answerOf(answered: Promise<Response>): Promise<Answer> {
    const response = await answered;
    return { status: response.status, body: (await response.json()) as Json };
  }

  async function ok(answer: Promise<Answer>): Promise<Json> {
    const { status, body } = await answer;
    if (status !== 200) throw new Error(JSON.stringify(body));
    return body;
  }

  return { authorizeUrl, allowInBrowser, signIn, redeem, renew, borrow, roles, post, form, answerOf, ok };
}
