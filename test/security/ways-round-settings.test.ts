import { expect } from "bun:test";
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DEV, login } from "../support/sign-in.ts";
import type { World } from "../support/world.ts";
import { worldTest } from "../support/world-test.ts";

const ELSEWHERE = "arn:aws:iam::444455556666:role/Partner";

/** Settings for all users that leave one account and the endpoint. */
function limit(world: World, settings: object): void {
  const folder = join(world.home, "etc/actas");
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  writeFileSync(join(folder, "config.json"), JSON.stringify(settings), { mode: 0o644 });
}

worldTest("no way of naming it leads into an account that is not allowed", async (world) => {
  const { home } = world;
  const env = { XDG_CONFIG_DIRS: join(home, "etc") };
  await login(world, "corp");
  limit(world, { allow: { accounts: ["111122223333"] } });
  appendFileSync(
    join(home, ".aws/config"),
    [
      "",
      `[profile round]\nrole_arn = ${ELSEWHERE}\nsource_profile = partner`,
      "[profile by-command]\ncredential_process = actas process partner",
      `[profile by-sign-in]\nsso_session = corp\nsso_account_id = 777788889999\nsso_role_name = ReadOnly`,
      "",
    ].join("\n"),
  );
  mkdirSync(join(home, ".config/actas"), { recursive: true });
  const own = {
    targets: { mine: "corp:777788889999/ReadOnly" },
    allow: { accounts: ["777788889999", "444455556666"] },
  };
  writeFileSync(join(home, ".config/actas/config.json"), JSON.stringify(own));
  const ways: readonly (readonly [readonly string[], Readonly<Record<string, string>>])[] = [
    [["process", "partner"], {}],
    [["process"], { AWS_PROFILE: "partner" }],
    [["process"], { AWS_DEFAULT_PROFILE: "by-sign-in" }],
    [["process", "--profile", "partner"], {}],
    [["process", "--profile", "ben", ELSEWHERE], {}],
    [["process", "readonly", "--assume-role", ELSEWHERE], {}],
    [["process", DEV, "--assume-role", ELSEWHERE], {}],
    [["process", "corp:777788889999/ReadOnly"], {}],
    [["process", "--server", "corp", "777788889999/ReadOnly"], {}],
    [["process", "mine"], {}],
    [["process", "round"], {}],
    [["process", "by-command"], {}],
    [["process", "by-sign-in"], {}],
    [["process", "--no-cache", "partner"], {}],
    [["console", "--via", "portal", "--print-url", "corp:777788889999/ReadOnly"], {}],
  ];
  for (const [words, more] of ways)
    for (const agent of words[0] === "console" ? [[]] : [[], ["--no-agent"]]) {
      const [command = "", ...rest] = words;
      const outcome = await world.run([command, ...agent, ...rest], { env: { ...env, ...more } });
      expect({ words, agent, ...outcome }).toMatchObject({
        words,
        stdout: "",
        stderr: expect.stringContaining("is not in `allow.accounts` of"),
      });
    }
  // What is allowed by all of them is nothing.
  expect((await world.run(["process", "readonly"], { env })).stderr).toContain("`allow.accounts`");
});

worldTest("a restart of the agent forgets no limit, and neither does a project file", async (world) => {
  const env = { XDG_CONFIG_DIRS: join(world.home, "etc") };
  expect((await world.run(["export", "readonly", "--json"], { env })).status).toBe(0);
  limit(world, { allow: { modes: ["container"] } });
  const project = '{ "profile": "readonly", "mode": "env" }';
  writeFileSync(join(world.home, ".actas.json"), project);
  const digest = new Bun.CryptoHasher("sha256").update(project).digest("hex");
  await world.run(["agent", "restart"], { env });
  for (const words of [
    ["export", "readonly", "--json"],
    ["exec", "--confirm-trust", digest, "auto", "--", "true"],
    ["exec", "--no-agent", "readonly", "--", "true"],
  ]) {
    const { stderr, stdout } = await world.run(words, { env });
    expect({ words, stdout, stderr }).toEqual({
      words,
      stdout: "",
      stderr: expect.stringContaining("are not in `allow.modes` of"),
    });
  }
});

worldTest(
  "a source that is refused by its id is refused though the user gives that id to another one",
  async (world) => {
    const env = { XDG_CONFIG_DIRS: join(world.home, "etc") };
    const own = join(world.home, ".config/actas/sources.d");
    const corp = JSON.parse(readFileSync(join(own, "corp.json"), "utf8"));
    limit(world, { refuse: [{ source: "hq", role: "Read*" }] });
    mkdirSync(join(world.home, "etc/actas/sources.d"), { mode: 0o755 });
    writeFileSync(join(world.home, "etc/actas/sources.d/hq.json"), JSON.stringify({ ...corp, id: "hq" }), {
      mode: 0o644,
    });
    const role = "corp:111122223333/ReadOnly";
    const refused = await world.run(["process", role], { env });
    writeFileSync(join(own, "hq.json"), JSON.stringify({ ...corp, id: "hq", url: "https://elsewhere.example/start" }));
    expect(await world.run(["process", role], { env })).toEqual(refused);
    expect(refused.stderr).toContain("it is refused by entry 1 of `refuse`");
  },
);
