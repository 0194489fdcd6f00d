import { expect } from "bun:test";
import { writeFileSync } from "node:fs";
import { CONFIDENTIAL_CLIENT } from "../../src/sandbox/credential-server/oauth-clients.ts";
import { DEV, LENT, login, signInAt } from "../support/sign-in.ts";
import { worldTest } from "../support/world-test.ts";

const READ_ONLY = "arn:aws:iam::111122223333:role/ReadOnly";

for (const [source, target] of [
  ["corp", DEV],
  ["contoso", LENT],
] as const) {
  worldTest(`the device grant of ${source} goes on when it was approved elsewhere`, async (world) => {
    const terminal = world.terminal(["login", source, "--grant", "device"]);
    const [, userCode = ""] = await terminal.waitFor(/type the code (\S+) there, and approve nothing else/);
    await world.faults({ throttle: 1, action: source === "corp" ? "CreateToken" : "oauth/token" });
    const begun = Date.now();
    await world.approve({ userCode });
    expect(await terminal.exited).toBe(0);
    // One more interval, five seconds longer.
    expect(Date.now() - begun).toBeGreaterThan(5_000);
    expect((await world.run(["process", target])).status).toBe(0);
  });

  worldTest(`who denies the device grant of ${source} is told so`, async (world) => {
    const terminal = world.terminal(["login", source, "--grant", "device"]);
    const [, userCode = ""] = await terminal.waitFor(/type the code (\S+) there,/);
    await world.approve({ userCode, answer: "deny" });
    expect(await terminal.exited).toBe(5);
    expect(terminal.screen).toContain(`actas: error: cannot sign in to "${source}": it was refused in the browser\n`);
  });

  worldTest(`a second hop after ${source}: --assume-role with its options`, async (world) => {
    await login(world, source);
    const hop = ["--assume-role", READ_ONLY, "--role-session-name", "second-hop"];
    const { stdout, stderr, status } = await world.run(["whoami", ...hop, target]);
    expect({ stderr, status }).toEqual({ stderr: "", status: 0 });
    expect(stdout).toContain("arn:aws:sts::111122223333:assumed-role/ReadOnly/second-hop");
    const call = (await world.calls("AssumeRole")).at(-1);
    expect(call).toMatchObject({ roleArn: READ_ONLY, outcome: "ok" });
    // Each hop is its own set of credentials: without the option it is the first role.
    expect((await world.run(["whoami", target])).stdout).not.toContain("second-hop");
  });

  worldTest(`--no-agent signs in to ${source} within the command`, async (world) => {
    const terminal = world.terminal(["exec", "--no-agent", target, "--", "sh", "-c", 'test -n "$AWS_SESSION_TOKEN"']);
    await signInAt(terminal, world);
    expect(await terminal.exited).toBe(0);
    expect((await world.run(["status", "--json"])).stdout).toContain('"agent": null');
  });
}

worldTest("where --no-agent has no terminal for the page, no sign-in is begun", async (world) => {
  const { status, stderr } = await world.run(["whoami", "--no-agent", "corp:111122223333/Developer"]);
  expect({ status, stderr }).toEqual({
    status: 4,
    stderr:
      'actas: error: cannot get credentials from "corp": there is no terminal to show the sign-in page on\n' +
      "actas: hint: run it in a terminal: with `--no-agent` it has nothing of what other commands are given\n",
  });
  expect(await world.calls()).toEqual([]);
});

worldTest("the device grant asks less often when it is told to", async (world) => {
  const terminal = world.terminal(["login", "corp", "--grant", "device"]);
  const [, userCode = ""] = await terminal.waitFor(/type the code (\S+) there,/);
  await world.faults({ throttle: 1, action: "CreateToken" });
  const begun = Date.now();
  await world.approve({ userCode });
  expect(await terminal.exited).toBe(0);
  // One more interval, five seconds longer.
  expect(Date.now() - begun).toBeGreaterThan(5_000);
});

worldTest("a profile with a role whose source profile signs in", async (world) => {
  const terminal = world.terminal(["exec", "sso-chain", "--", "true"]);
  await signInAt(terminal, world);
  expect(await terminal.exited).toBe(0);
  expect((await world.run(["whoami", "sso-chain"])).stdout).toContain("assumed-role/ReadOnly/");
  expect((await world.run(["whoami", "sso-dev"])).stdout).toContain("assumed-role/AWSReservedSSO_Developer_");
});

worldTest("a profile, an sso-session, a start URL and an id mean one sign-in", async (world) => {
  await login(world, "sso-dev");
  for (const name of ["corp", "sso-data", "sso-legacy", `${world.sandbox.url}/start`]) {
    expect((await world.run(["refresh", name])).stdout).toStartWith('signed in to "corp"');
  }
  for (const target of ["sso-dev", "sso-data", "sso-legacy", DEV]) {
    expect((await world.run(["process", target])).status).toBe(0);
  }
});

worldTest("Mairu's own files work as they are, with comments and a client secret", async (world) => {
  await login(world, "team");
  expect((await world.run(["whoami", "team:dev"])).stdout).toContain("assumed-role/Dev/ana@example.com");
  expect((await world.run(["list", "roles", "team"])).stdout).toContain(
    "    team:audit                  The partner's account\n",
  );
  // It names no revocation endpoint.
  expect((await world.run(["logout", "team"])).stdout).toBe(
    'forgot the sign-in to "team", which could not be ended there\n',
  );
});

worldTest("a command prints the client secret, and nothing of it is kept", async (world) => {
  const { oauth, url } = await Bun.file(`${world.home}/.config/actas/sources.d/contoso.json`).json();
  const [{ id: client_id, secret }, file] = [CONFIDENTIAL_CLIENT, `${world.home}/.config/actas/sources.d/vault.json`];
  const write = (client_secret_command: string): void =>
    writeFileSync(file, JSON.stringify({ id: "vault", url, oauth: { ...oauth, client_id, client_secret_command } }));
  // In capitals, so that it is not in the file.
  const working = `echo '${secret.toUpperCase()}' | tr A-Z a-z`;
  write(working);
  await login(world, "vault");
  expect((await world.run(["whoami", "vault:dev"])).stdout).toContain("assumed-role/Dev/ana@example.com");
  expect((await world.run(["refresh", "vault"])).status).toBe(0);

  write("exit 7");
  expect(await world.run(["refresh", "vault"])).toEqual({
    status: 2,
    stdout: "",
    stderr:
      'actas: error: cannot get the OAuth client secret of "vault" from its command: it ended with status 7\n' +
      `actas: hint: run \`client_secret_command\` of ${file} by hand; it must work without a terminal\n`,
  });
  write(working);
  expect((await world.run(["refresh", "vault"])).status).toBe(0);
});

worldTest("our file wins over Mairu's of the same id", async (world) => {
  const ours = await Bun.file(`${world.home}/.config/actas/sources.d/contoso.json`).json();
  writeFileSync(`${world.home}/.config/actas/sources.d/team.json`, JSON.stringify({ ...ours, id: "team" }));
  const { sources } = JSON.parse((await world.run(["list", "sources", "-o", "json"])).stdout);
  const team = sources.filter(({ id }: { id: string }) => id === "team");
  expect(team).toEqual([expect.objectContaining({ origin: expect.stringContaining("/actas/sources.d/team.json") })]);
});

worldTest("credentials for one use are lent anew each time", async (world) => {
  await world.settings({ mairuNoCache: "true" });
  await login(world, "contoso");
  const keys = new Set<string>();
  for (let times = 0; times < 2; times++) keys.add(JSON.parse((await world.run(["process", LENT])).stdout).AccessKeyId);
  expect(keys.size).toBe(2);
});
