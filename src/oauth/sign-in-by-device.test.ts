import { afterEach, expect, test } from "bun:test";
import { conversationWith } from "../../test/support/conversation-with.ts";
import { Clock } from "../base/clock.ts";
import { Secret } from "../base/secret.ts";
import type { Askers } from "../conversation/question.ts";
import { redeemDeviceCode } from "./authorize-device.ts";
import type { OAuthClient } from "./oauth-client.ts";
import { oauthRefusal } from "./oauth-refusal.ts";
import { type DeviceAuthorization, signInByDevice } from "./sign-in-by-device.ts";

const context = { source: "contoso", action: 'sign in to "contoso"', origin: "contoso.json" };
const DEVICE = {
  deviceCode: new Secret("d3vice"),
  userCode: "AB-CD",
  verificationUri: "https://a.example/",
  expiresInSeconds: 60,
  intervalSeconds: 5,
} satisfies DeviceAuthorization;

let server: Bun.Server<undefined> | undefined;
afterEach(() => server?.stop(true));

/** A server that gives these answers, one after another, and the last for ever. */
function clientOf(...answers: readonly (object | number)[]): OAuthClient {
  let asked = 0;
  server = Bun.serve({
    hostname: "127.0.0.1",
    port: 0,
    fetch() {
      const answer = answers[Math.min(asked++, answers.length - 1)]!;
      if (typeof answer === "number") return new Response("<html>", { status: answer });
      return Response.json(answer, { status: "error" in answer ? 400 : 200 });
    },
  });
  const address = `http://127.0.0.1:${server.port}`;
  return {
    clientId: "actas",
    scopes: ["profile"],
    tokenEndpoint: `${address}/token`,
  };
}

/** Signs in at a page that stays open. Nothing is waited for. */
async function poll(client: OAuthClient, showPage: Askers["sign-in"] = () => new Promise(() => {})) {
  const waits: number[] = [];
  const told: string[] = [];
  const wait = async (seconds: number, signal: AbortSignal): Promise<void> => {
    await Bun.sleep(0);
    signal.throwIfAborted();
    waits.push(seconds);
  };
  const clock = new Clock(() => 0);
  const conversation = conversationWith({ "sign-in": showPage }, { tell: (notice) => void told.push(notice) });
  const ask = (signal: AbortSignal) => redeemDeviceCode(client, DEVICE.deviceCode, { ...context, signal }, clock);
  const expired = () => oauthRefusal("expired_token", context);
  const signIn = { source: "contoso", authorization: DEVICE, ask, expired };
  const outcome = await signInByDevice(signIn, conversation, wait).catch((error: unknown) => error);
  return { outcome, waits, told };
}

const PENDING = { error: "authorization_pending" };
const SLOW_DOWN = { error: "slow_down" };
const TOKENS = { access_token: "t0ken", token_type: "BEARER", expires_in: "600" };

test("polls at its pace until the user has approved", async () => {
  const { outcome, waits } = await poll(clientOf(PENDING, PENDING, TOKENS));
  expect(waits).toEqual([5, 5, 5]);
  expect(outcome).toMatchObject({ expiration: new Date(600_000) });
});

test("waits 5 seconds longer from each slow_down on", async () => {
  const { waits } = await poll(clientOf(PENDING, SLOW_DOWN, PENDING, SLOW_DOWN, TOKENS));
  expect(waits).toEqual([5, 5, 10, 10, 15]);
});

test("waits longer while the server has trouble, says so once, and goes on", async () => {
  const { outcome, waits, told } = await poll(clientOf(503, 429, { error: "temporarily_unavailable" }, TOKENS));
  expect(waits).toEqual([5, 10, 15, 20]);
  expect(told).toEqual([expect.stringMatching(/^cannot sign in to "contoso": .* HTTP 503; trying again$/)]);
  expect(outcome).toHaveProperty("accessToken");
});

test("trouble that lasts until the code has expired is the reason", async () => {
  const { outcome, waits } = await poll(clientOf(502));
  expect(waits).toEqual([5, 10, 15, 20]);
  expect(outcome).toMatchObject({ code: "unreachable", message: expect.stringContaining("HTTP 502") });
});

test("ends when the code was not entered in time, whether the server says so or not", async () => {
  const late = { code: "sign-in-required", message: 'cannot sign in to "contoso": nobody entered the code in time' };
  const silent = await poll(clientOf(PENDING));
  expect(silent.outcome).toMatchObject(late);
  expect(silent.waits.length).toBe(12);
  expect((await poll(clientOf(PENDING, { error: "expired_token" }))).outcome).toMatchObject(late);
});

test.each(["server_error", "invalid_grant", "invalid_client", "something_else"])(
  "any other error ends it, and is said: %s",
  async (error) => {
    const { outcome, waits } = await poll(clientOf(PENDING, { error }));
    expect(waits).toEqual([5, 5]);
    expect(outcome).toMatchObject({ message: expect.stringContaining(`the authorization server answered ${error}`) });
  },
);

test("ends when the user says no", async () => {
  const { outcome, waits } = await poll(clientOf(PENDING, { error: "access_denied" }));
  expect(waits).toEqual([5, 5]);
  expect(outcome).toMatchObject({ code: "access-denied" });
});

test("ends when the user says no to the page", async () => {
  const cancelled = new Error("cancelled");
  const { outcome, waits } = await poll(clientOf(PENDING), () => Promise.reject(cancelled));
  expect(outcome).toBe(cancelled);
  expect(waits.length).toBeLessThan(3);
});
