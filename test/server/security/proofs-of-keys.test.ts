import { expect } from "bun:test";
import { generateKeyPairSync } from "node:crypto";
import type { JWK } from "jose";
import { HttpRefusal } from "../../../src/server/http-refusal.ts";
import { PeopleWorld } from "../../support/people/people-world.ts";
import { Prover, type Wrongly } from "../../support/people/prover.ts";
import { peopleTest } from "../../support/people/server-test.ts";

const UNPROVED = { status: 401, code: "invalid_dpop_proof" };
const REFUSED = { status: 401, code: "invalid_token" };

/** What a request comes to that shows a token and a proof. */
async function answered(
  world: PeopleWorld,
  token: string,
  proof: string | undefined,
  { at = `${world.url}roles`, scheme = "DPoP", method = "GET" } = {},
): Promise<"taken" | { status: number; code: string }> {
  const headers = { authorization: `${scheme} ${token}`, ...(proof !== undefined && { dpop: proof }) };
  try {
    await world.people.bouncer.personOf(new Request(at, { headers, method }), "held");
    return "taken";
  } catch (error) {
    if (!(error instanceof HttpRefusal)) throw error;
    expect(error.headers["www-authenticate"]).toContain('DPoP realm="actas", algs="ES256", error=');
    return { status: error.status, code: error.code };
  }
}

async function signedIn(world: PeopleWorld) {
  const prover = await world.prover;
  const { access_token: token } = await world.tokens();
  const proof = (wrongly: Wrongly = {}, path = "roles", method = "GET"): Promise<string> =>
    prover.proof(method, world.url + path, { token, ...wrongly });
  return { prover, token, proof };
}

peopleTest("an access token that was stolen is of no use without the key that it is bound to", async (world) => {
  const { proof, token } = await signedIn(world);
  expect(await answered(world, token, undefined, { scheme: "Bearer" })).toEqual(REFUSED);
  expect(await answered(world, token, await proof(), { scheme: "Bearer" })).toEqual(REFUSED);
  expect(await answered(world, token, undefined)).toEqual(UNPROVED);
  const thief = await Prover.create();
  expect(await answered(world, token, await thief.proof("GET", `${world.url}roles`, { token }))).toEqual(UNPROVED);
  // With the owner's key in it, signed with the thief's.
  expect(await answered(world, token, await proof({ key: thief.key }))).toEqual(UNPROVED);
  expect(await answered(world, token, await proof())).toBe("taken");
});

peopleTest("a token that is bound to no key does not count with a proof", async (world) => {
  const { access_token } = await world.tokens({ client_id: "mairu" });
  const prover = await Prover.create();
  const proof = await prover.proof("GET", `${world.url}roles`, { token: access_token });
  expect(await answered(world, access_token, proof)).toEqual(REFUSED);
  expect(await answered(world, access_token, undefined, { scheme: "Bearer" })).toBe("taken");
});

peopleTest("a proof is for one token, one method, one address and one minute", async (world) => {
  const { proof, token } = await signedIn(world);
  const now = Math.floor(Date.now() / 1000);
  const { access_token: other } = await world.tokens();
  const wrong: Readonly<Record<string, unknown>>[] = [
    { htm: "POST" },
    { htm: "get" },
    { htm: undefined },
    { htu: `${world.url}assume-role` },
    { htu: world.url },
    { htu: `${world.url}roles/` },
    { htu: "https://elsewhere.example/roles" },
    { htu: `${world.url}roles`.replace("http:", "https:") },
    { htu: "roles" },
    { htu: [`${world.url}roles`] },
    { htu: undefined },
    { ath: Bun.CryptoHasher.hash("sha256", other, "base64url") },
    { ath: "" },
    { ath: undefined },
    { iat: now - 90 },
    { iat: now + 90 },
    { iat: `${now}` },
    { iat: undefined },
    { iat: now - 90, nonce: "a-nonce" },
    { exp: now - 90 },
    { jti: "" },
    { jti: 7 },
    { jti: "x".repeat(300) },
    { jti: undefined },
  ];
  for (const claims of wrong)
    expect([claims, await answered(world, token, await proof({ claims }))]).toEqual([claims, UNPROVED]);
  for (const htu of [`${world.url}roles?q=x#y`, `${world.url}./roles`.replace("http:", "HTTP:")]) {
    expect([htu, await answered(world, token, await proof({ claims: { htu } }))]).toEqual([htu, "taken"]);
  }
  const headed = await proof({}, "roles", "HEAD");
  expect(await answered(world, token, headed, { method: "HEAD" })).toBe("taken");
});

peopleTest("no header of a proof makes another key of it, nor a weaker one", async (world) => {
  const { proof, prover, token } = await signedIn(world);
  const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const [rsaPrivate, rsaPublic] = [rsa.privateKey, rsa.publicKey].map((key) => key.export({ format: "jwk" }) as JWK);
  const shared = new TextEncoder().encode(JSON.stringify(prover.published).padEnd(64));
  const oct = { kty: "oct", k: Buffer.from(shared).toString("base64url") };
  const wrong: Readonly<Record<string, Wrongly>> = {
    "another type": { header: { typ: "JWT" } },
    "no type": { header: { typ: undefined } },
    "the type of a token": { header: { typ: "at+jwt" } },
    "the private key": { header: { jwk: prover.key } },
    "no key": { header: { jwk: undefined } },
    "a key that is text": { header: { jwk: "x" } },
    "a key that is a list": { header: { jwk: [prover.published] } },
    "a key that is no point of the curve": { header: { jwk: { ...prover.published, x: "AA" } } },
    "a key of another curve": { header: { jwk: { ...prover.published, crv: "P-384" } } },
    "a key for something else": { header: { jwk: { ...prover.published, key_ops: ["sign"] } } },
    "the id of a key": { header: { jwk: undefined, kid: prover.thumbprint } },
    "where the key is": { header: { jwk: undefined, jku: `${world.url}jwks` } },
    "an RSA key": { header: { alg: "RS256", jwk: rsaPublic }, key: rsaPrivate as JWK },
    "a private RSA key": { header: { alg: "RS256", jwk: rsaPrivate }, key: rsaPrivate as JWK },
    "HS256 by the public key": { header: { alg: "HS256" }, key: shared },
    "HS256 by a key that it brings": { header: { alg: "HS256", jwk: oct }, key: shared },
  };
  for (const [what, wrongly] of Object.entries(wrong)) {
    expect([what, await answered(world, token, await proof(wrongly))]).toEqual([what, UNPROVED]);
  }
  const [header = "", payload = "", signature = ""] = (await proof()).split(".");
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");
  const none = part({ alg: "none", typ: "dpop+jwt", jwk: prover.published });
  const extended = part({ alg: "ES256", typ: "dpop+jwt", jwk: prover.published, crit: ["x"], x: 1 });
  const odd = [
    `${none}.${payload}.`,
    `${none}.${payload}.${signature}`,
    `${extended}.${payload}.${signature}`,
    `${header}.${payload}.`,
    `${header}.${part({ htm: "GET" })}.${signature}`,
    `${header}.${payload}`,
    "",
    "x",
    "..",
    `${await proof()}, ${await proof()}`,
    `${await proof({ claims: { more: "x".repeat(5_000) } })}`,
  ];
  for (const one of odd)
    expect([one.slice(0, 20), await answered(world, token, one)]).toEqual([one.slice(0, 20), UNPROVED]);
});

peopleTest("a request with two proofs is refused, though both are good", async (world) => {
  const { proof, token } = await signedIn(world);
  const headers = new Headers({ authorization: `DPoP ${token}` });
  for (const one of [await proof(), await proof()]) headers.append("dpop", one);
  const asked = world.people.bouncer.personOf(new Request(`${world.url}roles`, { headers }), "held");
  await expect(asked).rejects.toMatchObject(UNPROVED);
});

peopleTest(
  "a proof counts once, whatever replica it is shown to, and however many at once",
  async (world, database) => {
    await using other = await PeopleWorld.start(database, () => ({}), { share: world });
    const { proof, token } = await signedIn(world);
    const first = await proof();
    expect(await answered(world, token, first)).toBe("taken");
    expect(await answered(world, token, first)).toEqual(UNPROVED);
    expect(await answered(other, token, first, { at: `${world.url}roles` })).toEqual(UNPROVED);
    const second = await proof();
    const each = Array.from({ length: 50 }, (_, index) =>
      answered(index % 2 === 0 ? world : other, token, second, { at: `${world.url}roles` }),
    );
    const answers = await Promise.all(each);
    expect(answers.filter((one) => one === "taken")).toHaveLength(1);
  },
);

peopleTest("what a request says of its host changes nothing of the address that a proof is for", async (world) => {
  const { proof, token } = await signedIn(world);
  const at = "http://evil.example/roles";
  expect(await answered(world, token, await proof({ claims: { htu: at } }), { at })).toEqual(UNPROVED);
  expect(await answered(world, token, await proof(), { at })).toBe("taken");
});

peopleTest("proofs are forgotten when they are good no more, and not before", async (world, database) => {
  const { proof, token } = await signedIn(world);
  const shown = await proof({ claims: { iat: Math.floor(Date.now() / 1000) + 50 } });
  expect(await answered(world, token, shown)).toBe("taken");
  const kept = "SELECT extract(epoch FROM expires_at - now())::float8 AS seconds FROM shown_proof";
  const [row] = await database.query<{ seconds: number }>(kept);
  // Four minutes ahead here and four behind at another replica, and a minute before and after.
  expect(row?.seconds).toBeGreaterThan(590);
  expect(row?.seconds).toBeLessThan(900);
  expect(JSON.stringify(await database.query("SELECT * FROM shown_proof"))).not.toContain(shown.slice(-20));
});

peopleTest("whoever asks again and again fills no database with proofs", async (world, database) => {
  const { proof, token } = await signedIn(world);
  const proofs = await Promise.all(Array.from({ length: 700 }, () => proof()));
  const seen: unknown[] = [];
  for (let at = 0; at < proofs.length; at += 50)
    seen.push(...(await Promise.all(proofs.slice(at, at + 50).map((one) => refusedOr(world, token, one)))));
  expect(new Set(seen)).toEqual(new Set(["taken", 429]));
  const [kept] = await database.query<{ n: number }>("SELECT count(*)::integer AS n FROM shown_proof");
  expect(kept?.n).toBeLessThan(700);
});

/** The same, of an answer that says nothing of proofs. */
async function refusedOr(world: PeopleWorld, token: string, dpop: string): Promise<unknown> {
  const headers = { authorization: `DPoP ${token}`, dpop };
  const { bouncer } = world.people;
  return bouncer.personOf(new Request(`${world.url}roles`, { headers }), "held").then(
    () => "taken",
    (error: unknown) => (error instanceof HttpRefusal ? error.status : error),
  );
}
