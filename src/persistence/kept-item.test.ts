import { expect, test } from "bun:test";
import { signIn as heldSignIn, NOW, source } from "../../test/support/signed-in-tools.ts";
import { Secret } from "../base/secret.ts";
import type { CacheEntry } from "../cache/cache-entry.ts";
import { signInKey } from "../cache/cache-key.ts";
import type { SignIn } from "../sources/sign-ins.ts";
import { keptItem, keptText } from "./kept-item.ts";
import type { KeptItem } from "./kept-of.ts";

const HOUR = 3_600_000;
const SIGN_IN: SignIn = { ...heldSignIn("token"), definition: source, obtainedAt: NOW };
const SESSION: CacheEntry = {
  ...{ key: "k", kind: "sign-in", label: "ana", obtainedAt: NOW },
  credentials: {
    ...{ accessKeyId: "ASIAEXAMPLE000000001", secretAccessKey: new Secret("x"), sessionToken: new Secret("t") },
    expiration: new Date(NOW + HOUR),
  },
};

function readBack(item: KeptItem, name: string, now = NOW): KeptItem | undefined {
  const found = keptItem(name, keptText(item), now);
  return typeof found === "string" ? undefined : found;
}
const ofSignIn = (change: Partial<SignIn>, name = `sign-in/${signInKey(source)}`) =>
  readBack({ kept: "sign-in", signIn: { ...SIGN_IN, ...change } as SignIn }, name);
const ofSession = (change: Partial<CacheEntry>, name = "session/k") =>
  readBack({ kept: "session", entry: { ...SESSION, ...change } }, name);

test("a sign-in and a session are read back as they were", () => {
  expect(ofSignIn({})).toMatchObject({ kept: "sign-in", signIn: { source: "corp", held: { grantType: "code" } } });
  expect(ofSession({})).toMatchObject({ kept: "session", entry: { label: "ana", obtainedAt: NOW } });
});

test.each<[string, KeptItem | undefined]>([
  ["under another name", ofSignIn({}, "sign-in/other")],
  ["of another address than its key says", ofSignIn({ definition: { ...source, region: "us-east-1" } })],
  [
    "whose tokens would go elsewhere",
    ofSignIn({ definition: { ...source, endpoints: { oidc: "https://evil.example" } } }),
  ],
  ["that calls itself another source", ofSignIn({ source: "other" })],
  ["to another address than its own", ofSignIn({ url: "https://evil.example" })],
  ["that has ended and cannot be renewed", ofSignIn({ renewable: false, expiration: new Date(NOW) })],
  ["from the future", ofSignIn({ obtainedAt: NOW + HOUR })],
])("a sign-in %s is not believed", (_, item) => {
  expect(item).toBeUndefined();
});

test("a sign-in without a definition, and one that has ended but can be renewed", () => {
  const { definition: _, ...without } = SIGN_IN;
  const name = `sign-in/${SIGN_IN.key}`;
  expect(readBack({ kept: "sign-in", signIn: without as SignIn }, name)).toBeUndefined();
  expect(ofSignIn({ expiration: new Date(NOW - HOUR) })).toBeDefined();
});

const ending = (ms: number) => ({ credentials: { ...SESSION.credentials, expiration: new Date(NOW + ms) } });

test.each<[string, KeptItem | undefined]>([
  ["of another key", ofSession({ key: "other" })],
  ["of a role", ofSession({ kind: "credentials" })],
  ["that has ended", ofSession(ending(0))],
  ["that lasts longer than AWS gives one", ofSession(ending(37 * HOUR))],
  ["from the future", ofSession({ obtainedAt: NOW + HOUR })],
  [
    "that is an access key",
    ofSession({
      credentials: {
        accessKeyId: "AKIAEXAMPLE000000001",
        secretAccessKey: new Secret("x"),
        expiration: new Date(NOW + HOUR),
      },
    }),
  ],
])("a session %s is not believed", (_, item) => {
  expect(item).toBeUndefined();
});

test.each(["", "null", "[]", '{"key":"k"}', "\0"])("text like %j is no session, and no error", (text) => {
  expect(keptItem("session/k", new Secret(text), NOW)).toBe("foreign");
  expect(keptItem("key/k", new Secret(text), NOW)).toBe("foreign");
});

test("the password of a key is read back until its time is over, and for the key of its name alone", () => {
  const held = { serial: "7", password: new Secret("horse"), until: NOW + 12 * HOUR };
  const of = (password: typeof held, name = "oath-password/7", now = NOW) =>
    keptItem(name, keptText({ kept: "oath-password", held: password }), now);
  const back = of(held);
  expect(typeof back === "object" && back.kept === "oath-password" && back.held.password.reveal()).toBe("horse");
  expect(of(held, "oath-password/8")).toBe("foreign");
  expect(of(held, "oath-password/7", NOW + 12 * HOUR)).toBe("over");
  const forLong = { ...held, until: NOW + 14 * HOUR };
  expect(of(forLong)).toBe("foreign");
});
