import { expect } from "bun:test";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { MAWS_CLIENT, YOYODYNE_CLIENT } from "../../src/sandbox/yoyodyne/yoyodyne-clients.ts";
import { Chromium } from "../support/chromium.ts";
import { type TeamWorld, withTeam } from "../support/lending/team-world.ts";
import { Maws } from "../support/maws.ts";
import { testNeeding } from "../support/needs.ts";
import type { Outcome } from "../support/run-command.ts";
import { until } from "../support/until.ts";
import type { World } from "../support/world.ts";
import { signInAtYoyodyne } from "../support/yoyodyne-client.ts";

const ACCOUNT = "222233334444";
const ROLE = `arn:aws:iam::${ACCOUNT}:role/TeamAP`;
const LIMIT_MS = 180_000;

/** A test of the real `maws` with the executable as the server that it asks for roles, which reads them in AWS itself. */
function mawsTest(name: string, body: (maws: Maws, team: TeamWorld, idToken: string) => Promise<void>): void {
  const settings = async (url: string, world: World) => {
    const issuer = `${world.sandbox.url}/yoyodyne`;
    writeFileSync(
      join(world.home, ".config/maws/config.ini"),
      `[maws]\nwell_known_url = ${issuer}/.well-known/openid-configuration\nclient_id = ${MAWS_CLIENT}\nidtoken_for_roles_url = ${url}roles\n`,
    );
    return {
      provider: { issuer, clientId: YOYODYNE_CLIENT, groupsClaim: "amr" },
      people: { idTokenClients: [MAWS_CLIENT] },
      roles: { pass: { issuer, clientId: MAWS_CLIENT } },
      accounts: { list: [{ auditRoleArn: `arn:aws:iam::${ACCOUNT}:role/actas/actas-audit` }] },
      lending: { mozilla: { aliases: "everybody", rebuilders: ["ad|Yoyodyne-LDAP|*"] } },
    };
  };
  const run = () =>
    withTeam(settings, async (team) => {
      const maws = new Maws(team.world);
      try {
        const { id_token } = await signInAtYoyodyne(team.world.sandbox, { clientId: MAWS_CLIENT });
        const hasRead = async () => JSON.stringify(await posted(team, "roles", id_token)).includes(ROLE);
        await until("the server has read the account", hasRead, 60_000);
        await body(maws, team, id_token);
      } finally {
        maws.forget();
      }
    });
  testNeeding("maws", "postgres", "chromium")(name, run, LIMIT_MS);
}

/** What the server answers to an ID token of Ana's. */
async function posted({ url }: TeamWorld, path: string, token: string): Promise<unknown> {
  const body = JSON.stringify({ token, key: {}, cache: false });
  return (await fetch(url + path, { method: "POST", body })).json();
}

async function identityOf({ stdout }: Outcome, { world }: TeamWorld): Promise<string | undefined> {
  const { accessKeyId, secretAccessKey, sessionToken } = JSON.parse(stdout);
  const credentials = { accessKeyId, secretAccessKey, sessionToken };
  const sts = new STSClient({ region: "eu-west-1", endpoint: world.sandbox.url, credentials });
  return (await sts.send(new GetCallerIdentityCommand())).Arn;
}

/** How many scans have ended. */
async function scansOf({ database }: TeamWorld): Promise<number> {
  const rows = await database.database.query("SELECT 1 FROM scan_run WHERE ended_at IS NOT NULL");
  return rows.length;
}

mawsTest("a user of maws picks a role of the server on its page, and is that role", async (maws, team, idToken) => {
  await using browser = await Chromium.open("light");
  const running = maws.start();
  await browser.page.goto(await running.page());
  await browser.answer("Ana Lind", "Allow");
  const picker = browser.page.locator("#role-picker");
  await picker.getByText("yoyodyne-accounting").waitFor();
  await browser.picture("maws-picker");
  await picker.getByRole("link", { name: "TeamAP" }).click();
  expect(await identityOf(await running.ended(), team)).toBe(`arn:aws:sts::${ACCOUNT}:assumed-role/TeamAP/ana`);

  // With the token that it has kept now.
  const named = await maws.start("--batch", "-r", ROLE).ended();
  expect(await identityOf(named, team)).toBe(`arn:aws:sts::${ACCOUNT}:assumed-role/TeamAP/ana`);
  const refused = await maws.start("--batch", "-r", `arn:aws:iam::${ACCOUNT}:role/Nowhere`).ended();
  expect([refused.stdout, refused.stderr]).toEqual(["", expect.stringContaining("Unable to assume role")]);

  const aliases = await (await fetch(`${team.url}account-aliases`)).json();
  expect(aliases).toMatchObject({ [ACCOUNT]: ["yoyodyne-accounting"] });
  const rebuilt = () => posted(team, "rebuild-group-role-map", idToken);
  expect(await rebuilt()).toEqual({ error: expect.stringContaining("was rebuilt within five minutes") });
  await team.database.database.query("UPDATE scan_run SET started_at = started_at - interval '5 minutes'");
  const scans = await scansOf(team);
  expect(await rebuilt()).toEqual({ status: "success : 202" });
  await until("the account has been read once more", async () => (await scansOf(team)) > scans, 60_000);
});
