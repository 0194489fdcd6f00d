import { expect, test } from "bun:test";
import {
  personWith,
  refusal,
  type Script,
  ScriptedIdentityCenter,
} from "../../../test/support/scripted-identity-center.ts";
import { oidcEndpoint } from "../../aws/identity-center/sso-endpoint.ts";
import { SsoOidc } from "../../aws/identity-center/sso-oidc.ts";
import { Clock } from "../../base/clock.ts";
import { ActasError } from "../../base/errors.ts";
import { Secret } from "../../base/secret.ts";
import { SignIns } from "../sign-ins.ts";
import { deviceGrant } from "./device-grant.ts";

const AUTHORIZATION = {
  deviceCode: "d",
  userCode: "ABCD-EFGH",
  verificationUri: "https://device",
  verificationUriComplete: "https://device?user_code=ABCD-EFGH",
  expiresIn: 600,
  interval: 5,
};
const CLIENT = { clientId: "c", clientSecret: new Secret("s"), expiration: new Date() };
const PENDING = (): Response => refusal("AuthorizationPendingException", 400, "authorization_pending");
const SLOW_DOWN = (): Response => refusal("SlowDownException", 400, "slow_down");

/** Signs in while the polls are answered in turn, the last answer for ever. Waits move a clock and nothing else. */
async function signIn(polls: (() => unknown)[], conversation = personWith(() => ({}))) {
  let now = Date.now();
  const waits: number[] = [];
  const answer: Script = () => (polls.length > 1 ? polls.shift() : polls[0])?.();
  await using center = new ScriptedIdentityCenter({
    StartDeviceAuthorization: () => AUTHORIZATION,
    CreateToken: answer,
  });
  const clock = new Clock(() => now);
  clock.observe = () => {};
  const oidc = new SsoOidc(oidcEndpoint("eu-west-1", center.url), clock);
  const wait = async (seconds: number, signal: AbortSignal): Promise<void> => {
    signal.throwIfAborted();
    waits.push(seconds);
    now += seconds * 1000;
    await Bun.sleep(0);
  };
  const tools = { conversation, clock, signIns: new SignIns() };
  const [outcome] = await Promise.allSettled([deviceGrant(center.source(), CLIENT, oidc, tools, wait)]);
  return { outcome, waits, pages: conversation.pages, polled: center.countOf("CreateToken") };
}

const TOKENS = () => ({ accessToken: "access", expiresIn: 100 });

test("the page that asks for the code is shown with it, and polled for until it is approved", async () => {
  const { outcome, pages, waits } = await signIn([PENDING, PENDING, TOKENS]);
  expect(outcome?.status).toBe("fulfilled");
  expect(pages).toEqual([
    { kind: "sign-in", source: "corp", url: "https://device", userCode: "ABCD-EFGH", patienceSeconds: 600 },
  ]);
  expect(waits).toEqual([5, 5, 5]);
});

test("each demand to slow down adds five seconds, for all polls after it", async () => {
  const { outcome, waits } = await signIn([SLOW_DOWN, PENDING, SLOW_DOWN, TOKENS]);
  expect(outcome?.status).toBe("fulfilled");
  expect(waits).toEqual([5, 10, 10, 15]);
});

test("failures of the network or of AWS are waited out", async () => {
  const said: string[] = [];
  const conversation = { ...personWith(() => ({})), tell: (notice: string) => said.push(notice) };
  const away = (): Response => new Response("", { status: 503 });
  const { outcome, polled } = await signIn([away, away, TOKENS], conversation);
  expect(outcome?.status).toBe("fulfilled");
  expect(polled).toBe(3);
  expect(said).toEqual([expect.stringMatching(/^cannot get an access token .*; trying again$/)]);
});

test("when they last until the code has ended, they are the reason", async () => {
  const { outcome } = await signIn([PENDING, () => new Response("", { status: 503 })]);
  expect(outcome).toMatchObject({ reason: { code: "unreachable" } });
});

test("polling ends when the code has expired", async () => {
  const { outcome, polled } = await signIn([PENDING]);
  expect(outcome).toMatchObject({ reason: { reason: "expired_token" } });
  expect(polled).toBe(120);
});

test("a refusal ends it at once", async () => {
  const { outcome, polled } = await signIn([() => refusal("AccessDeniedException", 400, "access_denied"), TOKENS]);
  expect(outcome).toMatchObject({ reason: { reason: "access_denied" } });
  expect(polled).toBe(1);
});

test("polling stops when the user says no to the page", async () => {
  const cancelled = new ActasError("cancelled", "cannot sign in: cancelled");
  const conversation = { ...personWith(() => ({})), ask: () => Promise.reject(cancelled) };
  const { outcome, polled } = await signIn([PENDING], conversation);
  expect(outcome).toMatchObject({ reason: cancelled });
  expect(polled).toBeLessThan(3);
});
