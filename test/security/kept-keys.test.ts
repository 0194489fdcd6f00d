import { expect } from "bun:test";
import { copyFileSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileNameOf } from "../../src/keyring/file-name.ts";
import { keyringTest } from "../support/keyring-test.ts";
import type { World } from "../support/world.ts";

type Variables = Readonly<Record<string, string>>;
const ANA = "AKIASANDBOXANA000001";
const BEN = "AKIASANDBOXBEN000001";
const STATE = ".local/state/actas/access-keys";
const SEALED = `${STATE}/secrets/keyring`;

keyringTest(
  "a sealed key that is put in another's place is refused, and no command gives it out",
  async (world, env) => {
    await moveBoth(world, env);
    const { ana, ben } = sealedIn(world);
    const own = readFileSync(ben);
    copyFileSync(ana, ben);
    for (const words of [
      ["export", "ben"],
      ["rotate", "ben"],
      ["rotate", "--undo", "ben"],
    ]) {
      const { status, stderr, stdout } = await world.run(["keys", ...words], { env });
      expect({ words, status: status === 0, stdout }).toEqual({ words, status: false, stdout: "" });
      if (!words.includes("--undo")) expect(stderr).toContain("it was changed, or moved here from another place");
    }
    expect((await world.run(["whoami", "--no-agent", "ben"], { env })).stdout).not.toContain("user/ana");
    await changesNothing(world);
    writeFileSync(ben, own);
    expect((await world.run(["keys", "export", "ben"], { env })).stdout).toContain(secretOf(world, "ben"));
  },
);

keyringTest("a link in the place of a sealed key shows nothing of the file that it leads to", async (world, env) => {
  await moveBoth(world, env);
  const { ben } = sealedIn(world);
  rmSync(ben);
  const own = join(world.home, "own");
  writeFileSync(own, "words of the user\n");
  symlinkSync(own, ben);
  for (const words of [["export"], ["rotate"], ["import"]]) {
    const { status, stderr, stdout } = await world.run(["keys", ...words, "ben"], { env });
    expect({ words, failed: status !== 0, stdout }).toEqual({ words, failed: true, stdout: "" });
    expect(stderr).not.toContain("words of the user");
  }
  expect((await world.run(["keys", "remove", "--yes", "ben"], { env })).status).toBe(0);
  expect(readFileSync(own, "utf8")).toBe("words of the user\n");
});

keyringTest(
  "a key in a file, or a typed one, never takes the place of another secret of the same id",
  async (world, env) => {
    await world.run(["keys", "import", "ben"], { env });
    const credentials = join(world.home, ".aws/credentials");
    const forged = `[forged]\naws_access_key_id = ${BEN}\naws_secret_access_key = forged\n`;
    writeFileSync(credentials, forged);
    const imported = await world.run(["keys", "import", "--alone", "forged"], { env });
    expect(imported).toMatchObject({ status: expect.any(Number), stdout: "" });
    expect(imported.stderr).toContain(`cannot keep ${BEN}: the keyring has another secret for it`);
    expect(readFileSync(credentials, "utf8")).toBe(forged);
    const added = await world.run(["keys", "add", "another"], { env, input: `${BEN} forged` });
    expect(added.stderr).toContain("the keyring has another secret for it");
    expect((await world.run(["keys", "export", "ben"], { env })).stdout).toContain(secretOf(world, "ben"));
  },
);

keyringTest("names that look like options, paths or commands are names, or are refused", async (world, env) => {
  const names = ["--yes", "-h", "../../x", "$(touch ran)", "a;touch ran", "a\\b"];
  const id = (index: number): string => `AKIAEXAMPLE00000000${index}`;
  const sections = names.map(
    (name, index) => `[${name}]\naws_access_key_id = ${id(index)}\naws_secret_access_key = hush${index}\n`,
  );
  writeFileSync(join(world.home, ".aws/credentials"), sections.join(""));
  for (const [index, name] of names.entries()) {
    const { status, stderr } = await world.run(["keys", "import", "--process", "--", name], { env });
    const text = readFileSync(join(world.home, ".aws/credentials"), "utf8");
    const exported = await world.run(["keys", "export", "--", name], { env });
    const isKept = exported.stdout.includes(`hush${index}`);
    expect({ name, stderr, isKept, isPlain: text.includes(`hush${index}\n`) }).toEqual({
      ...{ name, stderr: status === 0 ? "" : stderr },
      ...{ isKept: status === 0, isPlain: status !== 0 },
    });
    const called = /^credential_process = (.*)$/m.exec(sectionOf(world, name))?.[1];
    if (called) await world.runProgram(["sh", "-c", called], { env });
  }
  expect(readdirSync(world.home)).not.toContain("ran");
});

keyringTest("an id in the config file that is a path leads to no file", async (world, env) => {
  await world.run(["keys", "import", "ben"], { env });
  const config = join(world.home, ".aws/config");
  for (const id of [`../keyring/${BEN}`, "key", "lock", "", "-", "%2e%2e/key"]) {
    const before = `${readFileSync(config, "utf8")}\n[profile odd]\nactas_access_key_id = ${id}\n`;
    writeFileSync(config, before);
    for (const words of [["export"], ["rotate"], ["import"]]) {
      const { status, stdout } = await world.run(["keys", ...words, "odd"], { env });
      expect({ id, words, failed: status !== 0, stdout }).toEqual({ id, words, failed: true, stdout: "" });
    }
    expect(readFileSync(config, "utf8")).toBe(before);
    writeFileSync(config, before.replace(/\n\[profile odd\][^[]*$/, ""));
  }
  expect(readdirSync(join(world.home, SEALED)).sort()).toHaveLength(3);
  expect((await world.run(["keys", "export", "ben"], { env })).stdout).toContain(secretOf(world, "ben"));
});

keyringTest(
  "a forged record of a rotation neither switches to another user's key nor deletes one",
  async (world, env) => {
    await moveBoth(world, env);
    const record = join(world.home, STATE, `rotation-${BEN}.json`);
    const { url } = world.sandbox;
    const known = { old: BEN, before: [BEN], elsewhere: `IAM at ${url}, STS at ${url}`, made: ANA };
    for (const step of ["made", "switched", "inactive", "taking-back"]) {
      writeFileSync(record, JSON.stringify({ ...known, begun: Date.now(), step }));
      const { status, stderr } = await world.run(["keys", "rotate", "ben"], { env });
      expect({ step, failed: status !== 0 }).toEqual({ step, failed: true });
      expect(stderr).toMatch(/it is arn:.*user\/ana, not arn:.*user\/ben|cannot go on with the rotation of/);
    }
    for (const text of ["{", "[]", JSON.stringify({ old: "../../x", before: [], begun: 0, step: "made" })]) {
      writeFileSync(record, text);
      expect((await world.run(["keys", "rotate", "ben"], { env })).stderr).toContain(`cannot read ${record}`);
    }
    await changesNothing(world);
    rmSync(record);
    for (const user of ["ana", "ben"]) {
      expect((await world.run(["keys", "export", user], { env })).stdout).toContain(secretOf(world, user));
    }
  },
);

keyringTest("no process that a `keys` command starts has a secret in its words or variables", async (world, env) => {
  const secrets = [secretOf(world, "ben")];
  const seen: string[] = [];
  let isRunning = true;
  const watch = (async () => {
    for (; isRunning; await Bun.sleep(5)) seen.push(...processTexts(world.home));
  })();
  await world.run(["keys", "import", "ben"], { env });
  secrets.push(
    /secret_access_key = (.*)/.exec((await world.run(["keys", "export", "ben"], { env })).stdout)?.[1] ?? "",
  );
  await world.run(["keys", "rotate", "ben"], { env });
  secrets.push(
    /secret_access_key = (.*)/.exec((await world.run(["keys", "export", "ben"], { env })).stdout)?.[1] ?? "",
  );
  isRunning = false;
  await watch;
  expect(new Set(secrets).size).toBe(2);
  expect(seen.length).toBeGreaterThan(5);
  expect(seen.filter((text) => secrets.some((secret) => text.includes(secret)))).toEqual([]);
});

async function moveBoth(world: World, env: Variables): Promise<void> {
  for (const user of ["ana", "ben"]) {
    expect(await world.run(["keys", "import", "--alone", user], { env })).toMatchObject({ status: 0 });
  }
}

/** AWS was asked to change no key. */
async function changesNothing(world: World): Promise<void> {
  const iam = (await world.calls()).filter(({ service }) => service === "iam").map(({ action }) => action);
  expect(iam.filter((action) => /^(Create|Update|Delete)AccessKey$/.test(action))).toEqual([]);
}

function sealedIn({ home }: World): Readonly<Record<"ana" | "ben", string>> {
  const fileOf = (id: string): string => join(home, SEALED, fileNameOf(id));
  return { ana: fileOf(ANA), ben: fileOf(BEN) };
}

function secretOf({ sandbox }: World, user: string): string {
  return sandbox.accounts.users.find(({ name }) => name === user)?.secretAccessKey ?? "none";
}

function sectionOf({ home }: World, profile: string): string {
  const sections = readFileSync(join(home, ".aws/config"), "utf8").split(/^(?=\[)/m);
  return (
    sections.find((text) => text.startsWith(`[profile ${profile}]`) || text.startsWith(`[profile "${profile}"]`)) ?? ""
  );
}

/** The arguments and environments of all processes that use a HOME. */
function processTexts(home: string): string[] {
  return readdirSync("/proc").flatMap((pid) => {
    try {
      if (!/^\d+$/.test(pid)) return [];
      const environment = readFileSync(`/proc/${pid}/environ`, "utf8");
      return environment.includes(home) ? [readFileSync(`/proc/${pid}/cmdline`, "utf8") + environment] : [];
    } catch {
      return [];
    }
  });
}
