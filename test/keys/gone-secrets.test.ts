import { expect } from "bun:test";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { endGpg } from "../support/pass-store.ts";
import type { World } from "../support/world.ts";
import { passTest } from "./pass-test.ts";

const ANA = "AKIASANDBOXANA000001";

interface Store {
  readonly actas: (words: readonly string[], input?: string) => ReturnType<World["run"]>;
  /** From here on GnuPG can seal, and open nothing. */
  readonly loseSecretKey: () => Promise<void>;
}

function storeTest(name: string, body: (world: World, store: Store) => Promise<void>): void {
  passTest(name, (world, { env, run }) => {
    const loseSecretKey = async (): Promise<void> => {
      await endGpg(run);
      rmSync(join(world.home, ".gnupg/private-keys-v1.d"), { recursive: true });
    };
    const actas: Store["actas"] = (words, input) => world.run(words, { env, ...(input && { input }) });
    return body(world, { actas, loseSecretKey });
  });
}

storeTest(
  "a key that GnuPG could seal but not open again stays in its file",
  async (world, { actas, loseSecretKey }) => {
    const files = (): readonly string[] =>
      ["config", "credentials"].map((file) => readFileSync(join(world.home, ".aws", file), "utf8"));
    const before = files();
    await loseSecretKey();
    const { status, stderr } = await actas(["keys", "import", "--alone", "ben"]);
    expect([status === 0, stderr]).toEqual([
      false,
      expect.stringContaining("its GnuPG key is locked, or is not on this machine"),
    ]);
    expect(files()).toEqual(before);
    expect((await actas(["keys", "list"])).stdout).not.toMatch(/ben +pass\n/);
  },
);

storeTest(
  "an agent uses no secret that was removed, and forgets what it read when the cache is cleared",
  async (world, { actas, loseSecretKey }) => {
    const add = (SecretAccessKey: string) =>
      actas(["keys", "add", "work"], JSON.stringify({ AccessKey: { AccessKeyId: ANA, SecretAccessKey } }));
    const { secretAccessKey } = world.sandbox.accounts.users[0]!;
    const obtained = async () => {
      for (const only of ["credentials", "sign-ins"]) await actas(["cache", "clear", "--only", only]);
      return actas(["process", "work"]);
    };
    expect((await add(secretAccessKey)).status).toBe(0);
    expect((await obtained()).status).toBe(0);
    expect((await actas(["keys", "remove", "work", "--yes"])).status).toBe(0);
    expect((await add("another-secret")).status).toBe(0);
    expect((await obtained()).status).not.toBe(0);
    await actas(["keys", "remove", "work", "--yes"]);
    await add(secretAccessKey);
    expect((await obtained()).status).toBe(0);

    await loseSecretKey();
    expect((await obtained()).status).toBe(0);
    await actas(["cache", "clear"]);
    expect((await obtained()).stderr).toContain("its GnuPG key is locked, or is not on this machine");
  },
);
