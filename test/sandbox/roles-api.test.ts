import { afterAll, beforeEach, expect, test } from "bun:test";
import { changeSettings, rotateKey, setFaults } from "../../src/sandbox/control/control-client.ts";
import { startSandbox } from "../../src/sandbox/start.ts";
import { MAWS_CLIENT } from "../../src/sandbox/yoyodyne/yoyodyne-clients.ts";
import { signInAtYoyodyne } from "../support/yoyodyne-client.ts";

const sandbox = startSandbox();
afterAll(() => sandbox.stop());
beforeEach(async () => {
  await setFaults(sandbox.url, {});
  await changeSettings(sandbox.url, { accounts: 0, idTokenSeconds: 3600 });
});

const ACCOUNTING = "arn:aws:iam::222233334444:role/TeamAP";
const ENGINEERS = [
  "arn:aws:iam::333344445555:role/teams/TeamEngineering",
  "arn:aws:iam::333344445555:role/Contractor",
  "arn:aws:iam::555566667777:role/Data",
];

test("each person has the roles of their groups, and the aliases of these accounts", async () => {
  const [ana, ben] = [await rolesFor("ana"), await rolesFor("ben")];
  expect(ana).toEqual({
    status: 200,
    body: {
      roles: [ACCOUNTING, ...ENGINEERS],
      aliases: {
        "222233334444": ["yoyodyne-accounting"],
        "333344445555": ["yoyodyne-engineering"],
        "555566667777": ["555566667777"],
      },
    },
  });
  expect(ben.body).toMatchObject({ roles: ENGINEERS });
});

test("a token for maws is as good", async () => {
  const { id_token } = await signInAtYoyodyne(sandbox, { clientId: MAWS_CLIENT });
  expect((await ask({ token: id_token, key: { keys: [] }, cache: true })).body).toHaveProperty("roles");
});

test("there are as many roles as one wants", async () => {
  await changeSettings(sandbox.url, { accounts: 1000 });
  const { body } = await rolesFor("ben");
  expect(body).toMatchObject({ roles: { length: 5003 }, aliases: { "300000001000": ["yoyodyne-team-1000"] } });
});

test("a refusal says why, with status 200", async () => {
  const { id_token } = await signInAtYoyodyne(sandbox);
  const [head, , signature] = id_token.split(".");
  const forged = [head, Buffer.from('{"aud":"yoyodyne-aws","exp":9e9,"amr":["x"]}').toString("base64url"), signature];
  await changeSettings(sandbox.url, { idTokenSeconds: 1 });
  const short = await signInAtYoyodyne(sandbox);
  await setFaults(sandbox.url, { clockOffsetSeconds: 5 });
  const tried = [{}, { token: 7 }, { token: "x" }, { token: forged.join(".") }, { token: short.id_token }];
  const answers = await Promise.all(tried.map((body) => ask(body)));
  expect(answers).toEqual(
    [
      "the body must be JSON with a token",
      "the body must be JSON with a token",
      "Invalid claims",
      "Invalid signature",
      "Expired signature",
    ].map((error) => ({ status: 200, body: { error } })),
  );
  await setFaults(sandbox.url, {});
  await rotateKey(sandbox.url, "dropped");
  expect((await ask({ token: id_token })).body).toEqual({ error: "Invalid signature" });
});

test("the caller's key does not count", async () => {
  const { publicKey, privateKey } = await crypto.subtle.generateKey(
    { name: "RSASSA-PKCS1-v1_5", modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]), hash: "SHA-256" },
    true,
    ["sign", "verify"],
  );
  const parts = [
    { alg: "RS256", kid: "mine" },
    { iss: `${sandbox.url}/yoyodyne`, aud: "yoyodyne-aws", exp: 9_999_999_999, amr: ["yoyodyne_accounting"] },
  ].map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"));
  const text = new TextEncoder().encode(parts.join("."));
  const signature = Buffer.from(await crypto.subtle.sign("RSASSA-PKCS1-v1_5", privateKey, text)).toString("base64url");
  const key = { ...(await crypto.subtle.exportKey("jwk", publicKey)), kid: "mine" };
  const { body } = await ask({ token: [...parts, signature].join("."), key: { keys: [key] } });
  expect(body).toEqual({ error: "Invalid signature" });
});

test("another method, and a broken server, are answered with a page", async () => {
  expect(await pageOf(fetch(sandbox.rolesUrl))).toEqual([405, "text/html"]);
  await setFaults(sandbox.url, { serverError: 1, action: "roles" });
  expect(await pageOf(fetch(sandbox.rolesUrl, { method: "POST", body: "{}" }))).toEqual([500, "text/html"]);
});

async function rolesFor(person: string) {
  const { id_token } = await signInAtYoyodyne(sandbox, { person });
  return ask({ token: id_token, key: {} });
}

async function ask(body: object) {
  const response = await fetch(sandbox.rolesUrl, { method: "POST", body: JSON.stringify(body) });
  return { status: response.status, body: (await response.json()) as object };
}

async function pageOf(answered: Promise<Response>) {
  const { status, headers } = await answered;
  return [status, headers.get("content-type")];
}
