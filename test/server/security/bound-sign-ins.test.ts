import { expect } from "bun:test";
import { REDIRECT_URI } from "../../support/people/oauth-program.ts";
import { PageBrowser } from "../../support/people/page-browser.ts";
import { PeopleWorld } from "../../support/people/people-world.ts";
import { Prover } from "../../support/people/prover.ts";
import { peopleTest } from "../../support/people/server-test.ts";

const DEVICE_GRANT = "urn:ietf:params:oauth:grant-type:device_code";

interface Said {
  readonly status: number;
  readonly error?: string;
  readonly token_type?: string;
  readonly access_token?: string;
  readonly refresh_token?: string;
}

/** Asks for tokens with this proof, or with none. */
async function asked(world: PeopleWorld, fields: Record<string, string>, proof?: string): Promise<Said> {
  const body = new URLSearchParams({ client_id: "actas", ...fields });
  const answer = await fetch(`${world.url}oauth/token`, {
    method: "POST",
    body,
    headers: proof === undefined ? {} : { dpop: proof },
  });
  return { status: answer.status, ...((await answer.json()) as object) };
}

function refreshing(refresh_token: string): Record<string, string> {
  return { grant_type: "refresh_token", refresh_token };
}

const redeeming = (code: string): Record<string, string> => ({
  grant_type: "authorization_code",
  code,
  redirect_uri: REDIRECT_URI,
  code_verifier: "v".repeat(64),
});

peopleTest("a refresh token that was stolen is of no use without its key, and its owner goes on", async (world) => {
  const thief = await Prover.create();
  const at = `${world.url}oauth/token`;
  const { access_token, refresh_token } = await world.tokens();
  expect(await asked(world, refreshing(refresh_token))).toMatchObject({ status: 400, error: "invalid_dpop_proof" });
  const byThief = await asked(world, refreshing(refresh_token), await thief.proof("POST", at));
  expect(byThief).toMatchObject({ status: 400, error: "invalid_grant" });
  expect(await world.refusal(access_token)).toBe("taken");
  const next = await world.refresh(refresh_token);
  expect(next.status).toBe(200);
  const { refresh_token: newer = "" } = (await next.json()) as Said;
  // Nor does one that was used before end the sign-in for somebody without the key.
  await asked(world, refreshing(refresh_token));
  await asked(world, refreshing(refresh_token), await thief.proof("POST", at));
  expect((await world.refresh(newer)).status).toBe(200);
});

peopleTest("a code is of no use without a proof, and is not used up by who has none", async (world) => {
  const code = (await world.signIn()).searchParams.get("code") ?? "";
  expect(await asked(world, redeeming(code))).toMatchObject({ status: 400, error: "invalid_dpop_proof" });
  expect((await world.redeem(code)).status).toBe(200);
});

peopleTest("a code that was asked for with a key is redeemed with that key", async (world) => {
  const prover = await world.prover;
  const more = { dpop_jkt: prover.thumbprint };
  const code = (await world.signIn(new PageBrowser(), more)).searchParams.get("code") ?? "";
  const thief = await Prover.create();
  const stolen = await asked(world, redeeming(code), await thief.proof("POST", `${world.url}oauth/token`));
  expect(stolen).toMatchObject({ status: 400, error: "invalid_grant" });
  const again = (await world.signIn(new PageBrowser(), more)).searchParams.get("code") ?? "";
  expect(await (await world.redeem(again)).json()).toMatchObject({ token_type: "DPoP" });
});

peopleTest(
  "a device code is redeemed with a proof, and its tokens are bound",
  async (world) => {
    const form = new URLSearchParams({ client_id: "actas" });
    const codes = await fetch(`${world.url}oauth/device`, { method: "POST", body: form });
    const { device_code = "" } = (await codes.json()) as Record<string, string>;
    const fields = { grant_type: DEVICE_GRANT, device_code };
    expect(await asked(world, fields)).toMatchObject({ status: 400, error: "invalid_dpop_proof" });
    const proof = await (await world.prover).proof("POST", `${world.url}oauth/token`);
    expect(await asked(world, fields, proof)).toMatchObject({ status: 400, error: "authorization_pending" });
  },
  () => ({ device: { clients: ["actas"] } }),
);

peopleTest("a proof gets tokens once, on whichever replica", async (world, database) => {
  await using other = await PeopleWorld.start(database, () => ({}), { share: world });
  const prover = await world.prover;
  const { refresh_token } = await world.tokens();
  const { refresh_token: another } = await world.tokens();
  const proof = await prover.proof("POST", `${world.url}oauth/token`);
  const one = await asked(world, refreshing(refresh_token), proof);
  expect(one.status).toBe(200);
  expect(await asked(other, refreshing(another), proof)).toMatchObject({ status: 400, error: "invalid_grant" });
  expect((await world.refresh(another)).status).toBe(200);
});

peopleTest("proofs at the token endpoint are looked at as strictly", async (world) => {
  const prover = await world.prover;
  const { refresh_token } = await world.tokens();
  const at = `${world.url}oauth/token`;
  const now = Math.floor(Date.now() / 1000);
  const wrong: Readonly<Record<string, string>> = {
    "another method": await prover.proof("GET", at),
    "another address": await prover.proof("POST", `${world.url}roles`),
    "another host": await prover.proof("POST", "https://elsewhere.example/oauth/token"),
    "no id": await prover.proof("POST", at, { claims: { jti: undefined } }),
    "no time": await prover.proof("POST", at, { claims: { iat: undefined } }),
    "a private key": await prover.proof("POST", at, { header: { jwk: prover.key } }),
    "another type": await prover.proof("POST", at, { header: { typ: "JWT" } }),
    "two proofs": `${await prover.proof("POST", at)}, ${await prover.proof("POST", at)}`,
  };
  for (const [what, proof] of Object.entries(wrong)) {
    const { error, status } = await asked(world, refreshing(refresh_token), proof);
    expect([what, status, error]).toEqual([what, 400, "invalid_dpop_proof"]);
  }
  for (const nonce of [undefined, "made-up"]) {
    const old = await prover.proof("POST", at, { claims: { iat: now - 3_600, nonce } });
    expect(await asked(world, refreshing(refresh_token), old)).toMatchObject({ status: 400, error: "use_dpop_nonce" });
  }
  expect((await world.refresh(refresh_token)).status).toBe(200);
});

peopleTest("a program whose clock is wrong proves with a nonce, which all replicas know", async (world, database) => {
  await using other = await PeopleWorld.start(database, () => ({}), { share: world });
  const prover = await world.prover;
  const { refresh_token } = await world.tokens();
  const at = `${world.url}oauth/token`;
  const iat = Math.floor(Date.now() / 1000) - 3_600;
  const ask = async (replica: PeopleWorld, nonce?: string): Promise<Response> => {
    const headers = { dpop: await prover.proof("POST", at, { claims: { iat, nonce } }) };
    const body = new URLSearchParams({ client_id: "actas", ...refreshing(refresh_token) });
    return fetch(`${replica.url}oauth/token`, { method: "POST", body, headers });
  };
  const nonce = (await ask(world)).headers.get("dpop-nonce") ?? "";
  expect((await ask(other, nonce)).status).toBe(200);
});

peopleTest("who was signed in before proofs were asked for signs in once more", async (world, database) => {
  const settings = { clients: [{ id: "actas", proofs: "optional" as const }] };
  await using before = await PeopleWorld.start(database, () => settings, { share: world });
  const code = (await world.signIn()).searchParams.get("code") ?? "";
  const { refresh_token = "", token_type } = await asked(before, redeeming(code));
  expect(token_type).toBe("Bearer");
  // Not even with a proof: any key would do.
  const proof = await (await Prover.create()).proof("POST", `${world.url}oauth/token`);
  expect(await asked(world, refreshing(refresh_token), proof)).toMatchObject({ status: 400, error: "invalid_grant" });
  expect((await asked(before, refreshing(refresh_token))).status).toBe(200);
});

peopleTest(
  "any client may be made to prove, and any other may",
  async (world) => {
    const fields = { ...refreshing("x"), client_id: "tool" };
    expect(await asked(world, fields)).toMatchObject({ status: 400, error: "invalid_dpop_proof" });
    const more = { client_id: "mairu" };
    const code = (await world.signIn(new PageBrowser(), more)).searchParams.get("code") ?? "";
    const proof = await (await world.prover).proof("POST", `${world.url}oauth/token`);
    expect(await asked(world, { ...redeeming(code), ...more }, proof)).toMatchObject({ token_type: "DPoP" });
  },
  () => ({ clients: [{ id: "tool", proofs: "required" }] }),
);
