import { expect } from "bun:test";
import { killAgent, statusOf } from "../support/agent-of.ts";
import { holdGrant } from "../support/held-grant.ts";
import { DEV, LENT, login, shownPage, signInAt } from "../support/sign-in.ts";
import { until } from "../support/until.ts";
import { worldTest } from "../support/world-test.ts";

const NOBODY = (source: string): string => `actas: error: cannot get credentials from "${source}": nobody is signed in
actas: hint: run \`actas login ${source}\`; waiting programs go on by themselves
`;

for (const [target, source] of [
  ["sso-dev", "corp"],
  ["sso-legacy", "corp"],
  [DEV, "corp"],
  [LENT, "contoso"],
] as const) {
  worldTest(`\`exec ${target}\` shows the sign-in page by itself, and goes on afterwards`, async (world) => {
    const terminal = world.terminal(["exec", target, "--", "sh", "-c", "touch ran; exit 3"]);
    await signInAt(terminal, world);
    expect(await terminal.exited).toBe(3);
    expect(await Bun.file(`${world.home}/ran`).exists()).toBe(true);
    expect(terminal.screen).toContain(`to sign in to "${source}", open\n  http://127.0.0.1:`);
    // Signed in once, for all that the source lends.
    expect((await world.run(["process", target])).status).toBe(0);
  });

  worldTest(`\`process ${target}\` waits for no browser, and names the command to run`, async (world) => {
    expect(await world.run(["process", target])).toEqual({ status: 4, stdout: "", stderr: NOBODY(source) });
    // As an SDK runs it: what it says is not shown, so it has to tell the terminal.
    const bySdk = world.terminalProgram(["sh", "-c", `actas process ${target} 2>said | cat; cat said`]);
    await bySdk.exited;
    expect(bySdk.screen).toBe(NOBODY(source) + NOBODY(source));
    expect(await world.calls()).toEqual([]);
  });
}

worldTest("a command that may not ask fails at once, also while another shows the page", async (world) => {
  const refused = { status: 4, stdout: "", stderr: expect.stringContaining("run `actas login corp`") };
  expect(await world.run(["process", "--non-interactive", DEV])).toEqual(refused);
  const showing = world.terminal(["exec", DEV, "--", "true"]);
  const page = await shownPage(showing);
  expect(await world.run(["process", DEV])).toEqual(refused);
  expect(await world.run(["whoami", "--non-interactive", DEV])).toEqual(refused);
  expect(await world.run(["exec", "--non-interactive", DEV, "--", "true"])).toEqual({ ...refused, status: 125 });
  const login = await world.run(["login", "corp"], { env: { ACTAS_NON_INTERACTIVE: "1" } });
  expect(login).toEqual(refused);
  await world.visit(page);
  expect(await showing.exited).toBe(0);
});

worldTest("without a terminal there is no user to show the page to", async (world) => {
  const { status, stderr } = await world.run(["login", "corp"]);
  expect(status).toBe(4);
  expect(stderr).toStartWith(
    'actas: error: cannot sign in to "corp": there is no terminal to show the sign-in page on\n' +
      "actas: hint: run `actas login corp` in a terminal\n",
  );
  await world.run(["login", "corp", "--grant", "device"]);
  await world.run(["login", "contoso", "--grant", "device"]);
  expect(await world.calls()).toEqual([]);
  const misspelt = await world.run(["login", "crop"]);
  expect(misspelt.stderr).toContain('cannot find source "crop"');
});

worldTest("the page is shown on the terminal, also when errors go to a file", async (world) => {
  const terminal = world.terminalProgram(["sh", "-c", `actas exec ${DEV} -- true 2>said`]);
  await signInAt(terminal, world);
  expect(await terminal.exited).toBe(0);
});

worldTest("a running program is refused when the sign-in is over, told once, and goes on by itself", async (world) => {
  await world.faults({ lifetimeSeconds: 1200 });
  await login(world, "corp");
  const program = world.terminalProgram(["sh", "-c", `exec actas exec ${DEV} -- sh -c 'echo ready; read line'`]);
  await program.waitFor(/ready/);
  await using held = await holdGrant(world, DEV);
  expect((await held.ask()).status).toBe(200);

  expect((await world.run(["logout", "corp"])).stdout).toBe('signed out of "corp"\n');
  for (let times = 0; times < 3; times++) {
    const refused = await held.ask();
    expect(refused.status).toBe(401);
    expect(await refused.json()).toEqual({
      Code: "SignInRequired",
      Message: expect.stringContaining("run `actas login corp`; waiting programs go on by themselves"),
    });
  }
  await login(world, "corp");
  expect((await held.ask()).status).toBe(200);
  program.type("");
  await program.exited;
});

worldTest("a program's terminal is told once that a sign-in is needed", async (world) => {
  await login(world, "corp");
  const ask =
    'curl -s -o /dev/null -H "Authorization: $AWS_CONTAINER_AUTHORIZATION_TOKEN" "$AWS_CONTAINER_CREDENTIALS_FULL_URI"';
  const program = world.terminal([
    "exec",
    DEV,
    "--",
    "sh",
    "-c",
    `while read line; do ${ask}; ${ask}; echo asked; done`,
  ]);
  program.type("");
  await program.waitFor(/asked/);
  await world.run(["logout", "corp"]);
  program.type("");
  await program.waitFor(/asked/);
  program.type("");
  await program.waitFor(/asked/);
  expect(
    program.screen.match(/actas: hint: run `actas login corp`; waiting programs go on by themselves/g),
  ).toHaveLength(1);
});

worldTest("a sign-in that was ended elsewhere is renewed or asked for again, by exec alone", async (world) => {
  await login(world, "contoso");
  await world.forget("sign-ins");
  expect((await world.run(["process", LENT])).status).toBe(4);
  const terminal = world.terminal(["exec", LENT, "--", "true"]);
  await signInAt(terminal, world);
  expect(await terminal.exited).toBe(0);
});

worldTest("access tokens are renewed without a person, as long as the session lasts", async (world) => {
  await world.settings({ accessTokenSeconds: 6 });
  for (const source of ["corp", "contoso"]) await login(world, source);
  await Bun.sleep(6_000);
  for (const [source, target] of [
    ["corp", DEV],
    ["contoso", LENT],
  ] as const) {
    expect((await world.run(["process", "--refresh", target])).status).toBe(0);
    expect((await world.run(["refresh", source, "--utc"])).stdout).toMatch(
      new RegExp(`^signed in to "${source}"(?: as \\w+)?, renewed \\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\dZ, .+\\n$`),
    );
  }
  const grants = (await world.calls()).map(({ grantType }) => grantType).filter(Boolean);
  expect(grants.filter((grant) => grant === "authorization_code")).toHaveLength(2);
  expect(grants.filter((grant) => grant === "refresh_token")).toHaveLength(4);
});

worldTest("signing out ends the sign-in there and here, and what was got with it", async (world) => {
  await world.settings({ refreshTokens: "keep" });
  for (const [source, target] of [
    ["corp", DEV],
    ["contoso", LENT],
  ] as const) {
    await login(world, source);
    expect((await world.run(["process", target])).status).toBe(0);
    expect(await world.run(["logout", source])).toMatchObject({ status: 0, stdout: `signed out of "${source}"\n` });
    expect((await world.run(["process", target])).status).toBe(4);
    expect(await world.run(["logout", source])).toMatchObject({
      status: 0,
      stdout: `nobody was signed in to "${source}"\n`,
    });
  }
  const { credentials, signIns } = await statusOf(world);
  expect({ credentials, signIns }).toEqual({ credentials: [], signIns: [] });
  const actions = (await world.calls()).map(({ action, outcome }) => `${action} ${outcome}`);
  expect(actions).toContain("Logout ok");
  expect(actions.filter((action) => action === "oauth/revoke ok")).toHaveLength(2);
});

worldTest("sign-ins survive a restart of the agent, and `status` shows them", async (world) => {
  await login(world, "corp");
  await login(world, "contoso");
  await world.run(["agent", "restart"]);
  const { stdout } = await world.run(["status"]);
  expect(stdout).toMatch(/^SIGNED IN TO +UNTIL +URL\ncorp +renewed \S.*\/start\ncontoso +renewed \S.*\/lend\/$/m);
  for (const target of [DEV, LENT]) expect((await world.run(["process", target])).status).toBe(0);
  expect((await world.run(["refresh", "corp"])).status).toBe(0);
});

worldTest("when the agent is killed its sign-ins are gone, and one command says what to do", async (world) => {
  await login(world, "corp");
  await killAgent(world);
  expect((await world.run(["process", DEV])).stderr).toBe(NOBODY("corp"));
  expect((await world.run(["refresh", "corp"])).stderr).toBe(
    'actas: error: cannot renew the sign-in to "corp": nobody is signed in\nactas: hint: run `actas login corp`\n',
  );
  await until("nobody is signed in", async () => (await statusOf(world)).signIns.length === 0);
});

worldTest("refresh without a source renews the only sign-in, and names them when there are several", async (world) => {
  expect((await world.run(["refresh"])).stderr).toContain(
    "cannot renew the sign-in: you are not signed in to any source",
  );
  await login(world, "contoso");
  expect((await world.run(["refresh"])).stdout).toContain('"contoso"');
  await login(world, "corp");
  const { status, stderr } = await world.run(["refresh"]);
  expect(status).toBe(2);
  expect(stderr).toContain("cannot renew the sign-in: there are 2, and no source was named\n");
  expect(stderr).toContain("actas: hint: `actas refresh corp`\n");
});
