import { expect } from "bun:test";
import { createHash } from "node:crypto";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { OUTPUT_SHAPES } from "../../src/cli/json/output-shapes.ts";
import { keyringTest } from "../support/keyring-test.ts";
import { DEV, login } from "../support/sign-in.ts";
import type { World } from "../support/world.ts";
import { worldTest } from "../support/world-test.ts";
import { published } from "./schemas.ts";

const PORTAL = ["--start-url", "https://d-1234567890.awsapps.com/start", "--region", "eu-west-1", "--no-check"];
const SERVER = ["--url", "https://creds.example.com/api/", "--client-id", "actas", "--no-check"];
const BUNDLE = '{ "name": "example", "serial": 1, "issued": "2026-11-28" }';
const ISSUER = "https://auth.example.com";

/** The only statement of a trust policy. */
const TRUST = {
  Effect: "Allow",
  Principal: { Federated: "arn:aws:iam::111122223333:oidc-provider/idp.example" },
  Action: ["sts:AssumeRoleWithWebIdentity", "sts:TagSession"],
  Condition: { StringEquals: { "idp.example:aud": "cli" }, "ForAnyValue:StringLike": { "idp.example:amr": "*" } },
};
const DEPLOY = ["--role", "arn:aws:iam::111122223333:role/Deploy"];
const PERSON = ["--provider", "https://idp.example", "--subject", "ana", "--audience", "cli"];

/** Commands that need a keyring, with their lines in order. */
const WITH_KEYRING = {
  "keys import": [["keys", "import", "ben", "--process"]],
  "keys add": [["keys", "add", "added"]],
  "keys list": [["keys", "list"]],
  "keys export": [["keys", "export", "ben"]],
  "keys rotate": [["keys", "rotate", "ben", "--keep-old"]],
  "keys remove": [["keys", "remove", "added", "--yes"]],
  "password list": [["password", "list"]],
} as const;
type OfKeyring = keyof typeof WITH_KEYRING;

/** Lines of each command, in the order in which they can run after a sign-in to `corp`. */
const FULL: Readonly<Record<Exclude<keyof typeof OUTPUT_SHAPES, OfKeyring>, readonly (readonly string[])[]>> = {
  "list sources": [["list", "sources"]],
  "list sign-ins": [["list", "sign-ins"]],
  "list roles": [
    ["list", "roles"],
    ["list", "roles", "corp", "--refresh"],
    ["list", "roles", "staging", "--expand"],
  ],
  "list mfa": [["list", "mfa", "staging"]],
  "list targets": [["list", "targets"]],
  "setup profile": [
    ["setup", "profile", "more-dev", DEV],
    ["setup", "profile", "more-ben", "arn:aws:iam::111122223333:role/ReadOnly", "--profile", "ben", "--check"],
  ],
  "setup profiles": [
    ["setup", "profiles", "--diff"],
    ["setup", "profiles", "corp"],
  ],
  "list accounts": [["list", "accounts"]],
  "list profiles": [["list", "profiles"]],
  // `test/server/running/commands.test.ts` has a server of its own for them.
  "server audit": [],
  "server check": [],
  // `test/server/lending/commands.test.ts` the same.
  "server rules": [],
  // `test/server/roles/history.test.ts` the same.
  "server roles": [],
  // `test/server/findings.test.ts` the same.
  "server findings": [],
  login: [["login", "corp"]],
  refresh: [["refresh", "corp"]],
  use: [["use", DEV]],
  show: [["show"]],
  trust: [["trust"]],
  "trust list": [["trust", "list"]],
  "trust revoke": [
    ["trust", "revoke"],
    ["trust", "revoke", "--all"],
  ],
  version: [["version"]],
  "sandbox code": [["sandbox", "code"]],
  "serve status": [["serve", "status"]],
  "serve stop": [["serve", "stop"]],
  "role-map check": [["role-map", "check", "trust.json"]],
  "role-map diff": [["role-map", "diff", "old.json", "new.json"]],
  "role-map explain": [
    ["role-map", "explain", "trust.json", ...DEPLOY, ...PERSON],
    ["role-map", "explain", "trust.json", ...DEPLOY, ...PERSON, "--group", "ops"],
  ],
  // A sandbox that another command runs: see the scenario.
  "sandbox env": [],
  whoami: [
    ["whoami", DEV],
    ["whoami", "ben"],
  ],
  export: [["export", DEV]],
  process: [["process", DEV]],
  "config paths": [["config", "paths"]],
  "config settings": [["config", "settings"]],
  "config show": [
    ["config", "show", "staging"],
    ["config", "show", "ben"],
  ],
  diagnose: [["diagnose"], ["diagnose", "staging"], ["diagnose", "--no-redact"]],
  "agent status": [["agent", "status"]],
  status: [["status"], ["status", DEV], ["status", "staging"], ["status", "ben"]],
  "cache list": [["cache", "list"]],
  "cache clear": [
    ["cache", "clear", "--only", "credentials"],
    ["cache", "clear"],
  ],
  "setup sso": [
    ["setup", "sso", "more", ...PORTAL],
    ["setup", "sso", "more", "--overwrite", ...PORTAL],
  ],
  "setup server": [["setup", "server", "lent", ...SERVER]],
  "setup web-identity": [["setup", "web-identity", "web", "--well-known", ISSUER, "--client-id", "aws", "--no-check"]],
  "setup org": [
    ["setup", "org"],
    ["setup", "org", "../bundle.json", "--sha256", digestOf(BUNDLE), "--yes"],
    ["setup", "org"],
    ["setup", "org", "--update"],
    ["setup", "org", "--remove", "example"],
  ],
  // It needs a person at a terminal: test/prompts/setup-mfa.test.ts.
  "setup mfa": [],
  "setup process": [
    ["setup", "process", "staging"],
    ["setup", "process", "staging", "--undo"],
  ],
  "setup switch-roles": [
    ["setup", "switch-roles"],
    ["setup", "switch-roles", "ben"],
  ],
  "setup remove": [["setup", "remove", "more"]],
  logout: [
    ["logout", "corp"],
    ["logout", "--all"],
  ],
  "agent start": [["agent", "start"]],
  "agent restart": [["agent", "restart"]],
  "agent stop": [
    ["agent", "stop", "--yes"],
    ["agent", "stop", "--yes"],
  ],
};

function digestOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** What a command prints, checked against its published schema. */
async function printed(world: World, command: string, words: readonly string[], options = {}): Promise<unknown> {
  const json = command === "process" ? [] : ["--json"];
  const { status, stdout } = await world.run([...words, ...json], { cwd: "project", ...options });
  expect({ words, status }).toEqual({ words, status: 0 });
  const value: unknown = JSON.parse(stdout);
  expect({ words, problem: published(command).safeParse(value).error?.message }).toEqual({ words, problem: undefined });
  return value;
}

worldTest("what each command prints as JSON is what its published schema says", async (world) => {
  mkdirSync(join(world.home, "project"));
  await Bun.write(join(world.home, "bundle.json"), BUNDLE);
  await Bun.write(join(world.home, "project/trust.json"), JSON.stringify({ Statement: TRUST }));
  await Bun.write(join(world.home, "project/old.json"), JSON.stringify({ ops: ["arn:aws:iam::111122223333:role/A"] }));
  await Bun.write(join(world.home, "project/new.json"), JSON.stringify({ ops: ["arn:aws:iam::111122223333:role/B"] }));
  await login(world, "corp");
  for (const [command, lines] of Object.entries(FULL)) {
    for (const words of lines) await printed(world, command, words);
  }
});

keyringTest("so it is with what commands about long-term keys print", async (world, env) => {
  const input = "AKIASANDBOXOTHER0001\nother-secret\n";
  for (const [command, lines] of Object.entries(WITH_KEYRING)) {
    for (const words of lines) await printed(world, command, words, { cwd: ".", env, input });
  }
});

worldTest("so it is where there is nothing, and no line says so to a program", async (world) => {
  mkdirSync(join(world.home, "project"));
  await Bun.write(join(world.home, ".aws/config"), "");
  await Bun.write(join(world.home, ".aws/credentials"), "");
  expect(await printed(world, "status", ["status"])).toEqual({ agent: null, signIns: [], credentials: [], grants: [] });
  expect(await printed(world, "agent status", ["agent", "status"])).toMatchObject({ state: "not-running" });
  expect(await printed(world, "cache list", ["cache", "list"])).toEqual({ credentials: [] });
  expect(await printed(world, "trust list", ["trust", "list"])).toEqual({ files: [] });
  expect(await printed(world, "show", ["show"])).toEqual({ auto: null });
  expect(await printed(world, "list profiles", ["list", "profiles"])).toEqual({ profiles: [] });
  expect(await printed(world, "list sign-ins", ["list", "sign-ins"])).toEqual({ signIns: [] });
  for (const words of [
    ["cache", "list"],
    ["trust", "list"],
    ["list", "profiles"],
    ["list", "sign-ins"],
  ]) {
    expect(await world.run(words)).toEqual({ status: 0, stdout: "", stderr: "" });
  }
});

worldTest("an error is no JSON: its text is on standard error, and the exit status says what it is", async (world) => {
  for (const words of [
    ["whoami", "stagign"],
    ["config", "show", "stagign"],
    ["refresh", "corp"],
    ["login", "stagign"],
  ]) {
    const { status, stderr, stdout } = await world.run([...words, "--json"]);
    expect({ words, stdout, failed: status > 0, said: stderr.startsWith("actas: error: ") }).toEqual({
      ...{ words, stdout: "" },
      ...{ failed: true, said: true },
    });
  }
});
