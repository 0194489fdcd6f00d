import { expect } from "bun:test";
import { createHash } from "node:crypto";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { needs } from "../support/needs.ts";
import { fingerprint, Organisation } from "../support/organisation.ts";
import type { World } from "../support/world.ts";
import { worldTest, worldTestUnless } from "../support/world-test.ts";

const PORTAL = { url: "https://d-1234567890.awsapps.com/start", aws_sso: { region: "eu-west-1" } };
const SOURCES = { sources: { hq: PORTAL } };
const QUESTION = /and shall it be installed\? \[y\/N\] $/;

const sshTest = (name: string, body: (world: World) => Promise<void>): void =>
  worldTestUnless(needs("ssh-keygen"), name, body);

/** The people who write bundles, and the folder of those that the user has installed. */
function begin(world: World): { readonly organisation: Organisation; readonly installed: string } {
  return {
    organisation: new Organisation(join(world.home, "organisation")),
    installed: join(world.home, ".config/actas/org.d"),
  };
}

async function setUp(world: World, ...words: readonly string[]): Promise<{ status: number; said: string }> {
  const { status, stderr, stdout } = await world.run(["setup", "org", ...words]);
  return { status, said: stderr + stdout };
}

function digestOf(path: string): string {
  return createHash("sha256").update(readFileSync(path)).digest("hex");
}

sshTest("a bundle of the organisation's is replaced by no other one", async (world) => {
  const { installed, organisation } = begin(world);
  const [key, other] = [organisation.key("key"), organisation.key("other")];
  const path = organisation.sign({ ...SOURCES, serial: 2 }, { key });
  const first = await setUp(world, path, "--key", fingerprint(key), "--yes");
  expect(first).toMatchObject({ status: 0, said: expect.stringContaining('sources.hq.aws_sso.region: "eu-west-1"\n') });
  const file = join(installed, "example.json");
  const before = readFileSync(file, "utf8");
  const attempts: readonly (readonly [string, () => unknown])[] = [
    ["another key than the one that you accepted", () => organisation.sign({ serial: 3 }, { key: other })],
    ["it is older than the installed one", () => organisation.sign({ serial: 1 }, { key })],
    ["has the same serial, 2", () => organisation.sign({ serial: 2 }, { key })],
    [
      'it is called "evil", and the installed one "example"',
      () => organisation.sign({ name: "evil", serial: 3 }, { key }),
    ],
    ["its signature is not that of this text", () => organisation.write({ serial: 3 })],
    ["there is no signature beside it", () => rmSync(`${path}.sig`)],
  ];
  for (const [reason, attempt] of attempts) {
    attempt();
    expect(await setUp(world, "--update", "--yes")).toMatchObject({ status: 1, said: expect.stringContaining(reason) });
    expect(readFileSync(file, "utf8")).toBe(before);
  }
  organisation.sign({ ...SOURCES, serial: 3 }, { key });
  expect(await setUp(world, "--update", "--yes")).toMatchObject({
    status: 0,
    said: expect.stringContaining("serial: 3, was 2"),
  });
});

worldTest("what tells a bundle from another is on the terminal alone, and only the user says yes", async (world) => {
  const { installed, organisation } = begin(world);
  const path = organisation.write(SOURCES);
  const digest = digestOf(path);
  for (const flags of [[], ["--sha256", "0".repeat(64), "--yes"], ["--yes"]]) {
    const { said, status } = await setUp(world, path, ...flags);
    expect(status).toBeGreaterThan(0);
    expect(said).not.toContain(digest);
  }
  for (const [keys, status] of [
    ["\x03", 130],
    ["no\r", 1],
    ["\r", 1],
  ] as const) {
    const terminal = world.terminal(["setup", "org", path]);
    await terminal.waitFor(QUESTION);
    expect(terminal.screen).toContain(digest);
    expect(terminal.screen).toContain("hq: d-1234567890.awsapps.com");
    terminal.press(keys);
    expect(await terminal.exited).toBe(status);
    expect(existsSync(join(installed, "example.json"))).toBe(false);
  }
  const terminal = world.terminal(["setup", "org", path]);
  await terminal.waitFor(QUESTION);
  // Another text takes its place while the user reads.
  organisation.write({ sources: { hq: { ...PORTAL, url: "https://evil.example/start" } } });
  terminal.type("yes");
  expect(await terminal.exited).toBe(0);
  expect(readFileSync(join(installed, "example.json"), "utf8")).not.toContain("evil");
  const changed = await setUp(world, "--update", "--yes");
  expect(changed).toMatchObject({ status: 1, said: expect.stringContaining("has the same serial, 1") });
});

worldTest("what users have set up themselves comes before a bundle, and stays as it is", async (world) => {
  const { organisation } = begin(world);
  const own = join(world.home, ".config/actas/sources.d/corp.json");
  const config = join(world.home, ".aws/config");
  const before = readFileSync(own, "utf8");
  writeFileSync(
    config,
    `${readFileSync(config, "utf8")}\n[sso-session hq]\nsso_start_url = https://own.example/start\nsso_region = eu-west-1\n`,
  );
  const text = readFileSync(config, "utf8");
  const settings = join(world.home, ".config/actas/config.json");
  writeFileSync(settings, '{ "pick": "terminal", "targets": { "mine": "corp:111122223333/Developer" } }');
  const others = {
    targets: { mine: "new:111122223333/Evil", staging: "new:111122223333/Evil" },
    settings: { pick: "browser" },
  };
  const path = organisation.write({ sources: { corp: PORTAL, hq: PORTAL, new: PORTAL }, ...others });
  const { said, status } = await setUp(world, path, "--sha256", digestOf(path), "--yes");
  expect(status).toBe(0);
  expect(said).toContain(`"corp" stays what ${own} says`);
  expect(said).toContain('"hq" stays what sso-session hq in ');
  expect(said).toContain('"staging" stays your profile');
  expect(said).toContain(`"mine" stays what ${settings} says`);
  expect(said).toContain(`\`pick\` stays what ${settings} says`);
  expect([readFileSync(own, "utf8"), readFileSync(config, "utf8")]).toEqual([before, text]);
  const { sources } = JSON.parse((await world.run(["list", "sources", "--json"])).stdout);
  const urls = Object.fromEntries(sources.map(({ id, url }: { id: string; url: string }) => [id, url]));
  expect(urls).toMatchObject({ corp: `${world.sandbox.url}/start`, hq: "https://own.example/start", new: PORTAL.url });
  // Neither does a second bundle take the place of a first.
  const second = organisation.write(
    { name: "a", sources: { new: { ...PORTAL, url: "https://evil.example/start" } } },
    "a.json",
  );
  const taken = await setUp(world, second, "--sha256", digestOf(second), "--yes");
  expect(taken).toMatchObject({ status: 2, said: expect.stringContaining('"new" is already in') });
  expect((await world.run(["setup", "remove", "new"])).stderr).toContain("actas setup org --remove example");
});

worldTest("bundles are kept where no other user can put one, or they do not count", async (world) => {
  const { installed, organisation } = begin(world);
  const path = organisation.write(SOURCES);
  const install = () => setUp(world, path, "--sha256", digestOf(path), "--yes");
  const elsewhere = join(world.home, "elsewhere");
  mkdirSync(elsewhere);
  symlinkSync(elsewhere, installed);
  expect(await install()).toMatchObject({ status: 1, said: expect.stringContaining("symbolic link") });
  expect(readdirSync(elsewhere)).toEqual([]);
  rmSync(installed);
  expect(await install()).toMatchObject({ status: 0 });
  const file = join(installed, "example.json");
  const ids = async () => (await world.run(["list", "sources"])).stdout;
  expect(await ids()).toContain("hq ");
  for (const open of [file, installed]) {
    chmodSync(open, 0o777);
    expect(await ids()).not.toContain("hq ");
    chmodSync(open, 0o700);
  }
  // A file that was changed by hand runs no command either.
  const { sources, ...others } = JSON.parse(readFileSync(file, "utf8"));
  const oauth = { client_id: "a", code_grant: {}, client_secret_command: `touch ${join(world.home, "ran")}` };
  writeFileSync(file, JSON.stringify({ ...others, sources: { hq: { url: "https://a.example/", oauth } } }));
  const login = await world.run(["login", "hq"]);
  expect(login.stderr).toContain('a bundle may not say all that it says of "hq"');
  expect(existsSync(join(world.home, "ran"))).toBe(false);
  writeFileSync(file, "{");
  expect((await setUp(world)).said).toContain("actas setup org --remove example");
  expect(await setUp(world, "--remove", "example")).toMatchObject({ status: 0 });
  expect(existsSync(file)).toBe(false);
});

worldTest("of bundles that are installed at once, each is there as a whole", async (world) => {
  const { installed, organisation } = begin(world);
  const paths = ["a", "b", "c"].map((name) =>
    organisation.write({ name, sources: { [`${name}-hq`]: PORTAL } }, `${name}.json`),
  );
  const again = organisation.write({ name: "a", serial: 2, sources: { "a-hq": PORTAL } }, "a.json");
  const ended = await Promise.all(
    [...paths, again].map((path) => setUp(world, path, "--sha256", digestOf(path), "--yes")),
  );
  expect(ended.filter(({ status }) => status === 0).length).toBeGreaterThanOrEqual(3);
  const files = readdirSync(installed).filter((name) => name !== ".lock");
  expect(files.sort()).toEqual(["a.json", "b.json", "c.json"]);
  for (const name of files) expect(JSON.parse(readFileSync(join(installed, name), "utf8"))).toHaveProperty("installed");
});

sshTest("without ssh-keygen no signature counts, and the user is told what to do", async (world) => {
  const { organisation } = begin(world);
  const key = organisation.key("key");
  const path = organisation.sign(SOURCES, { key });
  const words = ["setup", "org", path, "--key", fingerprint(key), "--yes"];
  const { status, stderr } = await world.run(words, { env: { PATH: join(world.home, "bin") } });
  expect({ status, stderr }).toMatchObject({ status: 1, stderr: expect.stringContaining("`ssh-keygen` is not there") });
  // Nor does a program of that name in the directory where the user happens to be.
  writeFileSync(join(world.home, "ssh-keygen"), "#!/bin/sh\nexit 0\n", { mode: 0o755 });
  const here = await world.run(words, { env: { PATH: `.:${world.home}` } });
  expect(here.stderr).toContain("`ssh-keygen` is not there");
});
