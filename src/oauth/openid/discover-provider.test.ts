import { expect, test } from "bun:test";
import { ForgingProvider } from "../../../test/support/forging-provider.ts";
import type { ActasError } from "../../base/errors.ts";
import { discoverProvider, type OpenIdProvider } from "./discover-provider.ts";

const CONTEXT = { source: "yoyodyne", action: 'sign in to "yoyodyne"', origin: "yoyodyne.json" };

function discovered(provider: ForgingProvider): Promise<OpenIdProvider> {
  return discoverProvider(provider.source().url, CONTEXT);
}

test.each([
  [
    "is another issuer's",
    { issuer: "https://evil.example" },
    "another one, whose document would be at https://evil.ex",
  ],
  ["has a placeholder for the issuer", { issuer: "https://login.example/{tenantid}" }, "another one"],
  ["has no issuer", { issuer: undefined }, "its `issuer` is missing"],
  ["has no keys", { jwks_uri: undefined }, "its `jwks_uri` is missing"],
  ["has an endpoint that is no text", { token_endpoint: 7 }, "its `token_endpoint` is not what it may be"],
  ["sends tokens over plain HTTP", { token_endpoint: "http://auth.example/token" }, "`token_endpoint` does not begin"],
  ["revokes over plain HTTP", { revocation_endpoint: "http://auth.example/" }, "`revocation_endpoint` does not begin"],
  ["has an endpoint that is none", { authorization_endpoint: "nowhere" }, "`authorization_endpoint` does not begin"],
  ["has no code grant", { response_types_supported: ["id_token"] }, "no authorization code grant"],
  ["has no PKCE", { code_challenge_methods_supported: ["plain"] }, "no PKCE with S256"],
  ["signs with secrets alone", { id_token_signing_alg_values_supported: ["HS256", "none"] }, "with none of RS256"],
])("a discovery document that %s cannot be used, and the reason is said", async (_, document, reason) => {
  await using provider = new ForgingProvider();
  provider.document = document;
  const error = await discovered(provider).catch((thrown: ActasError) => thrown);
  expect(error).toMatchObject({ code: "configuration" });
  const { message } = error as ActasError;
  expect(message).toStartWith('cannot sign in to "yoyodyne": the discovery document cannot be used: ');
  expect(message).toContain(reason);
});

test.each([
  ["a page for people", new Response("<html>", { headers: { "content-type": "text/html" } }), "configuration"],
  ["nothing", new Response("", { status: 404 }), "configuration"],
  ["another place", new Response("", { status: 302, headers: { location: "https://evil.example/" } }), "configuration"],
  ["trouble", new Response("", { status: 503 }), "unreachable"],
])("an address with %s in place of the document is named", async (_, answer, code) => {
  await using provider = new ForgingProvider();
  provider.answers = { "/.well-known/openid-configuration": () => answer.clone() };
  await expect(discovered(provider)).rejects.toMatchObject({ code });
});

test("an issuer may end with a slash, as that of Auth0", async () => {
  await using provider = new ForgingProvider();
  provider.document = { issuer: `${provider.issuer}/` };
  expect((await discovered(provider)).issuer).toBe(`${provider.issuer}/`);
});

test("null is the same as nothing", async () => {
  await using provider = new ForgingProvider();
  provider.document = { revocation_endpoint: null, id_token_signing_alg_values_supported: null };
  expect(await discovered(provider)).not.toHaveProperty("revocation_endpoint");
});

test("algorithms without a public key are left out, whatever the document says", async () => {
  await using provider = new ForgingProvider();
  expect((await discovered(provider)).id_token_signing_alg_values_supported).toEqual(["RS256", "ES256"]);
});
