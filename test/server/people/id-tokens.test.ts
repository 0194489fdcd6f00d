import { expect, test } from "bun:test";
import type { JWK } from "jose";
import { Clock } from "../../../src/base/clock.ts";
import { Secret } from "../../../src/base/secret.ts";
import { HttpRefusal } from "../../../src/server/http-refusal.ts";
import { IdTokensOfProvider } from "../../../src/server/people/bearer/id-tokens-of-provider.ts";
import { KeySource } from "../../../src/server/people/bearer/key-source.ts";
import { TokenMaker } from "../../support/people/token-maker.ts";

const OF_ANA = { aud: "maws", amr: ["dev"], email: "ana@example.com" };

function readerOf({ issuer }: TokenMaker): IdTokensOfProvider {
  const keys = new KeySource(async () => {
    const answer = await fetch(`${issuer}/jwks`);
    return ((await answer.json()) as { readonly keys: readonly JWK[] }).keys;
  });
  return new IdTokensOfProvider({ issuer, clientIds: ["maws", "maws-beta"], keys, groupsClaim: "amr" }, new Clock());
}

async function said(reader: IdTokensOfProvider, token: string): Promise<unknown> {
  try {
    return await reader.personOfIdToken(new Secret(token));
  } catch (error) {
    return error instanceof HttpRefusal ? [error.status, error.message] : error;
  }
}

test("an ID token for a configured client says who sends it", async () => {
  await using maker = await TokenMaker.start();
  const reader = readerOf(maker);
  const known = { issuer: maker.issuer, subject: "ana", name: "ana@example.com", groups: ["dev"], via: "token" };
  expect(await said(reader, await maker.token(OF_ANA, "JWT"))).toMatchObject({ ...known, client: "maws" });
  const several = { ...OF_ANA, aud: ["maws", "maws-beta"], azp: "maws-beta" };
  expect(await said(reader, await maker.token(several, "JWT"))).toMatchObject({ ...known, client: "maws-beta" });
});

test("what is not for such a client, not of the provider, or no ID token, says nothing", async () => {
  await using maker = await TokenMaker.start();
  await using other = await TokenMaker.start();
  const reader = readerOf(maker);
  const now = Math.floor(Date.now() / 1000);
  const invalid = [401, "invalid claims"];
  const cases: readonly [object, string, unknown][] = [
    [{ aud: "elsewhere" }, "JWT", invalid],
    [{ aud: ["maws", "elsewhere"] }, "JWT", invalid],
    [{ aud: ["maws", "elsewhere"], azp: "elsewhere" }, "JWT", invalid],
    [{ azp: "elsewhere" }, "JWT", invalid],
    [{ aud: "elsewhere", azp: "maws" }, "JWT", invalid],
    [{ iss: `${maker.issuer}/` }, "JWT", invalid],
    [{ iat: now + 300, exp: now + 600 }, "JWT", invalid],
    [{ iat: now - 100_000 }, "JWT", invalid],
    [{ exp: now + 10 * 365 * 24 * 3_600 }, "JWT", invalid],
    [{ sub: undefined }, "JWT", invalid],
    [{ iat: now - 600, exp: now - 300 }, "JWT", [401, "expired signature"]],
    [{}, "at+jwt", [401, "invalid token"]],
  ];
  for (const [claims, typ, answer] of cases) {
    expect([claims, await said(reader, await maker.token({ ...OF_ANA, ...claims }, typ))]).toEqual([claims, answer]);
  }
  const forged = await other.token({ ...OF_ANA, iss: maker.issuer }, "JWT");
  expect(await said(reader, forged)).toEqual([401, "invalid signature"]);
  expect(await said(reader, "no token")).toEqual([401, "invalid token"]);
});

test("a group is one of the list, and never a part of a text", async () => {
  await using maker = await TokenMaker.start();
  const token = await maker.token({ ...OF_ANA, amr: "dev,ops" }, "JWT");
  expect(await said(readerOf(maker), token)).toMatchObject({ groups: ["dev,ops"] });
});
