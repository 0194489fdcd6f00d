import { afterEach, expect, test } from "bun:test";
import { calculateJwkThumbprint, decodeProtectedHeader, type JWK } from "jose";
import type { CredentialServerDefinition } from "../../src/source-files/kinds/credential-server.ts";
import { renew, signIn } from "../../src/sources/credential-server/sign-in.ts";
import { SignInRefused, type SignInTools } from "../../src/sources/sign-in-methods.ts";
import { SignIns } from "../../src/sources/sign-ins.ts";
import { Browser } from "../support/browser.ts";
import { conversationWith } from "../support/conversation-with.ts";
import { callbackOf, clock } from "../support/sign-in-attempt.ts";
import { sourceAt } from "../support/source-at.ts";

let server: Bun.Server<undefined> | undefined;
afterEach(() => server?.stop(true));

/** What a server says and does about proofs, which a test may change. */
interface Ways {
  /** How it asks for a token. */
  challenge: string;
  /** What its authorization server says of a token. */
  tokenType: string;
}

type Heard = Pick<Request, "headers" | "url">;

const TAKES = 'DPoP algs="ES256"';

/** A credential server and its authorization server. */
function serverThat(ways: Ways) {
  const heard: Heard[] = [];
  server = Bun.serve({
    hostname: "127.0.0.1",
    port: 0,
    fetch(request) {
      // Bun empties a request that was answered.
      heard.push({ url: request.url, headers: new Headers(request.headers) });
      const { pathname } = new URL(request.url);
      const headers = { "www-authenticate": ways.challenge };
      if (pathname === "/api/roles") return new Response(null, { status: 401, headers });
      return Response.json({ access_token: "a", refresh_token: "r", token_type: ways.tokenType, expires_in: 300 });
    },
  });
  const source = sourceAt(`http://127.0.0.1:${server.port}`);
  const pages: URL[] = [];
  const conversation = conversationWith({
    "sign-in": async ({ url }, signal) => {
      const shown = await fetch(url, { redirect: "manual" });
      const page = new URL(shown.headers.get("location") ?? "");
      pages.push(page);
      void new Browser().visit(callbackOf(page, { code: "c", iss: new URL(source.url).origin }));
      await new Promise((resolve) => signal.addEventListener("abort", resolve));
    },
  });
  const tools: SignInTools = { clock, conversation, signIns: new SignIns() };
  return { heard, pages, source, tools, signIn: () => signedIn(source, tools) };
}

async function signedIn(source: CredentialServerDefinition, tools: SignInTools) {
  return signIn(source, "code", tools);
}

function keyOf({ headers }: Heard): Promise<string> {
  return calculateJwkThumbprint(decodeProtectedHeader(headers.get("dpop") ?? "").jwk as JWK);
}

test("each sign-in to a server that takes proofs has a key of its own, from the page on", async () => {
  const { heard, pages, signIn } = serverThat({ challenge: TAKES, tokenType: "DPoP" });
  const [one, other] = [await signIn(), await signIn()];
  const keys = [one, other].map(({ held }) => held.proofKey?.reveal());
  expect(new Set(keys).size).toBe(2);
  expect(JSON.parse(keys[0] ?? "")).toMatchObject({ kty: "EC", crv: "P-256", d: expect.any(String) });
  const exchanges = heard.filter(({ url }) => url.endsWith("/token"));
  expect(pages.map(({ searchParams }) => searchParams.get("dpop_jkt"))).toEqual(
    await Promise.all(exchanges.map(keyOf)),
  );
});

test("a server that says nothing of proofs gets none", async () => {
  const { heard, pages, signIn } = serverThat({ challenge: "Bearer", tokenType: "Bearer" });
  expect((await signIn()).held.proofKey).toBeUndefined();
  expect(heard.filter(({ headers }) => headers.has("dpop"))).toEqual([]);
  expect(pages[0]?.searchParams.has("dpop_jkt")).toBe(false);
});

test("where the authorization server binds nothing, the token is a bearer's", async () => {
  const { signIn } = serverThat({ challenge: TAKES, tokenType: "Bearer" });
  expect((await signIn()).held.proofKey).toBeUndefined();
});

test("a sign-in that is bound is renewed with its key, and never to one that is not", async () => {
  const ways = { challenge: TAKES, tokenType: "DPoP" };
  const { heard, signIn, source, tools } = serverThat(ways);
  const first = await signIn();
  const next = await renew(source, first, tools);
  expect(next.held.proofKey?.reveal()).toBe(first.held.proofKey?.reveal() ?? "");
  const keys = heard.filter(({ url }) => url.endsWith("/token")).map(keyOf);
  expect(new Set(await Promise.all(keys)).size).toBe(1);
  ways.tokenType = "Bearer";
  await expect(renew(source, next, tools)).rejects.toBeInstanceOf(SignInRefused);
});

test("nobody is shown a page for a server that is not there", async () => {
  const { pages, signIn } = serverThat({ challenge: TAKES, tokenType: "DPoP" });
  await server?.stop(true);
  await expect(signIn()).rejects.toMatchObject({ code: "unreachable" });
  expect(pages).toEqual([]);
});
