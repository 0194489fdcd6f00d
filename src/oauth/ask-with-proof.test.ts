import { afterEach, expect, test } from "bun:test";
import { calculateJwkThumbprint, EmbeddedJWK, type JWTPayload, jwtVerify } from "jose";
import { Secret } from "../base/secret.ts";
import { askWithProof } from "./ask-with-proof.ts";
import { makeProofKey } from "./proof-key.ts";

const TOKEN = "t0ken";
const HASH_OF_TOKEN = Bun.CryptoHasher.hash("sha256", TOKEN, "base64url");

let server: Bun.Server<undefined> | undefined;
afterEach(() => server?.stop(true));

interface Seen {
  readonly request: Request;
  readonly body: string;
  readonly proof: JWTPayload;
  readonly thumbprint: string;
}

/** Asks a server that verifies each proof, and answers by the number of the request. */
async function ask(answer: (seen: Seen, count: number) => Response, { body }: { readonly body?: string } = {}) {
  const key = await makeProofKey();
  const all: Seen[] = [];
  server = Bun.serve({
    hostname: "127.0.0.1",
    port: 0,
    async fetch(request) {
      const { payload, protectedHeader } = await jwtVerify(request.headers.get("dpop") ?? "", EmbeddedJWK, {
        algorithms: ["ES256"],
        typ: "dpop+jwt",
      });
      expect(Object.keys(protectedHeader.jwk ?? {}).sort()).toEqual(["crv", "kty", "x", "y"]);
      const thumbprint = await calculateJwkThumbprint(protectedHeader.jwk ?? {});
      all.push({ request, body: await request.text(), proof: payload, thumbprint });
      return answer(all.at(-1)!, all.length);
    },
  });
  const url = `http://127.0.0.1:${server.port}/api/assume-role?more=1`;
  const headers = { "content-type": "application/json" };
  const request =
    body === undefined ? { url, method: "GET" as const } : { url, method: "POST" as const, headers, body };
  const bound = { accessToken: new Secret(TOKEN), proofKey: key.secret };
  const outcome = await askWithProof(request, bound, 'get credentials for "x"', "the credential server").catch(
    (error: unknown) => error as Error,
  );
  return { outcome, all, jkt: await key.proofs.calculateThumbprint(), url };
}

const refused = (error: string, headers: Record<string, string> = {}) =>
  Response.json(
    { error },
    { status: 401, headers: { "www-authenticate": `DPoP realm="x", algs="ES256", error="${error}"`, ...headers } },
  );

test("a proof is for the token, the method and the address without its query, and by the key", async () => {
  const { all, jkt, outcome, url } = await ask(() => Response.json({ lent: true }), { body: '{"Role":"x"}' });
  expect(outcome).toMatchObject({ status: 200, json: { lent: true } });
  const [{ body, proof, request, thumbprint } = undefined as never] = all;
  expect([all.length, thumbprint, body]).toEqual([1, jkt, '{"Role":"x"}']);
  expect(request.headers.get("authorization")).toBe(`DPoP ${TOKEN}`);
  expect(request.headers.get("content-type")).toBe("application/json");
  expect(proof).toMatchObject({ htm: "POST", htu: url.replace("?more=1", ""), ath: HASH_OF_TOKEN });
  expect(Math.abs((proof.iat ?? 0) - Date.now() / 1000)).toBeLessThan(10);
});

test("a nonce that the server wants is in the second proof, and no third is sent", async () => {
  const { all, outcome } = await ask(() => refused("use_dpop_nonce", { "dpop-nonce": "n0nce" }));
  expect(outcome).toMatchObject({ status: 401 });
  expect(all.map(({ proof }) => proof.nonce)).toEqual([undefined, "n0nce"]);
  expect(new Set(all.map(({ proof }) => proof.jti)).size).toBe(2);
});

test("for a server whose clock shows another time the proof is of that time, once", async () => {
  const hourAgo = Date.now() - 3_600_000;
  const date = new Date(hourAgo).toUTCString();
  const answered = await ask((_, count) => (count === 1 ? refused("invalid_dpop_proof", { date }) : Response.json({})));
  expect(answered.outcome).toMatchObject({ status: 200 });
  expect(Math.abs((answered.all[1]?.proof.iat ?? 0) - hourAgo / 1000)).toBeLessThan(10);
  await server?.stop(true);
  const refusing = await ask(() => refused("invalid_dpop_proof", { date }));
  expect([refusing.all.length, refusing.outcome]).toEqual([2, expect.objectContaining({ status: 401 })]);
});

test.each([
  ["another refusal of the proof", () => refused("invalid_dpop_proof")],
  ["a refusal of the token", () => refused("invalid_token", { date: new Date(0).toUTCString() })],
  ["a refusal that says nothing", () => new Response("no", { status: 401 })],
  ["a refusal of the role", () => new Response("no", { status: 403 })],
  ["trouble of the server", () => new Response("no", { status: 503 })],
  ["a redirect", () => new Response(null, { status: 302, headers: { location: "https://elsewhere.example/" } })],
])("%s is an answer, and is asked for once", async (_, answer) => {
  const { all, outcome } = await ask(answer);
  expect([all.length, outcome]).toEqual([1, expect.objectContaining({ status: answer().status })]);
});

test("a server that is not there is said to be that", async () => {
  const { secret } = await makeProofKey();
  const bound = { accessToken: new Secret(TOKEN), proofKey: secret };
  const gone = askWithProof({ url: "http://127.0.0.1:9/roles", method: "GET" }, bound, "list the roles", "the server");
  await expect(gone).rejects.toMatchObject({ code: "unreachable", message: expect.stringContaining("127.0.0.1:9") });
});
