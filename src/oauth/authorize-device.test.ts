import { afterEach, expect, test } from "bun:test";
import { authorizeDevice } from "./authorize-device.ts";
import type { OAuthClient } from "./oauth-client.ts";

const context = { source: "contoso", action: 'sign in to "contoso"', origin: "contoso.json" };

let server: Bun.Server<undefined> | undefined;
afterEach(() => server?.stop(true));

/** A server that answers with this. */
function clientOf(answer: object): OAuthClient {
  server = Bun.serve({ hostname: "127.0.0.1", port: 0, fetch: () => Response.json(answer) });
  const address = `http://127.0.0.1:${server.port}`;
  return {
    clientId: "actas",
    scopes: ["profile"],
    tokenEndpoint: `${address}/token`,
    deviceAuthorizationEndpoint: `${address}/device`,
  };
}

const AUTHORIZATION = {
  device_code: "d",
  user_code: "AB-CD",
  verification_uri: "https://a.example/d",
  expires_in: 600,
};

test("shows the page that asks for the code, never the one that has it already", async () => {
  const complete = { verification_uri_complete: "https://a.example/d?user_code=AB-CD" };
  const plain = await authorizeDevice(clientOf(AUTHORIZATION), context);
  expect(plain).toMatchObject({ verificationUri: "https://a.example/d", userCode: "AB-CD", intervalSeconds: 5 });
  expect(await authorizeDevice(clientOf({ ...AUTHORIZATION, ...complete }), context)).toEqual(plain);
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
  const outcome = await authorizeDevice(clientOf({ ...AUTHORIZATION, ...wrong }), context).catch((error) => error);
  expect(outcome).toMatchObject({
    name: "ActasError",
    message: expect.stringMatching(/^cannot sign in to "contoso": /),
  });
});
