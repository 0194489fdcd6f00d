import { afterAll, expect, test } from "bun:test";
import { chmodSync, chownSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createLocalJWKSet, type JSONWebKeySet, jwtVerify } from "jose";
import { testNeeding } from "../../../../test/support/needs.ts";
import { issuerRoutes } from "./issuer-routes.ts";
import { FileKeys, makeKeyFile, rotateKeyFile } from "./key-file.ts";
import { mintToken } from "./mint-token.ts";

const folder = mkdtempSync(join(tmpdir(), "actas-issuer-"));
afterAll(() => rmSync(folder, { recursive: true }));
const ISSUER = "https://roles.example/issuer";
const names = {
  sessionName: "ana",
  sourceIdentity: "ana-1",
  subject: "111122223333:Dev:ana-1",
  tags: { identity: {}, optional: {} },
};
let made = 0;
let now = Date.parse("2026-11-28T12:00:00Z");

function keyFile(): { readonly path: string; readonly keys: FileKeys } {
  const path = join(folder, `keys-${++made}.json`);
  makeKeyFile(path, now);
  return { path, keys: new FileKeys(path, () => now) };
}
async function token(keys: FileKeys, groups: readonly string[] = ["dev"]): Promise<string> {
  const [key, tags] = [await keys.current(), { "actas:user": "ana" }];
  const minted = { issuer: ISSUER, key, names, groups, tags, sourceIdentity: "ana-1", id: "r-1", now };
  return (await mintToken(minted)).reveal();
}
async function document(keys: FileKeys, end: string): Promise<Response> {
  const route = issuerRoutes(ISSUER, keys).find(({ path }) => path.endsWith(end));
  const facts = { address: "127.0.0.1", signal: new AbortController().signal };
  return route!.answer(new Request(ISSUER), facts);
}
async function verify(text: string, keys: FileKeys) {
  const jwks = createLocalJWKSet((await (await document(keys, "/jwks")).json()) as JSONWebKeySet);
  return jwtVerify(text, jwks, { issuer: ISSUER, audience: "sts.amazonaws.com", currentDate: new Date(now) });
}

test("a token says one role, one person and one group, for two minutes, and is verified by what is published", async () => {
  const { keys } = keyFile();
  const { payload, protectedHeader } = await verify(await token(keys), keys);
  const issued = now / 1000;
  expect(payload).toEqual({
    iss: ISSUER,
    sub: "111122223333:Dev:ana-1",
    aud: "sts.amazonaws.com",
    iat: issued,
    exp: issued + 120,
    jti: "r-1",
    amr: ["dev"],
    "https://aws.amazon.com/tags": { principal_tags: { "actas:user": ["ana"] } },
    "https://aws.amazon.com/source_identity": "ana-1",
  });
  expect(protectedHeader).toMatchObject({ alg: "RS256", typ: "JWT" });
  expect((await verify(await token(keys, []), keys)).payload.amr).toBeUndefined();
});

test("two keys are published, without their private halves, for everybody to keep five minutes", async () => {
  const { keys } = keyFile();
  const answer = await document(keys, "/jwks");
  expect(answer.headers.get("cache-control")).toBe("public, max-age=300");
  const { keys: published } = (await answer.json()) as { keys: Record<string, string>[] };
  expect(published.map((key) => Object.keys(key).sort())).toEqual(
    Array(2).fill(["alg", "e", "kid", "kty", "n", "use"]),
  );
  const discovery = (await (await document(keys, "/openid-configuration")).json()) as object;
  expect(discovery).toMatchObject({
    issuer: ISSUER,
    jwks_uri: `${ISSUER}/jwks`,
    response_types_supported: ["id_token"],
  });
});

test("keys that are rotated sign by what was published before, and what was signed stays good for an hour", async () => {
  const { path, keys } = keyFile();
  const [, next] = await keys.published();
  const before = await token(keys);
  await rotateKeyFile(path, now, "due");
  expect((await keys.current()).kid).toBe(next!.kid);
  expect(await keys.published()).toHaveLength(3);
  await verify(before, keys);
  await verify(await token(keys), keys);
  now += 3600_001;
  expect(await keys.published()).toHaveLength(2);
});

test("a key that was stolen is good for nothing any more", async () => {
  const { path, keys } = keyFile();
  const stolen = await token(keys);
  await rotateKeyFile(path, now, "stolen");
  await expect(verify(stolen, keys)).rejects.toThrow("no applicable key");
  await verify(await token(keys), keys);
});

test("only this user may read the file, and one that others can read is not used", async () => {
  const { path, keys } = keyFile();
  expect(statSync(path).mode & 0o777).toBe(0o600);
  chmodSync(path, 0o640);
  await expect(keys.current()).rejects.toThrow("other users can read or change them");
  await expect(rotateKeyFile(path, now, "due")).rejects.toThrow("other users can read or change them");
});

testNeeding("root")("a file of another user, who could have left keys of their own there, is not used", async () => {
  const { path, keys } = keyFile();
  chownSync(path, 65_534, 65_534);
  await expect(keys.current()).rejects.toThrow("it belongs to another user (uid 65534)");
  await expect(rotateKeyFile(path, now, "stolen")).rejects.toThrow("it belongs to another user (uid 65534)");
});

test("a file that is none of ours is told without what is in it, and one that is there is never replaced", async () => {
  const { path, keys } = keyFile();
  const text = readFileSync(path, "utf8");
  expect(makeKeyFile(path, now)).toBe("exists");
  expect(readFileSync(path, "utf8")).toBe(text);
  for (const other of [
    "hush",
    '{"current":{"pem":"hush","since":""},"next":{"pem":"hush","since":""}}',
    text.slice(0, 900),
  ]) {
    writeFileSync(path, other);
    const failure = await keys.current().catch((error: Error) => error);
    expect(`${failure}`).toContain("it is not a file that this server has made");
    expect(Bun.inspect(failure)).not.toContain("hush");
  }
  rmSync(path);
  await expect(keys.current()).rejects.toThrow("there is no such file");
});

test("where the file cannot be made it is said with its path", () => {
  expect(() => makeKeyFile("/proc/nowhere/keys.json", now)).toThrow(
    "cannot make the issuer's keys in /proc/nowhere/keys.json: ",
  );
});
