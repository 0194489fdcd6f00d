import { expect, test } from "bun:test";
import { inspect } from "node:util";
import { Clock } from "../../../src/base/clock.ts";
import type { ActasError } from "../../../src/base/errors.ts";
import { type SignIn, SignIns } from "../../../src/sources/sign-ins.ts";
import { renew, signIn } from "../../../src/sources/web-identity/sign-in.ts";
import { type Draft, EC_KEY, FOREIGN, ForgingProvider, PUBLIC_PEM } from "../../support/forging-provider.ts";
import { personWith } from "../../support/scripted-identity-center.ts";

type Json = Record<string, unknown>;

const now = (): number => Math.floor(Date.now() / 1000);

function tools(provider: ForgingProvider) {
  return { conversation: personWith((url) => provider.authorize(url)), clock: new Clock(), signIns: new SignIns() };
}

/** The error of a sign-in whose ID token is forged; undefined where it is taken. */
async function refusalOf(provider: ForgingProvider): Promise<ActasError | undefined> {
  return signIn(provider.source(), "code", tools(provider)).then(
    () => undefined,
    (error: ActasError) => error,
  );
}

const header = (changes: Json) => (draft: Draft) => ({ ...draft, header: { ...draft.header, ...changes } });
const claims = (changes: Json | ((claims: Json) => Json)) => (draft: Draft) => {
  const changed = typeof changes === "function" ? changes(draft.claims) : changes;
  return { ...draft, claims: { ...draft.claims, ...changed } };
};
const foreignKey = (changes: Json) => (draft: Draft) => ({ ...header(changes)(draft), key: FOREIGN.privateKey });
const jwkOf = (): Json => ({ ...FOREIGN.publicKey.export({ format: "jwk" }) });

/** What is forged, and what the refusal says of it. */
const FORGERIES: Record<string, [forge: (draft: Draft) => Draft, said: string]> = {
  "has no signature": [header({ alg: "none" }), "signed"],
  "is signed with the public key as a secret": [
    (draft) => ({ ...header({ alg: "HS256" })(draft), key: PUBLIC_PEM }),
    "algorithm that is not accepted",
  ],
  "is signed with another key under the provider's name": [foreignKey({}), "signature is not the provider's"],
  "names a key that the provider does not have": [foreignKey({ kid: "two" }), "not one of the provider's"],
  "does not name a key, and is signed with a foreign one": [foreignKey({ kid: undefined }), "signature is not"],
  "brings the address of its keys": [foreignKey({ jku: "https://evil.example/jwks" }), "signature is not"],
  "brings its own key": [foreignKey({ jwk: jwkOf() }), "signature is not"],
  "is signed with a key of another kind": [
    (draft) => ({ ...header({ alg: "ES256" })(draft), key: EC_KEY }),
    "not one of the provider's",
  ],
  "has an extension that must be understood": [header({ crit: ["b64"], b64: false }), "not accepted"],
  "is another issuer's": [claims({ iss: "https://evil.example" }), "`iss`"],
  "has an issuer with a slash too many": [claims(({ iss }) => ({ iss: `${iss}/` })), "`iss`"],
  "has no issuer": [claims({ iss: undefined }), "lacks something"],
  "is for another client": [claims({ aud: "other" }), "`aud`"],
  "is for nobody": [claims({ aud: undefined }), "lacks something"],
  "is for several clients": [claims({ aud: ["client", "other"] }), "`aud`"],
  "was given to another client": [claims({ aud: ["client", "other"], azp: "other" }), "`azp`"],
  "was given to another client alone": [claims({ azp: "other" }), "another client"],
  "has ended": [claims({ iat: now() - 7200, exp: now() - 3600 }), "`exp`"],
  "never ends": [claims({ exp: undefined }), "lacks something"],
  "ends at a time that is text": [claims({ exp: "4000000000" }), "lacks something"],
  "is issued in the future": [claims({ iat: now() + 3600, exp: now() + 7200 }), "in the future"],
  "is valid only later": [claims({ nbf: now() + 3600 }), "`nbf`"],
  "is older than a day": [claims({ iat: now() - 90_000 }), "more than a day ago"],
  "says not when it was issued": [claims({ iat: undefined }), "lacks something"],
  "has no nonce": [claims({ nonce: undefined }), "lacks something"],
  "has another sign-in's nonce": [claims({ nonce: "replayed" }), "`nonce`"],
  "is nobody's": [claims({ sub: undefined }), "lacks something"],
  "is a nameless person's": [claims({ sub: "" }), "that each must have"],
  "belongs to another access token": [claims({ at_hash: "AAAAAAAAAAAAAAAAAAAAAA" }), "another access token"],
  "is longer than AWS takes": [claims({ groups: "x".repeat(20_000) }), "AWS takes at most 20000"],
};

test.each(Object.entries(FORGERIES))(
  "an ID token that %s is refused, and nothing of it is repeated",
  async (_, row) => {
    const [forge, said] = row;
    await using provider = new ForgingProvider();
    provider.forge = forge;
    const error = await refusalOf(provider);
    expect(error).toMatchObject({ code: "access-denied" });
    expect(error?.message).toStartWith('cannot sign in to "yoyodyne": the provider\'s ID token cannot be trusted: ');
    expect(error?.message).toContain(said);
    const everything = `${inspect(error, { depth: 10 })} ${error?.hints}`;
    for (const part of provider.sent.split(".").filter(Boolean)) expect(everything).not.toContain(part);
  },
);

/** What a provider may send, though it is rare. */
const SOUND: Record<string, (draft: Draft) => Draft> = {
  "is for several clients and was given to ours": claims({ aud: ["client", "other"], azp: "client" }),
  "is signed with an elliptic curve": (draft) => ({ ...header({ alg: "ES256", kid: "curve" })(draft), key: EC_KEY }),
  "brings an address of keys that nobody asks": header({ jku: "https://evil.example/jwks" }),
  "has the hash of its access token": claims({ at_hash: halfHash("access") }),
  "was issued by a clock that is some seconds ahead": claims({ iat: now() + 20 }),
};

test.each(Object.entries(SOUND))("an ID token that %s is taken", async (_, forge) => {
  await using provider = new ForgingProvider();
  provider.forge = forge;
  expect(await refusalOf(provider)).toBeUndefined();
});

test("an answer that is signed with a key which was changed a moment ago is taken", async () => {
  await using provider = new ForgingProvider();
  expect(await refusalOf(provider)).toBeUndefined();
  provider.keys = [{ ...jwkOf(), kid: "next", alg: "RS256", use: "sig" }];
  provider.forge = foreignKey({ kid: "next" });
  expect(await refusalOf(provider)).toBeUndefined();
});

test.each([
  ["it sends no ID token", { id_token: undefined }, "ID token cannot be trusted"],
  ["it sends one that is no token", { id_token: "no token" }, "ID token cannot be trusted"],
  ["it sends one that is encrypted", { id_token: "a.b.c.d.e" }, "ID token cannot be trusted"],
  ["it sends one that is not text", { id_token: { alg: "none" } }, "ID token cannot be trusted"],
])("a sign-in fails when %s", async (_, tokens, said) => {
  await using provider = new ForgingProvider();
  provider.tokens = tokens;
  expect((await refusalOf(provider))?.message).toContain(said);
});

test.each([
  ["another person's", { sub: "auth|bob" }],
  ["an older one", { iat: now() - 600 }],
  ["another client's", { aud: "other" }],
])("a renewal that brings %s ID token is refused", async (_, changes) => {
  await using provider = new ForgingProvider();
  const held = await signIn(provider.source(), "code", tools(provider));
  provider.forge = claims(changes);
  const renewed: Promise<SignIn> = renew(provider.source(), held, tools(provider));
  await expect(renewed).rejects.toMatchObject({ code: "access-denied" });
});

test.each([
  ["another issuer", { iss: "https://evil.example" }, {}, "is from another authorization server"],
  ["nobody, though it always says so", {}, { authorization_response_iss_parameter_supported: true }, "does not say"],
])("a code that comes from %s is not redeemed", async (_, said, document, reason) => {
  await using provider = new ForgingProvider();
  provider.document = document;
  const conversation = personWith((url) => ({ ...provider.authorize(url), ...said }));
  const attempt = signIn(provider.source(), "code", { ...tools(provider), conversation });
  await expect(attempt).rejects.toMatchObject({ code: "access-denied", message: expect.stringContaining(reason) });
  expect(provider.asked).toEqual([]);
});

/** The left half of a hash. */
function halfHash(text: string): string {
  return new Bun.CryptoHasher("sha256").update(text).digest().subarray(0, 16).toString("base64url");
}
