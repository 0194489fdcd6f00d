import { expect, test } from "bun:test";
import { appendFile } from "node:fs/promises";
import { join } from "node:path";
import { inShell, typedProfile } from "../../src/targets/typed-target.ts";
import { type World, withSandbox } from "../support/world.ts";

/** Names of profiles that would be taken for something else where a target is typed, or look as if they were. */
const NAMES = [
  "auto",
  "arn:aws:iam::111122223333:role/readonly",
  "corp:111122223333/ReadOnly",
  "--help",
  "exec",
  "two words",
];

test("a project file that names a profile means the profile of that name, whatever it is called", () =>
  withSandbox(async (world) => {
    await withProfiles(world, NAMES);
    for (const [index, profile] of NAMES.entries()) {
      await projectFile(world, { profile });
      const { stdout, stderr } = await world.run(["process", "auto"], { cwd: "project" });
      expect([profile, stderr, stdout]).toEqual([profile, "", expect.stringContaining(keyOf(index))]);
    }
  }));

test("and never a role that is spelled like it", () =>
  withSandbox(async (world) => {
    for (const profile of NAMES.slice(0, 3)) {
      await projectFile(world, { profile });
      const { status, stderr } = await world.run(["process", "auto"], { cwd: "project" });
      expect([status, stderr]).toEqual([3, expect.stringContaining(`cannot find profile "${profile}"`)]);
    }
  }));

test("a profile that is chosen from the list is that profile, also where there is a project file", () =>
  withSandbox(async (world) => {
    await withProfiles(world, NAMES);
    await projectFile(world, { profile: "readonly" });
    for (const [index, profile] of NAMES.entries()) {
      const terminal = world.terminal(["export", "--format", "process", "--pick"], { cwd: "project" });
      await terminal.waitFor(/staging .*profile/);
      terminal.press(profile);
      await terminal.waitFor(new RegExp(`> ${RegExp.escape(profile)}\\s`));
      terminal.press("\r");
      await terminal.waitFor(
        new RegExp(`actas: acting as ${RegExp.escape(inShell(typedProfile(profile)))} \\(by a command\\)`),
      );
      await terminal.waitFor(new RegExp(keyOf(index)));
      expect(await terminal.exited).toBe(0);
    }
  }));

test("what is chosen from the list takes no --profile besides", () =>
  withSandbox(async (world) => {
    const { status, stderr } = await world.run(["export", "--pick", "--profile", "ana"]);
    expect([status, stderr]).toEqual([2, expect.stringContaining("cannot use `--profile` with `--pick`")]);
  }));

async function withProfiles({ home }: World, names: readonly string[]): Promise<void> {
  const sections = names.map((name, index) => {
    const keys = {
      AccessKeyId: keyOf(index),
      SecretAccessKey: "x",
      SessionToken: "x",
      Expiration: "2099-01-01T00:00:00Z",
    };
    return `[profile "${name}"]\ncredential_process = printf '${JSON.stringify({ Version: 1, ...keys })}'\n`;
  });
  await appendFile(join(home, ".aws/config"), `\n${sections.join("\n")}`);
}

function keyOf(index: number): string {
  return `ASIAEXAMPLE00000000${index}`;
}

async function projectFile(world: World, content: object): Promise<void> {
  const path = join(world.home, "project", ".actas.json");
  const text = JSON.stringify(content);
  await Bun.write(path, text);
  const digest = new Bun.CryptoHasher("sha256").update(text).digest("hex");
  expect((await world.run(["trust", "--digest", digest], { cwd: "project" })).status).toBe(0);
}
