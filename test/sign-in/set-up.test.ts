import { expect } from "bun:test";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { PUBLIC_CLIENT } from "../../src/sandbox/credential-server/oauth-clients.ts";
import { signInAt } from "../support/sign-in.ts";
import type { TerminalSession } from "../support/terminal-session.ts";
import type { World } from "../support/world.ts";
import { worldTest } from "../support/world-test.ts";

const ADDRESS = /actas: address: $/;

/** For a user without any setup, and with addresses printed instead of opened in a browser. */
function begin(world: World, words: readonly string[] = ["setup"]): TerminalSession {
  for (const file of [
    "actas/sources.d/corp.json",
    "actas/sources.d/contoso.json",
    "actas/sources.d/yoyodyne.json",
    "maws/config.ini",
    "mairu/servers.d/team.json",
  ]) {
    rmSync(join(world.home, ".config", file), { force: true });
  }
  writeFileSync(join(world.home, ".aws/config"), "[default]\nregion = eu-west-1\n");
  return world.terminal(words, { env: { BROWSER: "/nonexistent/browser" } });
}

worldTest(
  "a portal's address is pasted, and at the end the user is signed in and knows what to type",
  async (world) => {
    const terminal = begin(world);
    await terminal.waitFor(ADDRESS);
    terminal.type(`  ${world.sandbox.url}/start/#/?tab=accounts `);
    await terminal.waitFor(/Identity Center in eu-west-1/);
    await terminal.waitFor(/what will you call it\? \[sso\] $/);
    terminal.type("corp");
    await signInAt(terminal, world);
    expect(await terminal.exited).toBe(0);
    expect(terminal.screen).toContain('signed in to "corp"');
    expect(terminal.screen).toContain("6 roles in 3 accounts\nnext: `actas exec --pick -- aws s3 ls`");
    const path = join(world.home, ".config/actas/sources.d/corp.json");
    expect(JSON.parse(readFileSync(path, "utf8"))).toMatchObject({
      id: "corp",
      url: `${world.sandbox.url}/start`,
      aws_sso: { region: "eu-west-1" },
    });
    expect((await world.run(["process", "corp:111122223333/ReadOnly"])).status).toBe(0);
  },
);

worldTest("an address that is a source already is signed in to, and no second file is written", async (world) => {
  const terminal = world.terminal(["setup"], { env: { BROWSER: "/nonexistent/browser" } });
  await terminal.waitFor(/already: contoso, corp, maws, team, yoyodyne/);
  await terminal.waitFor(ADDRESS);
  terminal.type(`${world.sandbox.url}/start/`);
  await terminal.waitFor(/that is the source "corp"/);
  await signInAt(terminal, world);
  expect(await terminal.exited).toBe(0);
});

worldTest("a credential server is asked whether it is one before it is written", async (world) => {
  const terminal = begin(world);
  await terminal.waitFor(ADDRESS);
  terminal.type(`${world.sandbox.url}/lend`);
  await terminal.waitFor(/client id.*: $/);
  terminal.type("");
  await terminal.waitFor(/it is needed.*\n.*client id.*: $/);
  terminal.type(PUBLIC_CLIENT);
  await terminal.waitFor(/what will you call it\? \[server\] $/);
  terminal.type("no name");
  await terminal.waitFor(/a name has letters.*\n.*\[server\] $/);
  terminal.type("");
  await signInAt(terminal, world);
  expect(await terminal.exited).toBe(0);
  expect(terminal.screen).toMatch(/\n\d roles\nnext: /);
});

worldTest("an OpenID provider is known by its discovery document", async (world) => {
  const terminal = begin(world);
  await terminal.waitFor(ADDRESS);
  terminal.type(`${world.sandbox.url}/yoyodyne`);
  await terminal.waitFor(/this is an OpenID provider[\s\S]*client id.*: $/);
  terminal.type("yoyodyne-aws");
  await terminal.waitFor(/what will you call it\? \[openid\] $/);
  terminal.type("yoyo");
  await signInAt(terminal, world);
  expect(await terminal.exited).toBe(0);
  const path = join(world.home, ".config/actas/sources.d/yoyo.json");
  expect(JSON.parse(readFileSync(path, "utf8"))).toMatchObject({
    id: "yoyo",
    web_identity: { scope: ["openid", "email"] },
  });
});

worldTest("what is no address is asked for again, and keys of an IAM user are not taken", async (world) => {
  const terminal = begin(world);
  await terminal.waitFor(ADDRESS);
  terminal.type("corp");
  await terminal.waitFor(/it is not an address; one is like\s+https:[\s\S]*address: $/);
  terminal.type("http://corp.awsapps.com/start");
  await terminal.waitFor(/it must begin with https:\/\/.*\n.*address: $/);
  terminal.type("");
  await terminal.waitFor(/aws configure --profile NAME/);
  expect(await terminal.exited).toBe(0);
});

worldTest(
  "what is known not to be a place to sign in, or does not answer as one, is said, and asked for again",
  async (world) => {
    const terminal = begin(world);
    await terminal.waitFor(ADDRESS);
    const { url } = world.sandbox;
    for (const [address, said] of [
      [
        "https://eu-west-1.console.aws.amazon.com/s3/home",
        "it is the console of AWS; the address of your AWS access portal",
      ],
      ["https://github.com/corp/infra", "it is a page about programs"],
      ["https://corp.awsaps.com/start", "it ends with awsaps.com, and AWS access portals with awsapps.com"],
      [
        `${url}/nothing/`,
        `no AWS access portal, credential server or OpenID provider is there: ${url}/nothing/oauth/token answered 403`,
      ],
      ["http://127.0.0.1:1/", "no AWS access portal, credential server or OpenID provider is there: cannot ask"],
    ] as const) {
      terminal.type(address);
      await terminal.waitFor(new RegExp(`${RegExp.escape(said)}.*\\nactas: address: $`));
    }
    terminal.press("\x03");
    await terminal.exited;
  },
);

worldTest(
  "the address of a sandbox, pasted in a shell outside, is told with the command that moves it there",
  async (world) => {
    const outside = {
      ACTAS_SANDBOX: "",
      AWS_ENDPOINT_URL: "",
      AWS_ENDPOINT_URL_SSO: "",
      AWS_ENDPOINT_URL_SSO_OIDC: "",
    };
    const env = {
      ...outside,
      SHELL: "/bin/sh",
      TMPDIR: dirname(world.home),
      XDG_CONFIG_HOME: join(world.home, "mine"),
    };
    const aws = { AWS_CONFIG_FILE: "/dev/null", AWS_SHARED_CREDENTIALS_FILE: "/dev/null" };
    const terminal = world.terminal(["setup"], { env: { ...env, ...aws } });
    await terminal.waitFor(ADDRESS);
    terminal.type(world.sandbox.startUrl);
    const name = basename(world.home).replace("actas-sandbox-", "");
    await terminal.waitFor(
      new RegExp(`this is a sandbox; .*actas sandbox env ${name}.* moves this shell into it\\n.*: $`),
    );
    terminal.press("\x03");
    await terminal.exited;
  },
);

worldTest("a region that is none, or where the portal is unknown, is asked for again", async (world) => {
  const terminal = begin(world, ["setup", "sso", "new", "--start-url", `${world.sandbox.url}/nobodys`]);
  await terminal.waitFor(/no Identity Center in any region.*knows this start URL/);
  await terminal.waitFor(/likely: eu-west-1, us-east-1, .*Enter alone: stop\nactas: region: $/);
  terminal.type("mars");
  await terminal.waitFor(/a region is named like eu-west-1\nactas: region: $/);
  terminal.type("EU-West-9");
  await terminal.waitFor(/no Identity Center in region eu-west-9 knows[\s\S]*actas: region: $/);
  terminal.type("");
  expect(await terminal.exited).toBe(2);
});

worldTest("without a terminal it is said what to run instead", async (world) => {
  const { status, stderr } = await world.run(["setup"]);
  expect(status).toBe(2);
  expect(stderr).toContain("actas: error: cannot ask where you sign in: there is no terminal");
  expect(stderr).toContain("actas: hint: `actas setup sso NAME --start-url URL`");
});

worldTest("what `setup sso` lacks is asked for on a terminal", async (world) => {
  const terminal = begin(world, ["setup", "sso"]);
  await terminal.waitFor(/AWS access portal, as the browser shows it: $/);
  terminal.type(`${world.sandbox.url}/start`);
  await terminal.waitFor(/what will you call it\? \[sso\] $/);
  terminal.type("");
  expect(await terminal.exited).toBe(0);
  expect(terminal.screen).toMatch(/wrote \/.*\/sso\.json; sign in with `actas login sso`/);
});

for (const key of ["\x03", "\x04", "\x1c"]) {
  worldTest(`key ${JSON.stringify(key)} ends every question, and leaves the terminal as it was`, async (world) => {
    const begun = begin(world);
    await begun.waitFor(ADDRESS);
    begun.press(`half${key === "\x04" ? "\x15" : ""}${key}`);
    expect(await begun.exited).not.toBe(0);
    expect(begun.modes).toEqual({ echo: true, lines: true });
    expect(readFileSync(join(world.home, ".aws/config"), "utf8")).toContain("[default]");
  });
}

worldTest("a paste of several lines runs nothing", async (world) => {
  const shell = world.terminalProgram(["bash", "--norc", "--noediting", "-i"], { env: { PS1: "ready$ " } });
  await shell.waitFor(/ready\$ $/);
  shell.type("actas setup");
  await shell.waitFor(ADDRESS);
  shell.press("AKIASANDBOXANA000001\rtouch ran\rtouch ran\r");
  await shell.waitFor(/aws configure --profile NAME/);
  await shell.waitFor(/ready\$ $/);
  shell.type("test -e ran; echo status $?");
  await shell.waitFor(/status 1/);
  shell.type("exit");
  await shell.exited;
});
