import { expect } from "bun:test";
import { appendFileSync, chmodSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { holdGrant } from "../support/held-grant.ts";
import { DEV, login } from "../support/sign-in.ts";
import type { World } from "../support/world.ts";
import { worldTest } from "../support/world-test.ts";

/** The world of a user on a machine whose administrator keeps settings for all users. */
class Managed {
  readonly world: World;
  readonly environment: World["environment"];
  readonly file: string;
  readonly own: string;

  constructor(world: World) {
    this.world = world;
    this.environment = { ...world.environment, XDG_CONFIG_DIRS: join(world.home, "etc") };
    this.file = join(world.home, "etc/actas/config.json");
    this.own = join(world.home, ".config/actas/config.json");
  }

  settings(settings: object, path = this.file): void {
    mkdirSync(dirname(path), { recursive: true, mode: 0o755 });
    writeFileSync(path, JSON.stringify(settings), { mode: 0o644 });
  }

  run(...words: string[]) {
    return this.world.run(words, { env: { XDG_CONFIG_DIRS: join(this.world.home, "etc") } });
  }
}

const CONTACT = "cloud@example.com";
const BY_ENDPOINT =
  "actas: hint: `actas exec` with an agent and without `--mode` uses the endpoint, which is allowed\n";
const HINT = `actas: hint: whom to ask: ${CONTACT}\n`;

worldTest("a way to give out credentials that is not allowed is refused, with and without the agent", async (world) => {
  const managed = new Managed(world);
  const { file } = managed;
  managed.settings({ allow: { modes: ["container"] }, contact: CONTACT });
  const refused = (what: string) =>
    `actas: error: cannot use "readonly": ${what} not in \`allow.modes\` of ${file}\n${BY_ENDPOINT}${HINT}`;
  const keys = refused("keys in variables or on standard output (env) are");
  for (const [words, stderr] of [
    [["exec", "--mode", "env", "readonly", "--", "touch", "ran"], keys],
    [["exec", "--no-agent", "readonly", "--", "touch", "ran"], keys],
    [["exec", "--mode", "file", "readonly", "--", "touch", "ran"], refused("keys in a file (file) are")],
    [["export", "readonly"], keys],
    [["export", "--no-agent", "readonly"], keys],
    [["export", "--json", "readonly"], keys],
    [["export", "--format", "docker-env", "readonly"], keys],
    [["export", "--shared", "readonly"], refused("keys in a file (file) are")],
    [["export", "--write-credentials", "--no-agent", "readonly"], refused("keys in a file (file) are")],
  ] as const) {
    const outcome = await managed.run(...words);
    expect({ words, ...outcome }).toMatchObject({ words, stdout: "", stderr });
    expect({ words, status: outcome.status }).toEqual({ words, status: words[0] === "exec" ? 125 : 5 });
  }
  expect(await Bun.file(join(world.home, "ran")).exists()).toBe(false);
  for (const words of [
    ["exec", "readonly", "--", "true"],
    ["process", "readonly"],
    ["whoami", "readonly"],
  ])
    expect({ words, ...(await managed.run(...words)) }).toMatchObject({ words, status: 0 });
  const printed = await managed.run("console", "--print-url", "readonly");
  expect(printed).toMatchObject({ status: 0, stdout: expect.stringContaining("Action=login") });
});

worldTest("the user's file can allow less than the administrator's, and never more", async (world) => {
  const managed = new Managed(world);
  const { file, own } = managed;
  managed.settings({ allow: { modes: ["container", "env"] } });
  managed.settings({ allow: { modes: ["env", "file"] } }, own);
  expect((await managed.run("exec", "readonly", "--", "true")).stderr).toContain(`\`allow.modes\` of ${own}`);
  const container = await managed.run("exec", "--container", "readonly", "--", "podman", "run", "image");
  expect(container.stderr).toContain(`\`allow.modes\` of ${own}`);
  expect((await managed.run("export", "--shared", "readonly")).stderr).toContain(`\`allow.modes\` of ${file}`);
  expect(await managed.run("export", "readonly")).toMatchObject({ status: 0 });
});

worldTest("an account that is not allowed is refused, however a target leads there", async (world) => {
  const managed = new Managed(world);
  const { file } = managed;
  const command = join(world.home, "vault.json");
  const partner = await world.run(["export", "partner", "--format", "process"]);
  expect(partner.status).toBe(0);
  writeFileSync(command, partner.stdout);
  const vault = `\n[profile vault]\ncredential_process = cat ${command}\n`;
  appendFileSync(join(world.home, ".aws/config"), vault);
  managed.settings({ allow: { accounts: ["111122223333"] }, contact: CONTACT });
  const because = (name: string) =>
    `actas: error: cannot use "${name}": account 444455556666 is not in \`allow.accounts\` of ${file}\n${HINT}`;
  for (const [name, ...words] of [
    ["partner", "process", "partner"],
    ["vault", "process", "vault"],
    ["vault", "whoami", "--no-agent", "vault"],
    ["vault", "exec", "vault", "--", "true"],
    ["vault", "exec", "--mode", "env", "vault", "--", "true"],
    ["vault", "console", "--print-url", "vault"],
    ["partner", "export", "partner"],
  ] as const) {
    const { stdout, stderr } = await managed.run(...words);
    expect({ words, stdout, stderr }).toEqual({ words, stdout: "", stderr: because(name) });
  }
  expect(await managed.run("process", "readonly")).toMatchObject({ status: 0 });
  const { stdout } = await managed.run("list", "targets", "--no-agent");
  expect(stdout).toMatch(/^readonly\t/m);
  expect(stdout).not.toMatch(/^partner\t/m);
  rmSync(command);
});

worldTest("an account that ceases to be allowed ends what a running program gets", async (world) => {
  const managed = new Managed(world);
  managed.settings({});
  const { environment } = managed;
  await using grant = await holdGrant({ environment, home: world.home }, "readonly");
  expect((await grant.ask()).status).toBe(200);
  managed.settings({ allow: { accounts: ["444455556666"] } });
  await world.run(["cache", "clear"]);
  const refused = await grant.ask();
  expect(refused.status).toBe(403);
  expect(await refused.json()).toMatchObject({ Message: expect.stringContaining("`allow.accounts`") });
  managed.settings({ allow: { modes: ["env"] } });
  expect((await grant.ask()).status).toBe(403);
  managed.settings({});
  expect((await grant.ask()).status).toBe(200);
});

worldTest("a sign-in takes the way that is allowed, and no other", async (world) => {
  const managed = new Managed(world);
  managed.settings({ allow: { grants: ["device"] } });
  const because = `cannot sign in to "corp": the grant code is not in \`allow.grants\` of ${managed.file}`;
  const refused = await managed.run("login", "corp", "--grant", "code");
  expect(refused.stderr).toContain(because);
  expect(refused.stderr).toContain("`--grant device` is allowed");
  const terminal = world.terminal(["login", "corp", "--no-browser"], {
    env: { XDG_CONFIG_DIRS: join(world.home, "etc") },
  });
  await terminal.waitFor(/[A-Z]{4}-[A-Z]{4}/);
  terminal.type("\x03");
  await terminal.exited;
  managed.settings({ allow: { grants: ["code"] } }, managed.own);
  expect((await managed.run("login", "corp")).stderr).toContain("is not in `allow.grants`");
  expect((await managed.run("process", DEV)).status).not.toBe(0);
});

worldTest("settings for all users that others could have written do not count", async (world) => {
  const managed = new Managed(world);
  managed.settings({ allow: { modes: ["container"] } });
  expect((await managed.run("export", "readonly")).status).toBe(5);
  chmodSync(managed.file, 0o666);
  expect((await managed.run("export", "readonly")).status).toBe(0);
  chmodSync(managed.file, 0o644);
  writeFileSync(managed.file, '{\n  "allow": { "modes": ["cointainer"] }\n}');
  expect((await managed.run("process", "readonly")).stderr).toContain(`cannot use ${managed.file}: line 2: `);
  rmSync(managed.file);
  expect((await managed.run("export", "readonly")).status).toBe(0);
});

worldTest("a name for a role is a target, unless a profile has it", async (world) => {
  const managed = new Managed(world);
  const targets = { dev: DEV, reader: "arn:aws:iam::111122223333:role/ReadOnly", readonly: DEV };
  managed.settings({ targets, allow: { accounts: ["111122223333"] } });
  await login(world, "corp");
  const dev = await managed.run("whoami", "dev");
  expect(dev).toMatchObject({ status: 0, stdout: expect.stringContaining("Developer") });
  const byProfile = await managed.run("whoami", "readonly");
  expect(byProfile.stdout).toContain("ReadOnly");
  expect((await managed.run("whoami", "reader", "--profile", "ben")).stdout).toContain("ReadOnly");
  const program = await managed.run("exec", "dev", "--", "sh", "-c", 'echo "$ACTAS_TARGET"');
  expect(program.stdout).toBe("dev\n");
  expect((await managed.run("login", "dev", "--json")).stdout).toContain('"source": "corp"');
  const misspelt = await managed.run("exec", "dve", "--", "true");
  expect(misspelt.stderr).toContain('did you mean "dev"?');
  const listed = await managed.run("list", "targets", "--no-agent");
  expect(listed.stdout).toContain(`dev\tname for ${DEV}\n`);
  expect(listed.stdout).not.toMatch(/^readonly\tname for/m);
  expect((await managed.run("config", "show", "readonly")).stdout).toContain(`of ${managed.file} is passed over`);
  expect((await managed.run("config", "show", "dev")).stderr).toContain(`a name for ${DEV} in ${managed.file}`);
  managed.settings({ targets: { dev: "corp:111122223333/ReadOnly", gone: "nowhere:Role" } }, managed.own);
  const gone = await managed.run("process", "gone");
  expect(gone.stderr).toContain(`"gone" is a name for nowhere:Role in ${managed.own}`);
  expect((await managed.run("whoami", "dev")).stdout).toContain("ReadOnly");
});

worldTest("where settings and sources come from is said, and what does not count", async (world) => {
  const managed = new Managed(world);
  const { file } = managed;
  const source = join(dirname(file), "sources.d/acme.json");
  managed.settings({ allow: { modes: ["container"] }, shell: { mode: "container" }, contact: CONTACT });
  managed.settings({ id: "acme", url: "https://acme.awsapps.com/start", aws_sso: { region: "eu-west-1" } }, source);
  managed.settings({ shell: { projects: "take" } }, managed.own);
  const settings = (await managed.run("config", "settings")).stdout;
  expect(settings).toMatch(new RegExp(`^shell\\.projects +take +${managed.own}$`, "m"));
  expect(settings).toMatch(new RegExp(`^shell\\.mode +container +${file}$`, "m"));
  expect(settings).toMatch(new RegExp(`^allow\\.modes +\\["container"\\] +${file}$`, "m"));
  expect(settings).toMatch(/^pick +terminal +default$/m);
  expect((await managed.run("config", "paths")).stdout).toContain(`settings     ${file}\n`);
  expect((await managed.run("list", "sources")).stdout).toContain(source);
  expect((await managed.run("status")).stdout).toContain(`settings ${file} says what is allowed`);
  expect((await managed.run("diagnose", "--no-redact")).stdout).toContain("count here");
  chmodSync(file, 0o666);
  const ignored = new RegExp(`cannot use ${file}, a file of (root|yours): other users may write to ${file}`);
  expect((await managed.run("status")).stdout).toMatch(ignored);
  expect((await managed.run("config", "settings")).stderr).toMatch(ignored);
  expect((await managed.run("config", "show", "readonly")).stdout).toMatch(/cannot use/);
  expect((await managed.run("diagnose", "--no-redact")).stdout).toContain("warning  settings");
});
