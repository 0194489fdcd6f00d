import { expect } from "bun:test";
import { keycloakTeamTest } from "../support/keycloak/keycloak-team.ts";
import { ACCOUNT } from "../support/lending/team-world.ts";
import { PageBrowser } from "../support/people/page-browser.ts";
import { shownPage } from "../support/sign-in.ts";

const WORK = `staff:${ACCOUNT}/Work`;

keycloakTeamTest(
  [],
  "a user of `actas` signs in at a server behind Keycloak, and acts as a role for as long as they may",
  async ({ agree, ana, keycloak, world }) => {
    const terminal = world.terminal(["exec", WORK, "--", "aws", "sts", "get-caller-identity"], {
      env: { BROWSER: "/nonexistent/browser" },
    });
    expect(await agree(await shownPage(terminal))).toContain("Signed in to staff");
    expect(await terminal.exited).toBe(0);
    expect(terminal.screen).toContain(`arn:aws:sts::${ACCOUNT}:assumed-role/Work/${ana.email}`);
    expect((await world.run(["list", "roles", "staff", "-o", "oneline"])).stdout).toContain(WORK);

    // Each refresh token is good once, there and here: a second renewal shows that the new ones were kept.
    for (const _ of [1, 2]) expect(await world.run(["refresh", "staff"])).toMatchObject({ status: 0 });
    await keycloak.rotateKey();
    expect(await world.run(["whoami", "--refresh", WORK])).toMatchObject({ status: 0 });

    await ana.leaveGroup("dev");
    const left = await world.run(["whoami", "--refresh", WORK]);
    expect([left.status, left.stderr]).toEqual([5, expect.stringContaining("does not lend it to you (HTTP 403)")]);

    await ana.endSessions();
    const over = await world.run(["process", "--refresh", WORK]);
    expect([over.status, over.stdout]).toEqual([4, ""]);
    expect(over.stderr).toContain("`actas login staff`");
  },
);

keycloakTeamTest(
  [],
  "a user of `actas` signs in on another device, and signs out",
  async ({ ana, url, world }) => {
    const words = ["setup", "server", "staff", "--url", url, "--client-id", "actas", "--grant", "device", "-y"];
    expect(await world.run(words)).toMatchObject({ status: 0 });
    const terminal = world.terminal(["login", "staff", "--no-browser", "--grant", "device"]);
    const [, page = ""] = await terminal.waitFor(/open\s+(http\S+)/);
    const [, user_code = ""] = await terminal.waitFor(/type the code (\S+) there,/);
    const browser = new PageBrowser();
    await browser.visit(page);
    await browser.submit({ user_code });
    await browser.submit({ confirm: "yes" });
    const { username, password } = ana;
    expect((await browser.submit({ username, password })).text).toContain("You are signed in");
    expect(await terminal.exited).toBe(0);
    expect((await world.run(["whoami", WORK])).stdout).toContain(ana.email);
    expect(await world.run(["logout", "staff"])).toMatchObject({ status: 0 });
    expect((await world.run(["process", "--refresh", WORK])).status).toBe(4);
  },
  { people: { device: { clients: ["actas"] } } },
);
