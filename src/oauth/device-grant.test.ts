import { afterEach, expect, test } from "bun:test";
import { Clock } from "../base/clock.ts";
import { Secret } from "../base/secret.ts";
import { authorizeDevice, type DeviceAuthorization, pollForTokens } from "./device-grant.ts";
import type { OAuthClient } from "./oauth-client.ts";

const asking = { source: "contoso", action: 'sign in to "contoso"', origin: "contoso.json" };
const DEVICE = {
  deviceCode: new Secret("d3vice"),
  userCode: "AB-CD",
  url: "https://a.example/",
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
    deviceAuthorizationEndpoint: `${address}/device`,
  };
}

async function poll(client: OAuthClient, signal = new AbortController().signal) {
  const waits: number[] = [];
  const wait = async (seconds: number): Promise<void> => {
    signal.throwIfAborted();
    waits.push(seconds);
  };
  const troubles: string[] = [];
  const onTrouble = ({ message }: Error): void => void troubles.push(message);
  const outcome = await pollForTokens(client, DEVICE, { ...asking, signal, onTrouble }, new Clock(() => 0), wait).catch(
    (error: unknown) => error,
  );
  return { outcome, waits, troubles };
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

test("waits longer while the server has trouble, and goes on", async () => {
  const { outcome, waits, troubles } = await poll(clientOf(503, 429, { error: "temporarily_unavailable" }, TOKENS));
  expect(waits).toEqual([5, 10, 15, 20]);
  expect(troubles).toEqual([
    expect.stringContaining("HTTP 503"),
    expect.stringContaining("HTTP 429"),
    expect.stringContaining("temporarily_unavailable"),
  ]);
  expect(outcome).toHaveProperty("accessToken");
});

test("gives up when the server stays in trouble", async () => {
  const { outcome, waits } = await poll(clientOf(502));
  expect(waits).toEqual([5, 10, 15, 20]);
  expect(outcome).toMatchObject({ code: "unreachable", message: expect.stringContaining("HTTP 502") });
});

test("ends when nobody has entered the code in time, the server's word or not", async () => {
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

test("ends at once when it is cancelled", async () => {
  const cancelled = new AbortController();
  cancelled.abort(new Error("cancelled"));
  const { outcome, waits } = await poll(clientOf(TOKENS), cancelled.signal);
  expect([outcome, waits]).toEqual([new Error("cancelled"), []]);
});

const AUTHORIZATION = {
  device_code: "d",
  user_code: "AB-CD",
  verification_uri: "https://a.example/d",
  expires_in: 600,
};

test("shows the page that asks for the code, never the one that has it already", async () => {
  const complete = { verification_uri_complete: "https://a.example/d?user_code=AB-CD" };
  const plain = await authorizeDevice(clientOf(AUTHORIZATION), asking);
  expect(plain).toMatchObject({ url: "https://a.example/d", userCode: "AB-CD", intervalSeconds: 5 });
  expect(await authorizeDevice(clientOf({ ...AUTHORIZATION, ...complete }), asking)).toEqual(plain);
});

test.each([
  ["a script", { verification_uri: "javascript:alert(1)" }],
  ["a file", { verification_uri: "file:///etc/passwd" }],
  ["plain http elsewhere", { verification_uri: "http://a.example/" }],
  ["words", { verification_uri: "--version" }],
  ["a code that moves the cursor", { user_code: "AB\u001b[2JCD" }],
  ["a code of nothing", { user_code: "" }],
  ["a code of a page", { user_code: "x".repeat(500) }],
])("%s is not shown to the user", async (_what, wrong) => {
  const outcome = await authorizeDevice(clientOf({ ...AUTHORIZATION, ...wrong }), asking).catch((error) => error);
  expect(outcome).toMatchObject({
    name: "ActasError",
    message: expect.stringMatching(/^cannot sign in to "contoso": /),
  });
});
