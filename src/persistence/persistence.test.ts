import { afterAll, expect, test } from "bun:test";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { conversationWith } from "../../test/support/conversation-with.ts";
import { ActasError } from "../base/errors.ts";
import { Secret } from "../base/secret.ts";
import { CredentialCache } from "../cache/credential-cache.ts";
import type { KeyHolder } from "../keyring/keyring.ts";
import { SealedFiles } from "../keyring/sealed-files.ts";
import { OathPasswords } from "../mfa/yubikey/oath-passwords.ts";
import { SignIns } from "../sources/sign-ins.ts";
import { Persistence } from "./persistence.ts";

const folder = mkdtempSync(join(tmpdir(), "actas-persistence-"));
afterAll(() => rmSync(folder, { recursive: true }));
const NOW = Date.parse("2026-01-02T03:04:05Z");

/** Holds keys in memory, as a keyring does for all processes; `broken` says why it does not. */
class Holder implements KeyHolder {
  readonly keys = new Map<string, Secret>();
  broken: string | undefined;

  async get(id: string): Promise<Secret | undefined> {
    this.#refuse();
    return this.keys.get(id);
  }

  async set(id: string, key: Secret): Promise<void> {
    this.#refuse();
    this.keys.set(id, key);
  }

  async forget(id: string): Promise<void> {
    this.keys.delete(id);
  }

  #refuse(): void {
    if (this.broken) throw new ActasError("system", this.broken);
  }
}

/** A process that keeps sessions in a store. */
function processAt(store: string, holder: Holder) {
  const [cache, signIns] = [new CredentialCache(() => NOW), new SignIns()];
  const warnings: string[] = [];
  const told: string[] = [];
  const keyring = new SealedFiles(store, holder);
  const persistence = new Persistence({
    ...{
      keyring,
      cache,
      signIns,
      oathPasswords: new OathPasswords(),
      keeps: ["sign-in", "session"],
      otherwise: "it goes on in memory",
    },
    oathPasswords: new OathPasswords(() => NOW),
    now: () => NOW,
    warn: (problem) => warnings.push(problem),
  });
  return {
    ...{ keyring, told, warnings, persistence },
    recall: () => persistence.recall({ ...conversationWith({}), tell: (notice) => void told.push(notice) }),
    async signIn(key: string, label = key) {
      const keys = { accessKeyId: "ASIAEXAMPLE", secretAccessKey: new Secret("x"), sessionToken: new Secret("t") };
      cache.put({ key, kind: "sign-in", label, credentials: { ...keys, expiration: new Date(NOW + 3_600_000) } });
      await persistence.written();
    },
    held: () =>
      cache
        .list()
        .map(({ label }) => label)
        .sort(),
  };
}

function store(): string {
  return join(folder, crypto.randomUUID());
}

test("two processes with one store keep what both have got, and each finds that of the other", async () => {
  const [at, holder] = [store(), new Holder()];
  const [one, other] = [processAt(at, holder), processAt(at, holder)];
  await Promise.all([one.recall(), other.recall()]);
  await Promise.all([one.signIn("ana"), other.signIn("ben"), one.signIn("carl")]);
  await Promise.all([one.persistence.readAgain(), other.persistence.readAgain()]);
  expect([one.held(), other.held()]).toEqual([
    ["ana", "ben", "carl"],
    ["ana", "ben", "carl"],
  ]);
});

test("a keyring that is locked in the middle is said once, what was kept stays, and the rest is held in memory", async () => {
  const [at, holder] = [store(), new Holder()];
  const first = processAt(at, holder);
  await first.recall();
  await first.signIn("ana");
  const second = processAt(at, holder);
  holder.broken = "cannot read the keyring: it is locked";
  await second.signIn("ben");
  await second.recall();
  await second.recall();
  const said = "cannot read the keyring: it is locked; it goes on in memory; `actas diagnose` says what helps";
  expect({ told: second.told, warnings: second.warnings }).toEqual({ told: [said], warnings: [said] });
  expect(second.held()).toEqual(["ben"]);
  holder.broken = undefined;
  const third = processAt(at, holder);
  await third.recall();
  expect(third.held()).toEqual(["ana"]);
});

test("a disk that is full is said once, and what was kept before is whole", async () => {
  const [at, holder] = [store(), new Holder()];
  const one = processAt(at, holder);
  await one.recall();
  await one.signIn("ana");
  one.keyring.write = () => Promise.reject(new ActasError("system", `cannot write ${at}: the disk is full`));
  await one.signIn("ben");
  await one.recall();
  expect(one.told).toEqual([expect.stringMatching(/the disk is full; it goes on in memory/)]);
  expect(one.held()).toEqual(["ana", "ben"]);
  const next = processAt(at, holder);
  await next.recall();
  expect(next.held()).toEqual(["ana"]);
});

test.each([
  ["a file of another version", (at: string, file: string) => Bun.write(join(at, file), "actas-sealed-2 x y z\n")],
  ["a file that was changed by hand", (at: string, file: string) => Bun.write(join(at, file), "oops")],
])("%s is said once with the command that removes it, stays as it is, and the others are read", async (_, change) => {
  const [at, holder] = [store(), new Holder()];
  const first = processAt(at, holder);
  await first.recall();
  for (const label of ["ana", "ben"]) await first.signIn(label);
  await change(at, "session%2fana.sealed");
  const next = processAt(at, holder);
  for (let times = 0; times < 2; times++) await next.recall();
  await next.persistence.readAgain();
  await next.persistence.written();
  expect(next.held()).toEqual(["ben"]);
  expect(next.told).toEqual([
    `cannot read ${at}/session%2fana.sealed: it is not as this version of actas writes it; \`actas cache clear\` removes it`,
  ]);
  expect(next.warnings).toEqual(next.told);
  expect(readdirSync(at)).toContain("session%2fana.sealed");
  await next.persistence.forgetAll(["session"]);
  await next.persistence.written();
  expect(readdirSync(at).filter((file) => file.endsWith(".sealed"))).toEqual([]);
});

test("a record that another version has written is said, and stays", async () => {
  const [at, holder] = [store(), new Holder()];
  const first = processAt(at, holder);
  await first.keyring.write("session/ana", new Secret('{"format":2}'));
  await first.recall();
  expect(first.told).toEqual([
    "cannot read what is kept as session/ana: this version of actas has not written it; `actas cache clear` removes it",
  ]);
  expect(await first.keyring.names()).toEqual(["session/ana"]);
});

test("a key that was changed by hand removes nothing, and is said", async () => {
  const [at, holder] = [store(), new Holder()];
  const first = processAt(at, holder);
  await first.recall();
  await first.signIn("ana");
  for (const id of holder.keys.keys()) holder.keys.set(id, new Secret("by hand"));
  const next = processAt(at, holder);
  await next.recall();
  expect(next.told).toEqual([
    expect.stringMatching(/^cannot use the key \S+ of what is kept: it is not as actas writes it;/),
  ]);
  expect(readdirSync(at)).toContain("ana.sealed".replace("ana", "session%2fana"));
});

test("what is sealed with a key that the user deleted is gone, and not talked about", async () => {
  const [at, holder] = [store(), new Holder()];
  const first = processAt(at, holder);
  await first.recall();
  await first.signIn("ana");
  holder.keys.clear();
  const next = processAt(at, holder);
  await next.recall();
  await next.persistence.written();
  expect({ told: next.told, names: await next.keyring.names() }).toEqual({ told: [], names: [] });
});
