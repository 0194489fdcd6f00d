import { afterAll, expect } from "bun:test";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { testNeeding } from "../../test/support/needs.ts";
import { fingerprint, Organisation, publicKey } from "../../test/support/organisation.ts";
import { fetchBundle } from "./fetch-bundle.ts";
import { keyTextOf } from "./key-text.ts";
import { parseBundle } from "./parse-bundle.ts";
import type { Pin } from "./pin.ts";
import { type Proof, proveBundle, type TypedPin } from "./prove-bundle.ts";

const folder = mkdtempSync(join(tmpdir(), "actas-organisation-"));
afterAll(() => rmSync(folder, { recursive: true }));
const organisation = new Organisation(folder);
const sshTest = testNeeding("ssh-keygen");

async function proof(path: string, typed: TypedPin = {}, kept?: Pin): Promise<Proof> {
  const fetched = await fetchBundle(path, { network: {}, redirected: () => {}, signature: "wanted" });
  return proveBundle({ fetched, bundle: parseBundle(fetched.text, path).bundle, typed, kept });
}

function keyOf(path: string): string {
  return keyTextOf(publicKey(path)) ?? "";
}

sshTest("keys of today sign bundles, by the fingerprint that ssh shows", async () => {
  for (const kind of ["ed25519", "ecdsa"]) {
    const key = organisation.key(`own-${kind}`, kind);
    const path = organisation.sign({}, { key });
    const { pin } = await proof(path, { key: fingerprint(key) });
    expect(pin).toMatchObject({ by: "key", key: keyOf(key), from: path });
  }
  const rsa = organisation.key("rsa", "rsa");
  await expect(proof(organisation.sign({}, { key: rsa }))).rejects.toThrow("by an Ed25519 or ECDSA key");
});

sshTest("a bundle is proven by what was typed or accepted, and otherwise the user is asked", async () => {
  const key = organisation.key("asked");
  const signed = organisation.sign({ serial: 2 }, { key });
  const first = await proof(signed);
  expect(first.isProven).toBe(false);
  expect((await proof(signed, {}, first.pin)).isProven).toBe(true);
  expect((await proof(signed, { key: fingerprint(key) })).isProven).toBe(true);
  const { sha256 } = first.pin;
  expect(await proof(signed, { sha256 })).toMatchObject({ isProven: true, pin: { by: "sha256", sha256 } });
  const unsigned = await proof(organisation.write({}, "unsigned.json"));
  expect(unsigned).toMatchObject({ isProven: false, pin: { by: "user" } });
});

sshTest("another key, another purpose, another text or half a signature proves nothing", async () => {
  const [key, other] = [organisation.key("mine"), organisation.key("other")];
  const path = organisation.sign({ serial: 3 }, { key });
  const { pin } = await proof(path);
  const good = readFileSync(`${path}.sig`, "utf8");
  const refused = async (why: string, typed: TypedPin = {}, kept: Pin | undefined = pin): Promise<void> => {
    await expect(proof(path, typed, kept)).rejects.toThrow(why);
  };
  await refused("it is signed by another key than the one that was given", { key: fingerprint(other) });
  organisation.sign({ serial: 4 }, { key: other });
  await refused("it is signed by another key than the one that you accepted, SHA256:");
  organisation.sign({ serial: 4 }, { key, namespace: "file" });
  await refused("its signature is not that of this text, as a bundle");
  await refused("its signature is not that of this text, as a bundle", {}, undefined);
  organisation.write({ serial: 5 });
  writeFileSync(`${path}.sig`, good);
  await refused("its signature is not that of this text, as a bundle");
  for (const part of [
    "",
    "-----BEGIN SSH SIGNATURE-----\n",
    good.slice(0, 200),
    good.replace("U1NIU0lH", "U1NIU0lI"),
  ]) {
    writeFileSync(`${path}.sig`, part);
    await refused("what is beside it is no SSH signature");
  }
  const lines = good.split("\n");
  writeFileSync(`${path}.sig`, [...lines.slice(0, -3), ...lines.slice(-2)].join("\n"));
  await refused("its signature is not that of this text, as a bundle");
  rmSync(`${path}.sig`);
  await refused("there is no signature beside it");
  await refused("there is no signature beside it", { key: fingerprint(key) }, undefined);
});

sshTest("the key that a signed bundle names may sign the next one, and then alone", async () => {
  const [key, next, third] = [organisation.key("old"), organisation.key("new"), organisation.key("third")];
  const first = await proof(organisation.sign({ next_key: publicKey(next) }, { key }));
  expect(first.pin).toMatchObject({ key: keyOf(key), next_key: keyOf(next) });
  const path = organisation.sign({ serial: 2 }, { key: next });
  const second = await proof(path, {}, first.pin);
  expect(second).toMatchObject({ isProven: true, pin: { key: keyOf(next) } });
  expect(second.pin.next_key).toBeUndefined();
  organisation.sign({ serial: 3 }, { key });
  await expect(proof(path, {}, second.pin)).rejects.toThrow("another key");
  organisation.sign({ serial: 3 }, { key: third });
  await expect(proof(path, {}, first.pin)).rejects.toThrow("another key");
});

sshTest("a digest that was typed holds for that text alone", async () => {
  const path = organisation.write({}, "pinned.json");
  const { pin } = await proof(path, { sha256: (await proof(path)).pin.sha256 });
  expect((await proof(path, {}, pin)).isProven).toBe(true);
  organisation.write({ serial: 2 }, "pinned.json");
  await expect(proof(path, {}, pin)).rejects.toThrow("it is not the one whose SHA-256 was given");
  await expect(proof(path, { sha256: pin.sha256 })).rejects.toThrow("its SHA-256 is not the one that was given");
});
