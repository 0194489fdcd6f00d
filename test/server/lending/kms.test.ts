import { expect } from "bun:test";
import {
  CreateKeyCommand,
  DescribeKeyCommand,
  DisableKeyCommand,
  EnableKeyCommand,
  KMSClient,
} from "@aws-sdk/client-kms";
import { callsOf, setFaults } from "../../../src/sandbox/control/control-client.ts";
import { ACCOUNT, type TeamWorld, withTeam } from "../../support/lending/team-world.ts";
import { testNeeding } from "../../support/needs.ts";
import { until } from "../../support/until.ts";
import type { World } from "../../support/world.ts";

const testOnPostgres = testNeeding("postgres");
const ANA = { accessKeyId: "AKIASANDBOXANA000001", secretAccessKey: "sandbox-secret/ana+AAAAAAAAAAAAAAAAAAAAA" };
const DENIED = {
  status: 400,
  headers: { "content-type": "application/x-amz-json-1.1" },
  body: JSON.stringify({ __type: "AccessDeniedException", message: "User is not authorized to perform: kms:Sign" }),
};

testOnPostgres(
  "tokens are signed in KMS, and keys are rotated there: the next is published before it signs",
  async () => {
    let keys: readonly string[] = [];
    const issuer = (...kmsKeys: readonly string[]) => ({ issuer: { kmsKeys } });
    const settings = async (_: string, world: World) => {
      keys = [await arnOf(world, "alias/actas-issuer-rsa"), await newKey(world)];
      return { lending: issuer(...keys) };
    };
    await withTeam(settings, async (team) => {
      const [first = "", second = ""] = keys;
      await team.signIn();
      const published = await kidsOf(team);
      expect(new Set(published).size).toBe(2);
      expect([await worksWithout(second, team), await worksWithout(first, team)]).toEqual([true, false]);
      await team.restart(issuer(second, first));
      expect(await kidsOf(team)).toEqual(published.toReversed());
      expect([await worksWithout(second, team), await worksWithout(first, team)]).toEqual([false, true]);
      await team.restart(issuer(second));
      expect((await work(team)).status).toBe(0);
      expect(await kidsOf(team)).toEqual(published.slice(1));
      const calls = (await callsOf(team.world.sandbox.url)).filter(({ service }) => service === "kms");
      expect(new Set(calls.map(({ action }) => action))).toEqual(
        new Set(["CreateKey", "DescribeKey", "DisableKey", "EnableKey", "GetPublicKey", "Sign"]),
      );
    });
  },
  180_000,
);

testOnPostgres(
  "what KMS refuses is told to be the server's, is no word against the role, and is over when KMS signs again",
  async () => {
    let key = "";
    const settings = async (_: string, world: World) => {
      key = await newKey(world);
      return { lending: { issuer: { kmsKeys: [key] } } };
    };
    await withTeam(settings, async (team) => {
      const { sandbox } = team.world;
      await team.signIn();
      expect((await work(team)).status).toBe(0);
      const refusals: readonly (readonly [string, () => Promise<void>, () => Promise<void>])[] = [
        ["AccessDenied", () => setFaults(sandbox.url, { action: "Sign", instead: "always", answer: DENIED }), clear],
        ["Throttling", () => setFaults(sandbox.url, { action: "Sign", throttle: "always" }), clear],
        ["HTTP 503", () => setFaults(sandbox.url, { action: "Sign", serverError: "always" }), clear],
        ["KMS", () => setFaults(sandbox.url, { action: "Sign", drop: "always" }), clear],
        ["Disabled", () => send(team.world, new DisableKeyCommand({ KeyId: key })), enable],
      ];
      function clear(): Promise<void> {
        return setFaults(sandbox.url, {});
      }
      function enable(): Promise<void> {
        return send(team.world, new EnableKeyCommand({ KeyId: key }));
      }
      for (const [said, begin, end] of refusals) {
        await begin();
        const before = team.server.said().length;
        const refused = await work(team);
        expect([said, refused.status]).toEqual([said, 1]);
        expect(refused.stderr).toContain("the credential server answered HTTP 503");
        expect(team.server.said().slice(before)).toContain(said);
        expect(refused.stderr).not.toContain(key);
        await end();
        expect([said, (await work(team)).status]).toEqual([said, 0]);
      }
      const jobs = await team.database.database.query("SELECT kind FROM job WHERE kind = 'scan-account'");
      expect(jobs).toEqual([]);
    });
  },
  180_000,
);

testOnPostgres(
  "a server whose key cannot sign is not ready, says why in its log, and is ready when the key is",
  async () => {
    let keys: { readonly elliptic: string; readonly rsa: string } = { elliptic: "", rsa: "" };
    const settings = async (_: string, world: World) => {
      keys = { elliptic: await arnOf(world, "alias/actas-issuer"), rsa: await newKey(world) };
      return { lending: { issuer: { kmsKeys: [keys.elliptic] } } };
    };
    await withTeam(settings, async (team) => {
      const readyz = async () => (await fetch(`${team.url}readyz`)).text();
      expect(await readyz()).toContain("lending: the issuer's keys cannot be used\n");
      expect(team.server.said()).toContain(
        `cannot sign with ${keys.elliptic}: it is no key for RSASSA_PKCS1_V1_5_SHA_256`,
      );
      expect((await fetch(`${team.url}issuer/jwks`)).status).toBe(503);
      await send(team.world, new DisableKeyCommand({ KeyId: keys.rsa }));
      await team.restart({ issuer: { kmsKeys: [keys.rsa] } });
      expect(await readyz()).toContain("lending: the issuer's keys cannot be used\n");
      expect(team.server.said()).toContain("Disabled");
      await send(team.world, new EnableKeyCommand({ KeyId: keys.rsa }));
      await until("it is ready", async () => (await readyz()) === "ok\n");
      await team.signIn();
      expect((await work(team)).status).toBe(0);
    });
  },
  180_000,
);

testOnPostgres(
  "a server that KMS lets sign nothing is not ready; one that has signed stays so while KMS is away, as do all others",
  async () => {
    const settings = async (_: string, world: World) => {
      const key = await newKey(world);
      await setFaults(world.sandbox.url, { action: "Sign", instead: "always", answer: DENIED });
      return { lending: { issuer: { kmsKeys: [key] } } };
    };
    await withTeam(settings, async (team) => {
      const { url } = team.world.sandbox;
      const readyz = async () => (await fetch(`${team.url}readyz`)).text();
      expect(await readyz()).toContain("lending: the issuer's keys cannot be used\n");
      expect(team.server.said()).toContain("not ready: ");
      await setFaults(url, {});
      await until("it is ready", async () => (await readyz()) === "ok\n");
      await setFaults(url, { action: "Sign", drop: "always" });
      expect(await readyz()).toBe("ok\n");
      expect(await kidsOf(team)).toHaveLength(1);
    });
  },
  180_000,
);

function work({ world }: TeamWorld) {
  return world.run(["whoami", "--refresh", `staff:${ACCOUNT}/Work`]);
}

async function kidsOf({ url }: TeamWorld): Promise<readonly string[]> {
  const { keys } = (await (await fetch(`${url}issuer/jwks`)).json()) as { keys: { kid: string }[] };
  return keys.map(({ kid }) => kid);
}

/** Whether loans go on while another key may not sign. */
async function worksWithout(key: string, team: TeamWorld): Promise<boolean> {
  await send(team.world, new DisableKeyCommand({ KeyId: key }));
  const { status } = await work(team);
  await send(team.world, new EnableKeyCommand({ KeyId: key }));
  return status === 0;
}

async function arnOf(world: World, alias: string): Promise<string> {
  const { KeyMetadata } = await clientOf(world).send(new DescribeKeyCommand({ KeyId: alias }));
  return KeyMetadata?.Arn ?? "";
}

async function newKey(world: World): Promise<string> {
  const command = new CreateKeyCommand({ KeyUsage: "SIGN_VERIFY", KeySpec: "RSA_2048" });
  return (await clientOf(world).send(command)).KeyMetadata?.Arn ?? "";
}

async function send(world: World, command: DisableKeyCommand | EnableKeyCommand): Promise<void> {
  await clientOf(world).send(command as DisableKeyCommand);
}

function clientOf({ sandbox }: World): KMSClient {
  return new KMSClient({ region: "us-east-1", endpoint: sandbox.url, credentials: ANA });
}
