import { expect } from "bun:test";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Chromium } from "../support/chromium.ts";
import { type KeycloakTeam, keycloakTeamTest } from "../support/keycloak/keycloak-team.ts";
import { ACCOUNT, type TeamSettings } from "../support/lending/team-world.ts";
import { Mairu } from "../support/mairu.ts";
import { PageBrowser } from "../support/people/page-browser.ts";
import { until } from "../support/until.ts";

const WORK = `${ACCOUNT}/Work`;
const BUILD = `${ACCOUNT}/Build`;

/** A test of the real Mairu, a client that this server's API is for. */
function mairuTest(
  name: string,
  body: (mairu: Mairu, team: KeycloakTeam) => Promise<void>,
  { tools = [], ...settings }: TeamSettings & { readonly tools?: readonly string[] } = {},
): void {
  keycloakTeamTest(
    ["mairu", "aws", ...tools],
    name,
    async (team) => {
      const mairu = new Mairu(team.world, team.url);
      try {
        await body(mairu, team);
      } finally {
        await mairu.end();
      }
    },
    settings,
  );
}

function sessionOf(role: string, { ana }: KeycloakTeam): string {
  return `arn:aws:sts::${ACCOUNT}:assumed-role/${role}/${ana.email}`;
}

mairuTest(
  "a user of Mairu signs in with a browser, sees the roles, and acts as them in each way",
  async (mairu, team) => {
    await using browser = await Chromium.open("light");
    await mairu.login(async (address) => {
      await browser.page.goto(address);
      await browser.page.getByText("on this computer wants AWS credentials as you").waitFor();
      await browser.page.keyboard.press("Tab");
      await browser.page.keyboard.press("Enter");
      await browser.page.getByLabel("Username or email").fill(team.ana.username);
      await browser.page.getByRole("textbox", { name: "Password" }).fill(team.ana.password);
      await browser.page.keyboard.press("Enter");
    });
    const listed = await mairu.run(["list-roles", "--server", "staff", "-o", "json"]);
    const { servers } = JSON.parse(listed.stdout) as { servers: readonly { roles: readonly { name: string }[] }[] };
    expect(servers[0]?.roles.map(({ name }) => name).sort()).toEqual([BUILD, WORK]);
    expect(await mairu.identity(WORK)).toBe(sessionOf("Work", team));
    expect(await mairu.identity("--mode", "static", BUILD)).toBe(sessionOf("Build", team));
    const process = await mairu.run(["credential-process", "staff", WORK]);
    expect(JSON.parse(process.stdout)).toMatchObject({ Version: 1, SessionToken: expect.any(String) });

    // Each refresh token is good once: the second renewal shows that the new one was kept.
    for (const _ of [1, 2]) {
      const renewed = await mairu.run(["refresh", "staff"]);
      expect(renewed).toMatchObject({ status: 0, stdout: expect.stringContaining(`staff: ${team.url}`) });
    }
    expect(await mairu.identity("--no-cache", WORK)).toBe(sessionOf("Work", team));
  },
  { tools: ["chromium"] },
);

mairuTest("a project file of Mairu names a role of the server", async (mairu, { agree, world, ...team }) => {
  mkdirSync(join(world.home, "project"));
  writeFileSync(join(world.home, "project/.mairu.json"), JSON.stringify({ server: "staff", role: WORK }));
  const shown = async () => JSON.parse((await mairu.run(["show"], "project")).stdout) as object;
  expect(await shown()).toMatchObject({ auto: { server: "staff" }, auto_trusted: false, auto_logged_in: false });
  await mairu.login(agree);
  expect(await shown()).toMatchObject({ auto_trusted: false, auto_logged_in: true });
  // Mairu sometimes ends before it has printed its question.
  const digest = await until("Mairu asks", async () => {
    const { stderr } = await mairu.run(["exec", "auto", "true"], "project");
    return /--confirm-trust (\S+) auto/.exec(stderr)?.[1];
  });
  const as = await mairu.identityBy(["exec", `--confirm-trust=${digest}`, "auto"], "project");
  expect(as).toBe(sessionOf("Work", { agree, world, ...team }));
});

mairuTest(
  "a user of Mairu signs in on another device, where the server allows it to Mairu",
  async (mairu, team) => {
    const terminal = mairu.terminal(["login", "--oauth-grant-type", "device_code", "staff"]);
    const [, user_code = ""] = await terminal.waitFor(/Verification Code: (\S+)/);
    const [, page = ""] = await terminal.waitFor(/To authorize, visit: (\S+)/);
    const browser = new PageBrowser();
    await browser.visit(page);
    await browser.submit({ user_code });
    const { username, password } = team.ana;
    await browser.submit({ confirm: "yes" });
    expect((await browser.submit({ username, password })).text).toContain("You are signed in");
    expect(await terminal.exited).toBe(0);
    expect(await mairu.identity(WORK)).toBe(sessionOf("Work", team));
  },
  { people: { device: { clients: ["mairu"] } } },
);

mairuTest("where the server does not allow it, signing in on another device ends at once", async (mairu) => {
  const refused = await mairu.run(["login", "--oauth-grant-type", "device_code", "staff"]);
  expect(refused.status).not.toBe(0);
  expect(refused.stdout + refused.stderr).toContain(
    "nobody may sign in on another device here; sign in with a browser on this one",
  );
});

mairuTest("Mairu shows why a role is not lent, in the server's own words", async (mairu, { agree }) => {
  await mairu.login(agree);
  const said = async (role: string) => (await mairu.run(["exec", "--server", "staff", role, "true"])).stderr;
  expect(await said(`${ACCOUNT}/Closed`)).toMatch(/code=PermissionDenied, message=.*\bClosed\b/s);
  expect(await said(`${ACCOUNT}/Nowhere`)).toContain("code=NotFound, message=this server knows no such role\n");
});

mairuTest(
  "Mairu shows that a user has asked too often",
  async (mairu, { agree }) => {
    await mairu.login(agree);
    const words = ["exec", "--no-cache", "--no-login", "--server", "staff", "--mode", "static", WORK, "true"];
    const said: string[] = [];
    while (said.length < 10 && !said.at(-1)?.includes("ERROR")) said.push((await mairu.run(words)).stderr);
    expect(said.at(-1)).toMatch(/code=ResourceExhausted, message=.*again/s);
  },
  { lending: { limits: { person: { burst: 2, perMinute: 1 } } } },
);

mairuTest("who leaves a group has its roles no longer, and whose sessions end signs in again", async (mairu, team) => {
  await mairu.login(team.agree);
  expect(await mairu.identity(WORK)).toBe(sessionOf("Work", team));
  await team.ana.leaveGroup("dev");
  expect(await mairu.identity("--no-cache", WORK)).toContain("code=PermissionDenied");

  await team.ana.endSessions();
  const words = ["exec", "--no-cache", "--no-login", "--server", "staff", WORK, "true"];
  const signedOut = await mairu.run(words);
  expect(signedOut.status).not.toBe(0);
  expect(signedOut.stderr).toContain("Login required");
});
