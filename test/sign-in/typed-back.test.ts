import { expect } from "bun:test";
import { appendFile } from "node:fs/promises";
import { login } from "../support/sign-in.ts";
import type { World } from "../support/world.ts";
import { worldTest } from "../support/world-test.ts";

/** Names of profiles that would be taken for something else where a target is typed, or that a shell would change. */
const NAMES = [
  ...["auto", "--help", "-x", "exec", "arn:aws:iam::111122223333:role/readonly", "corp:777788889999/ReadOnly"],
  ...["corp:", "corp:data", "two words", "$HOME", "`id`", "a&b", "*", "~", "!!", "日本", "é", "a=b", "{a,b}"],
];
const SOURCES = ["corp", "contoso"];
/** Keys; or a target that needs an MFA code or a sign-in, or that AWS refuses. */
const UNDERSTOOD = /^A[KS]IA|^status [45]$/;

/** Reads a line that `list` has printed with sh, as a user who pastes it, and says whom it acts as. */
async function actsAs(world: World, line: string, env: Record<string, string>): Promise<string> {
  const { status, stdout } = await world.runProgram(["sh", "-c", `actas process ${line}`], { env });
  return status === 0 ? JSON.parse(stdout).AccessKeyId : `status ${status}`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

async function lines(world: World, args: readonly string[], env: Record<string, string>): Promise<readonly string[]> {
  const { status, stdout } = await world.run(["list", ...args], { env });
  expect(status).toBe(0);
  return stdout.trimEnd().split("\n");
}

for (const env of [{}, { ACTAS_SERVER: "corp" }] as Record<string, string>[]) {
  worldTest(`every line of every list can be typed, with ${JSON.stringify(env)} in the environment`, async (world) => {
    await withProfiles(world);
    for (const source of SOURCES) await login(world, source);

    for (const name of await lines(world, ["profiles"], env)) {
      const key = await actsAs(world, `--profile=${quoted(name)}`, env);
      if (NAMES.includes(name)) expect([name, key]).toEqual([name, keyOf(name)]);
    }
    const targets = await lines(world, ["targets"], env);
    expect(targets.length).toBeGreaterThan(SOURCES.length);
    for (const line of targets) {
      const [target = "", description = ""] = line.split("\t");
      const key = await actsAs(world, quoted(target), env);
      const isHostile = description.startsWith("profile by a command") && NAMES.includes(target);
      expect([line, key]).toEqual([line, isHostile ? keyOf(target) : expect.stringMatching(UNDERSTOOD)]);
    }
    for (const source of SOURCES) {
      const { sources } = JSON.parse((await world.run(["list", "roles", source, "--json"], { env })).stdout);
      const [, ...rows] = await lines(world, ["roles", source], env);
      const oneline = await lines(world, ["roles", source, "-o", "oneline"], env);
      expect(rows.length).toBe(sources[0].roles.length);
      for (const [index, { description = "" }] of sources[0].roles.entries()) {
        for (const line of [rows[index] ?? "", oneline[index] ?? ""]) {
          expect(line).toEndWith(description);
          const typed = line.slice(0, line.length - description.length);
          expect([line, await actsAs(world, typed, env)]).toEqual([line, expect.stringMatching(/^ASIA/)]);
        }
      }
    }
    for (const line of await lines(world, ["accounts", "-o", "oneline"], env)) {
      const [id = "", ...name] = line.split(" ");
      for (const account of [id, name.join(" ")]) {
        const found = await lines(world, ["accounts", "-o", "oneline", "--account", account], env);
        expect(found).toEqual([line]);
      }
    }
  });
}

/** Each has keys of its own, so that a wrong one is noticed. */
async function withProfiles({ home }: World): Promise<void> {
  const sections = NAMES.map((name) => {
    const keys = { AccessKeyId: keyOf(name), SecretAccessKey: "x", SessionToken: "x" };
    const answer = JSON.stringify({ Version: 1, ...keys, Expiration: "2099-01-01T00:00:00Z" });
    return `[profile ${/\s/.test(name) ? `"${name}"` : name}]\ncredential_process = printf '${answer}'\n`;
  });
  await appendFile(`${home}/.aws/config`, `\n${sections.join("\n")}`);
}

function keyOf(name: string): string {
  return `ASIAEXAMPLE${String(NAMES.indexOf(name)).padStart(9, "0")}`;
}
