import { expect, test } from "bun:test";
import { z } from "zod/mini";
import { Secret } from "../../base/secret.ts";
import { CredentialCache } from "../../cache/credential-cache.ts";
import { MfaDevices } from "../../mfa/mfa-devices.ts";
import { OathPasswords } from "../../mfa/yubikey/oath-passwords.ts";
import { SignIns } from "../../sources/sign-ins.ts";
import { type Memory, restore, Snapshot, snapshotOf } from "./snapshot.ts";

const NOW = Date.parse("2026-01-02T03:04:05Z");
const END = new Date(NOW + 3_600_000);

function memory(): Memory {
  const now = (): number => NOW;
  const [mfaDevices, oathPasswords] = [new MfaDevices(now), new OathPasswords(now)];
  return { cache: new CredentialCache(now), mfaDevices, oathPasswords, signIns: new SignIns() };
}

function crossed(before: Memory): Memory {
  const after = memory();
  restore(after, Snapshot.parse(JSON.parse(JSON.stringify(z.encode(Snapshot, snapshotOf(before))))));
  return after;
}

test("the next agent remembers what the one before did", async () => {
  const before = memory();
  const credentials = { accessKeyId: "ASIA", secretAccessKey: new Secret("hush"), sessionToken: new Secret("token") };
  const entry = { key: "k", kind: "sign-in", label: "ana", credentials: { ...credentials, expiration: END } } as const;
  before.cache.put(entry);
  before.cache.put({ ...entry, key: "of", kind: "credentials", signIn: "corp" });
  before.signIns.put({
    ...{ key: "corp", kind: "credential-server", source: "corp", url: "https://corp.example", renewable: false },
    held: { grantType: "code", accessToken: new Secret("access") },
  });
  before.signIns.keepClient("corp", { clientId: "id", clientSecret: new Secret("client"), expiration: END });
  await before.mfaDevices.withGivenCode("arn:aws:iam::111122223333:mfa/ana", "123456", async () => {});

  before.oathPasswords.keep("7", new Secret("horse"));

  const after = crossed(before);
  expect(after.cache.entries().map(({ key, signIn, obtainedAt }) => [key, signIn, obtainedAt])).toEqual([
    ["k", undefined, NOW],
    ["of", "corp", NOW],
  ]);
  const kept = after.cache.entries()[0]?.credentials;
  expect([kept?.secretAccessKey.reveal(), kept?.sessionToken?.reveal(), kept?.expiration]).toEqual([
    ...["hush", "token", END],
  ]);
  expect(after.signIns.get("corp")?.held.accessToken.reveal()).toBe("access");
  expect(after.signIns.client("corp")?.clientSecret.reveal()).toBe("client");
  expect(after.mfaDevices.used()).toEqual(before.mfaDevices.used());
  expect(after.oathPasswords.list()).toEqual(before.oathPasswords.list());
  expect(after.oathPasswords.get("7")?.reveal()).toBe("horse");
});

test("a time that is none is refused, rather than kept for ever", () => {
  const client = { clientId: "id", clientSecret: "x", expiration: "some day" };
  const record = { entries: [], signIns: [], clients: [["corp", client]], usedCodes: [] };
  expect(Snapshot.safeParse(record).success).toBe(false);
});
