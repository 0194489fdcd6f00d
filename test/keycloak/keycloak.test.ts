import { expect } from "bun:test";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { addTrust } from "../../src/sandbox/control/control-client.ts";
import type { Keycloak } from "../support/keycloak/keycloak.ts";
import type { KeycloakPerson } from "../support/keycloak/keycloak-person.ts";
import { keycloakTest } from "../support/keycloak/keycloak-test.ts";
import { shownPage } from "../support/sign-in.ts";
import { type World, withSandbox } from "../support/world.ts";

const ROLE = "keycloak:222233334444/Keycloak";
const ACCOUNT = "222233334444";
/** A test in a sandbox where a role is for those whom Keycloak puts into the group yoyodyne_accounting, as Ana is. */
function openIdTest(
  name: string,
  body: (world: World, ana: KeycloakPerson, keycloak: Keycloak) => Promise<void>,
): void {
  keycloakTest([], name, (keycloak) =>
    withSandbox(async (world) => {
      await trusting(world, keycloak);
      await body(world, await keycloak.person("yoyodyne_accounting"), keycloak);
    }),
  );
}

async function trusting(world: World, { issuer }: Keycloak): Promise<void> {
  const { url } = world.sandbox;
  const provider = issuer.replace("http://", "");
  await addTrust(url, "identity-providers", { accountId: ACCOUNT, url: issuer, clientIds: ["yoyodyne-aws"] });
  await addTrust(url, "roles", {
    arn: `arn:aws:iam::${ACCOUNT}:role/Keycloak`,
    trustPolicy: [
      {
        Effect: "Allow",
        Principal: { Federated: `arn:aws:iam::${ACCOUNT}:oidc-provider/${provider}` },
        Action: "sts:AssumeRoleWithWebIdentity",
        Condition: {
          StringEquals: { [`${provider}:aud`]: "yoyodyne-aws" },
          "ForAnyValue:StringLike": { [`${provider}:amr`]: "yoyodyne_acc*" },
        },
      },
    ],
  });
  const web_identity = { well_known_url: issuer, client_id: "yoyodyne-aws", scope: "openid email" };
  writeFileSync(
    join(world.home, ".config/actas/sources.d/keycloak.json"),
    JSON.stringify({ id: "keycloak", web_identity }),
  );
}

openIdTest(
  "a person who signs in there has the role of their group, as long as their session lasts",
  async (world, ana, keycloak) => {
    const terminal = world.terminal(["whoami", ROLE], { env: { BROWSER: "/nonexistent/browser" } });
    expect(await keycloak.signIn(ana, await shownPage(terminal))).toContain("Signed in to keycloak");
    expect(await terminal.exited).toBe(0);
    expect(terminal.screen).toContain(`arn:aws:sts::${ACCOUNT}:assumed-role/Keycloak/${ana.email}`);

    // Each refresh token is good once: a second renewal shows that the new one was kept.
    for (const _ of [1, 2]) expect(await world.run(["refresh", "keycloak"])).toMatchObject({ status: 0 });
    await keycloak.rotateKey();
    expect(await world.run(["refresh", "keycloak"])).toMatchObject({ status: 0 });
    const { stdout } = await world.run(["process", "--refresh", ROLE]);
    expect(JSON.parse(stdout)).toMatchObject({ Version: 1 });

    await ana.endSessions();
    const over = await world.run(["refresh", "keycloak"]);
    expect(over).toMatchObject({ status: 4, stderr: expect.stringContaining("keycloak") });
  },
);

openIdTest(
  "a person signs in from another device, and signing out ends the session there too",
  async (world, ana, keycloak) => {
    const terminal = world.terminal(["login", "--grant", "device", "keycloak"], { env: { BROWSER: "" } });
    const [, page, code] = await terminal.waitFor(/open\s+(http:\S+\/device)\s+actas: type the code (\S+) there/);
    await keycloak.signIn(ana, `${page}?user_code=${code}`);
    expect(await terminal.exited).toBe(0);
    expect((await world.run(["whoami", ROLE])).stdout).toContain(`assumed-role/Keycloak/${ana.email}`);
    const before = await ana.sessions();
    expect((await world.run(["logout", "keycloak"])).status).toBe(0);
    expect(await ana.sessions()).toBe(before - 1);
  },
);
