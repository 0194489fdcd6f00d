import { expect, test } from "bun:test";
import { generateKeyPair, type JWTPayload } from "jose";
import { Secret } from "../../../base/secret.ts";
import { VerifiedTokens } from "./verified-tokens.ts";

const { publicKey: KEY } = await generateKeyPair("ES256");
const { publicKey: OTHER } = await generateKeyPair("ES256");
const COUNTS = { stillCounts: () => true };

/** A verification that says what it is told to, and how often it was done. */
function verifier(payload: JWTPayload = { sub: "ana" }) {
  const made = { times: 0, verify: async () => Promise.resolve({ ...payload, times: ++made.times }) };
  return made;
}

test("a token is verified once for a key", async () => {
  const tokens = new VerifiedTokens();
  const made = verifier();
  for (let round = 0; round < 3; round++)
    expect(await tokens.payloadOf(new Secret("a.b.c"), KEY, { ...COUNTS, ...made })).toEqual({ sub: "ana", times: 1 });
  expect(await tokens.payloadOf(new Secret("a.b.c"), OTHER, { ...COUNTS, ...made })).toMatchObject({ times: 2 });
});

test("a token that differs in anything is verified, and one that was refused is again", async () => {
  const tokens = new VerifiedTokens();
  await tokens.payloadOf(new Secret("a.b.c"), KEY, { ...COUNTS, ...verifier() });
  for (const other of ["a.b.d", "a.b.", "a.b", "A.b.c", "a.b.c "]) {
    for (let round = 0; round < 2; round++) {
      const refused = tokens.payloadOf(new Secret(other), KEY, { ...COUNTS, verify: () => Promise.reject("no") });
      expect(await refused.catch((reason) => reason)).toBe("no");
    }
  }
});

test("a token whose times may be over is verified again", async () => {
  const tokens = new VerifiedTokens();
  const made = verifier({ exp: 10 });
  let now = 0;
  const ask = () => tokens.payloadOf(new Secret("a"), KEY, { ...made, stillCounts: ({ exp = 0 }) => exp > now });
  expect(await ask()).toMatchObject({ times: 1 });
  expect(await ask()).toMatchObject({ times: 1 });
  now = 10;
  expect(await ask()).toMatchObject({ times: 2 });
});

test("however many tokens come, not all are kept", async () => {
  const tokens = new VerifiedTokens();
  const made = verifier();
  const ask = (text: string) => tokens.payloadOf(new Secret(text), KEY, { ...COUNTS, verify: made.verify });
  for (let number = 0; number < 5_001; number++) await ask(`${number}`);
  await ask("0");
  expect(made.times).toBe(5_002);
});
