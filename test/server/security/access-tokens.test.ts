import { expect } from "bun:test";
import { generateKeyPairSync } from "node:crypto";
import {
  exportJWK,
  generateKeyPair,
  importJWK,
  type JWK,
  type JWTHeaderParameters,
  type JWTPayload,
  SignJWT,
} from "jose";
import { Secret } from "../../../src/base/secret.ts";
import { signingKeys } from "../../../src/server/people/authorization/signing-keys.ts";
import { Sealer } from "../../../src/server/people/sealer.ts";
import type { Database } from "../../../src/server/store/database.ts";
import { KEY, type PeopleWorld } from "../../support/people/people-world.ts";
import { peopleTest } from "../../support/people/server-test.ts";

const REFUSED = { status: 401, code: "invalid_token" };
const YEAR_SECONDS = 365 * 24 * 3_600;

/** Makes tokens as the server does, with its own key, and lets each be wrong in one thing. */
class Forger {
  readonly #world: PeopleWorld;
  readonly claims: JWTPayload;
  readonly jwk: JWK;

  private constructor(world: PeopleWorld, claims: JWTPayload, jwk: JWK) {
    this.#world = world;
    this.claims = claims;
    this.jwk = jwk;
  }

  static async of(world: PeopleWorld, database: Database): Promise<Forger> {
    const { access_token } = await world.tokens();
    const { keys } = await signingKeys(database, await Sealer.of([new Secret(KEY)]));
    const claims = JSON.parse(Buffer.from(access_token.split(".")[1] ?? "", "base64url").toString()) as JWTPayload;
    return new Forger(world, claims, keys[0] ?? {});
  }

  get now(): number {
    return Math.floor(Date.now() / 1000);
  }

  async token(
    claims: JWTPayload = {},
    header: Partial<JWTHeaderParameters> = {},
    key: JWK = this.jwk,
  ): Promise<string> {
    const { alg = "ES256" } = header;
    const all = Object.entries({ ...this.claims, ...claims }).filter(([, value]) => value !== undefined);
    return new SignJWT(Object.fromEntries(all))
      .setProtectedHeader({ typ: "at+jwt", kid: this.jwk.kid ?? "", ...header, alg })
      .sign(await importJWK(key, alg));
  }

  refusal(token: string): ReturnType<PeopleWorld["refusal"]> {
    return this.#world.refusal(token);
  }
}

peopleTest(
  "a token is refused that says anything but what ours say, signed with our own key or not",
  async (world, database) => {
    const forger = await Forger.of(world, database);
    const { now } = forger;
    expect(await forger.refusal(await forger.token())).toBe("taken");
    const wrong: Readonly<Record<string, JWTPayload>> = {
      "another audience": { aud: "https://elsewhere.example/" },
      "no audience": { aud: undefined as never },
      "two audiences": { aud: [world.url, "https://elsewhere.example/"] },
      "the audience of STS": { aud: "sts.amazonaws.com" },
      "the audience without its slash": { aud: world.url.slice(0, -1) },
      "another issuer": { iss: "https://elsewhere.example" },
      "the issuer with a slash": { iss: `${world.url}oauth/` },
      "the provider's issuer": { iss: world.upstream.issuer },
      "no end": { exp: undefined as never },
      "no beginning": { iat: undefined as never },
      "no subject": { sub: undefined as never },
      "no client": { client_id: undefined as never },
      "another subject": { sub: "bob" },
      "another client": { client_id: "mairu" },
      "a sign-in that there is not": { sid: crypto.randomUUID() },
      "no sign-in": { sid: undefined as never },
      "an end that has passed": { iat: now - 400, exp: now - 100 },
      "a beginning in the future": { iat: now + 120, exp: now + 300 },
      "a life of ten years": { exp: now + 10 * YEAR_SECONDS },
      "a life of ten years that began long ago": { iat: now - YEAR_SECONDS, exp: now + 9 * YEAR_SECONDS },
      "a certificate that it is bound to": { cnf: { "x5t#S256": "x" } } as JWTPayload,
      "a certificate besides": { cnf: { ...(forger.claims.cnf as object), "x5t#S256": "x" } } as JWTPayload,
      "a key that is none": { cnf: { jkt: 7 } } as JWTPayload,
      "nothing that it is bound to": { cnf: null } as JWTPayload,
    };
    for (const [what, claims] of Object.entries(wrong)) {
      expect([what, await forger.refusal(await forger.token(claims))]).toEqual([what, REFUSED]);
    }
  },
);

peopleTest("no header of a token chooses how it is checked", async (world, database) => {
  const forger = await Forger.of(world, database);
  const { privateKey } = await generateKeyPair("ES256", { extractable: true });
  const mine = await exportJWK(privateKey);
  const { d: _, ...published } = mine;
  let asked = 0;
  const answer = () => Response.json({ keys: [published], asked: ++asked });
  const site = Bun.serve({ hostname: "127.0.0.1", port: 0, fetch: answer });
  const at = `http://127.0.0.1:${site.port}/`;
  const headers: Readonly<Record<string, Partial<JWTHeaderParameters>>> = {
    "the key itself": { jwk: published },
    "where the key is": { jku: at },
    "where a certificate is": { x5u: at },
    "a certificate": { x5c: ["MIIB"] },
    "the id of another key": { kid: "mine" },
    "an id that is a path": { kid: "../../../../dev/null" },
    "an id that is a statement": { kid: "x' OR '1'='1" },
    "an extension that must be known": { crit: ["b64"], b64: true } as Partial<JWTHeaderParameters>,
  };
  for (const [what, header] of Object.entries(headers)) {
    const token = await forger
      .token({}, header, mine)
      .catch(() => forger.token({}, { ...header, crit: undefined as never }, mine));
    expect([what, await forger.refusal(token)]).toEqual([what, REFUSED]);
  }
  expect(asked).toBe(0);
  await site.stop(true);
});

peopleTest("a token that was taken before lends none of its parts to another", async (world, database) => {
  const forger = await Forger.of(world, database);
  const taken = await forger.token();
  expect(await forger.refusal(taken)).toBe("taken");
  expect(await forger.refusal(taken)).toBe("taken");
  const [header, payload, signature = ""] = taken.split(".");
  const [, longer] = (await forger.token({ exp: forger.now + 290, jti: "other" })).split(".");
  const forged: Readonly<Record<string, string>> = {
    "its signature with other claims": [header, longer, signature].join("."),
    "its claims with another signature": [
      header,
      payload,
      signature.replace(/^./, (one) => (one === "A" ? "B" : "A")),
    ].join("."),
    "its claims without a signature": [header, payload, ""].join("."),
    "its claims with half a signature": [header, payload, signature.slice(0, 43)].join("."),
  };
  for (const [what, token] of Object.entries(forged))
    expect([what, await forger.refusal(token)]).toEqual([what, REFUSED]);
});

peopleTest("no other kind of token is an access token, and no weaker signature is one", async (world, database) => {
  const forger = await Forger.of(world, database);
  for (const typ of ["JWT", "id+jwt", "at", undefined as never]) {
    expect([typ, await forger.refusal(await forger.token({}, { typ }))]).toEqual([typ, REFUSED]);
  }
  const [header = "", payload = ""] = (await forger.token()).split(".");
  const none = Buffer.from(JSON.stringify({ alg: "none", typ: "at+jwt", kid: forger.jwk.kid })).toString("base64url");
  for (const token of [
    `${none}.${payload}.`,
    `${none}.${payload}.AAAA`,
    `${header}.${payload}.`,
    `${header}.${payload}.AAAA`,
  ]) {
    expect(await forger.refusal(token)).not.toBe("taken");
  }
  // HS256 with what everybody knows of the key.
  const { d: _, ...published } = forger.jwk;
  for (const shared of [JSON.stringify(published), published.x ?? ""]) {
    const secret = { kty: "oct", k: Buffer.from(shared).toString("base64url") };
    expect(await forger.refusal(await forger.token({}, { alg: "HS256" }, secret))).toEqual(REFUSED);
  }
  const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey.export({ format: "jwk" }) as JWK;
  expect(await forger.refusal(await forger.token({}, { alg: "RS256" }, rsa))).toEqual(REFUSED);
});

peopleTest("an ID token of the server itself is no access token", async (world) => {
  const tokens = (await world.tokens({ scope: "openid profile" })) as unknown as {
    id_token: string;
    access_token: string;
  };
  expect(await world.refusal(tokens.id_token)).toEqual(REFUSED);
  expect(await world.refusal(tokens.access_token)).toBe("taken");
});

peopleTest("a token counts in the header that is for it, and nowhere else", async (world) => {
  const { access_token } = await world.tokens({ client_id: "mairu" });
  const person = (request: Request): Promise<unknown> =>
    world.people.bouncer.personOf(request, "held").then(
      () => "taken",
      ({ status, headers }) => [status, headers["www-authenticate"]],
    );
  const missing = [401, 'Bearer realm="actas", DPoP realm="actas", algs="ES256"'];
  const odd = [400, 'Bearer realm="actas", error="invalid_request"'];
  const bearer = (value: string): Request => new Request(world.url, { headers: { authorization: value } });
  expect(await person(bearer(`Bearer ${access_token}`))).toBe("taken");
  expect(await person(new Request(`${world.url}?access_token=${access_token}`))).toEqual(missing);
  expect(await person(new Request(world.url, { headers: { cookie: `access_token=${access_token}` } }))).toEqual(
    missing,
  );
  const body = new URLSearchParams({ access_token });
  expect(await person(new Request(world.url, { method: "POST", body }))).toEqual(missing);
  for (const value of [`Basic ${access_token}`, `DPOP${access_token}`, "Bearer", `Bearer ${access_token}, Bearer x`]) {
    expect([value.slice(0, 9), await person(bearer(value))]).toEqual([value.slice(0, 9), odd]);
  }
  expect(await person(bearer(`Bearer ${"a".repeat(100_000)}`))).toEqual(odd);
});

peopleTest(
  "a person reaches nothing with a token once their sign-in was ended, however long it is good for",
  async (world, database) => {
    const { access_token } = await world.tokens();
    expect(await world.refusal(access_token)).toBe("taken");
    await database.query("UPDATE sign_in SET ended_at = now()");
    expect(await world.refusal(access_token)).toEqual(REFUSED);
  },
);
