import { afterEach, expect, test } from "bun:test";
import { decodeJwt } from "jose";
import { Clock } from "../base/clock.ts";
import { Secret } from "../base/secret.ts";
import type { OAuthClient } from "./oauth-client.ts";
import { makeProofKey } from "./proof-key.ts";
import { refreshTokens } from "./refresh-tokens.ts";

const context = { source: "contoso", action: 'renew the sign-in to "contoso"', origin: "contoso.json" };
const TOKENS = { access_token: "new", token_type: "bearer" };
const held = new Secret("held");

let server: Bun.Server<undefined> | undefined;
afterEach(() => server?.stop(true));

async function refresh(answer: (form: URLSearchParams) => Response, client: Partial<OAuthClient> = {}) {
  const forms: URLSearchParams[] = [];
  const headers: Headers[] = [];
  server = Bun.serve({
    hostname: "127.0.0.1",
    port: 0,
    async fetch(request) {
      headers.push(request.headers);
      forms.push(new URLSearchParams(await request.text()));
      return answer(forms.at(-1)!);
    },
  });
  const tokenEndpoint = `http://127.0.0.1:${server.port}/token`;
  const whole = { clientId: "actas", scopes: ["a", "b"], tokenEndpoint, ...client };
  const outcome = await refreshTokens(whole, held, context, new Clock(() => 0)).catch((error: unknown) => error);
  return { outcome, forms, headers };
}

test("sends the scope, and the id of a public client", async () => {
  const { forms } = await refresh(() => Response.json(TOKENS));
  expect(Object.fromEntries(forms[0]!)).toEqual({
    grant_type: "refresh_token",
    refresh_token: "held",
    scope: "a b",
    client_id: "actas",
  });
});

test("a confidential client shows its secret in a header, encoded", async () => {
  const { forms, headers } = await refresh(() => Response.json(TOKENS), { clientSecret: new Secret("s3cr:t%") });
  expect(headers[0]?.get("authorization")).toBe(`Basic ${btoa("actas:s3cr%3At%25")}`);
  expect(forms[0]?.has("client_secret")).toBe(false);
});

test("a server that now wants proofs of a key has ended a sign-in that has none", async () => {
  const refusal = () => Response.json({ error: "invalid_dpop_proof" }, { status: 400 });
  expect((await refresh(refusal)).outcome).toBe("ended");
  const proofKey = await makeProofKey();
  expect((await refresh(refusal, { proofKey })).outcome).toMatchObject({ code: "access-denied" });
});

test("a nonce that the server wants in the proof is in the next one, and the request is sent no third time", async () => {
  const proofKey = await makeProofKey();
  const asking = { status: 400, headers: { "dpop-nonce": "n0nce" } };
  const answers = [
    Response.json({ error: "use_dpop_nonce" }, asking),
    Response.json({ ...TOKENS, token_type: "DPoP" }),
  ];
  const { headers, outcome } = await refresh(() => answers.shift()!, { proofKey });
  expect(outcome).toMatchObject({ isBound: true });
  const [first, second] = headers.map((sent) => decodeJwt(sent.get("dpop") ?? ""));
  expect([first?.nonce, second?.nonce, second?.htm]).toEqual([undefined, "n0nce", "POST"]);
  expect(second?.jti).not.toBe(first?.jti);
  const again = await refresh(() => Response.json({ error: "use_dpop_nonce" }, asking), { proofKey });
  expect([again.forms.length, again.outcome]).toEqual([2, expect.objectContaining({ code: "access-denied" })]);
});

test("the old refresh token stays when no other comes back", async () => {
  expect((await refresh(() => Response.json(TOKENS))).outcome).toMatchObject({ refreshToken: held });
  const { outcome } = await refresh(() => Response.json({ ...TOKENS, refresh_token: "next" }));
  expect((outcome as { refreshToken: Secret }).refreshToken.reveal()).toBe("next");
});

test("asks without a scope when less was granted than was asked for", async () => {
  const { outcome, forms } = await refresh((form) =>
    form.has("scope") ? Response.json({ error: "invalid_scope" }, { status: 400 }) : Response.json(TOKENS),
  );
  expect(outcome).toHaveProperty("accessToken");
  expect(forms.length).toBe(2);
});

test("a refresh token that has been revoked is ended", async () => {
  const { outcome } = await refresh(() => Response.json({ error: "invalid_grant" }, { status: 400 }));
  expect(outcome).toBe("ended");
});

test("a challenge in a header does not hide what the body says", async () => {
  const headers = { "www-authenticate": 'Basic realm="x"' };
  const { outcome } = await refresh(() => Response.json({ error: "invalid_client" }, { status: 401, headers }));
  expect(outcome).toMatchObject({ code: "configuration", hints: ["check the client id and secret in contoso.json"] });
});
