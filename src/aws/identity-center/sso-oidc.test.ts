import { expect, test } from "bun:test";
import { Clock } from "../../base/clock.ts";
import { ActasError } from "../../base/errors.ts";
import { Secret } from "../../base/secret.ts";
import { OidcRefusal } from "./oidc-refusal.ts";
import { oidcEndpoint } from "./sso-endpoint.ts";
import { authorizeUrl, SsoOidc } from "./sso-oidc.ts";

const CLIENT = { clientId: "client", clientSecret: new Secret("client-secret"), expiration: new Date(0) };
const REFRESH = { grantType: "refresh_token", refreshToken: new Secret("refresh") } as const;
const NOW = Date.parse("2026-01-02T03:04:05Z");

/** Calls the API while one made-up answer is given to everything, and tells what was sent. */
async function against<T>(answer: Response, use: (oidc: SsoOidc, url: string) => Promise<T>) {
  const sent: { path: string; body: unknown }[] = [];
  await using server = Bun.serve({
    port: 0,
    hostname: "127.0.0.1",
    async fetch(request) {
      sent.push({ path: new URL(request.url).pathname, body: await request.json() });
      return answer.clone() as Response;
    },
  });
  const url = `http://127.0.0.1:${server.port}`;
  const oidc = new SsoOidc(oidcEndpoint("eu-west-1", url), new Clock(() => NOW));
  const [outcome] = await Promise.allSettled([use(oidc, url)]);
  return { outcome, sent };
}

function refusal(error: string, exception: string, status = 400): Response {
  return Response.json(
    { error, error_description: "said by AWS" },
    { status, headers: { "x-amzn-errortype": exception } },
  );
}

async function failureOf(answer: Response): Promise<unknown> {
  const { outcome } = await against(answer, (oidc) =>
    oidc.createToken(CLIENT, { grantType: "device_code", deviceCode: new Secret("d") }),
  );
  return outcome?.status === "rejected" ? outcome.reason : undefined;
}

test("a client is registered as a public one, for the grants it needs", async () => {
  const answer = Response.json({ clientId: "c", clientSecret: "s", clientSecretExpiresAt: 1790000000 });
  const { outcome, sent } = await against(answer, (oidc) =>
    oidc.registerClient({
      clientName: "actas (corp@host)",
      scopes: ["sso:account:access"],
      grantTypes: ["authorization_code", "refresh_token"],
      issuerUrl: "https://corp.awsapps.com/start",
      redirectUris: ["http://127.0.0.1/oauth/callback"],
    }),
  );
  expect(outcome).toMatchObject({ value: { clientId: "c", expiration: new Date(1790000000_000) } });
  expect(sent).toEqual([
    {
      path: "/client/register",
      body: {
        clientName: "actas (corp@host)",
        clientType: "public",
        grantTypes: ["authorization_code", "refresh_token"],
        issuerUrl: "https://corp.awsapps.com/start",
        redirectUris: ["http://127.0.0.1/oauth/callback"],
        scopes: ["sso:account:access"],
      },
    },
  ]);
});

test.each([
  ["as often as AWS says", 2, 2],
  ["every five seconds, when it says nothing", undefined, 5],
  ["every five seconds, when it says nonsense", 0, 5],
] as const)("a device code is asked for the start URL, and polled for %s", async (_, interval, intervalSeconds) => {
  const answer = {
    deviceCode: "d",
    userCode: "ABCD-EFGH",
    verificationUri: "https://device",
    expiresIn: 600,
    interval,
  };
  const { outcome, sent } = await against(Response.json(answer), (oidc) =>
    oidc.startDeviceAuthorization(CLIENT, "https://corp.awsapps.com/start"),
  );
  expect(outcome).toMatchObject({
    value: { userCode: "ABCD-EFGH", verificationUri: "https://device", expiresInSeconds: 600, intervalSeconds },
  });
  expect(sent[0]).toMatchObject({
    path: "/device_authorization",
    body: { startUrl: "https://corp.awsapps.com/start" },
  });
});

test("each grant sends what it proves with, and under AWS's name", async () => {
  const proofs = [
    { grantType: "authorization_code", code: new Secret("c"), codeVerifier: new Secret("v"), redirectUri: "http://r" },
    { grantType: "device_code", deviceCode: new Secret("d") },
    { grantType: "refresh_token", refreshToken: new Secret("r") },
  ] as const;
  const answer = Response.json({ accessToken: "a", expiresIn: 28800 });
  const { sent } = await against(answer, async (oidc) => {
    for (const proof of proofs) await oidc.createToken(CLIENT, proof);
  });
  const client = { clientId: "client", clientSecret: "client-secret" };
  expect(sent.map(({ body }) => body)).toEqual([
    { ...client, grantType: "authorization_code", code: "c", codeVerifier: "v", redirectUri: "http://r" },
    { ...client, grantType: "urn:ietf:params:oauth:grant-type:device_code", deviceCode: "d" },
    { ...client, grantType: "refresh_token", refreshToken: "r" },
  ]);
});

test("a token's end is counted by AWS's clock, not by a machine's that is an hour off", async () => {
  const anHourAhead = new Date(NOW + 3_600_000).toUTCString();
  const answer = Response.json({ accessToken: "a", expiresIn: 100 }, { headers: { date: anHourAhead } });
  const { outcome } = await against(answer, (oidc) => oidc.createToken(CLIENT, REFRESH));
  expect(outcome).toMatchObject({ value: { expiration: new Date(NOW + 3_600_000 + 100_000) } });
});

test.each([
  ["authorization_pending", "AuthorizationPendingException", 400],
  ["slow_down", "SlowDownException", 400],
  ["expired_token", "ExpiredTokenException", 400],
  ["access_denied", "AccessDeniedException", 400],
  ["invalid_grant", "InvalidGrantException", 400],
  ["invalid_client", "InvalidClientException", 401],
  ["invalid_request", "InvalidRequestException", 400],
] as const)(
  "%s is told by its word, and by the exception's name where there is no word",
  async (word, name, status) => {
    expect(await failureOf(refusal(word, name, status))).toMatchObject({ reason: word });
    const withoutWord = Response.json({}, { status, headers: { "x-amzn-errortype": name } });
    expect(await failureOf(withoutWord)).toBeInstanceOf(OidcRefusal);
    expect(await failureOf(withoutWord)).toMatchObject({ reason: word });
  },
);

test("a captive portal's page is told from an answer of AWS", async () => {
  const page = (status: number): Response => new Response("<html>sign in to the hotel</html>", { status });
  for (const status of [200, 302, 403]) {
    const error = await failureOf(page(status));
    expect(error).toBeInstanceOf(ActasError);
    expect(error).toMatchObject({
      code: "unreachable",
      message: expect.stringMatching(/answered \(HTTP \d+\) with something that AWS does not send$/),
      hints: [expect.stringContaining("open any web page in a browser"), expect.anything()],
    });
  }
});

test("an answer that lacks a token, or has no number where one must be, is not used", async () => {
  for (const answer of [{}, { accessToken: "", expiresIn: 1 }, { accessToken: "a", expiresIn: "soon" }, []]) {
    expect(await failureOf(Response.json(answer))).toMatchObject({ code: "unreachable" });
  }
});

test("throttling and unknown words of AWS are told apart from refusals", async () => {
  expect(await failureOf(refusal("", "TooManyRequestsException", 429))).toMatchObject({ code: "throttled" });
  expect(await failureOf(refusal("", "WhoKnowsException", 400))).toMatchObject({
    code: "access-denied",
    message: "cannot get an access token from Identity Center: Identity Center answered WhoKnowsException (HTTP 400)",
  });
});

test("an address where nothing listens is named, with the setting it comes from", async () => {
  const { outcome } = await against(Response.json({}), async (_, url) => url);
  const url = outcome?.status === "fulfilled" ? outcome.value : "";
  const oidc = new SsoOidc(oidcEndpoint("eu-west-1", url), new Clock());
  const failed = oidc.startDeviceAuthorization(CLIENT, "https://corp.awsapps.com/start");
  await expect(failed).rejects.toMatchObject({
    code: "unreachable",
    message: `cannot begin the device grant: cannot reach Identity Center at ${url}: connection refused`,
    hints: [expect.stringContaining("the region decides the address"), expect.any(String)],
  });
});

test("the page to sign in has the scopes under AWS's name, and the code challenge", () => {
  const page = authorizeUrl(oidcEndpoint("eu-west-1"), {
    clientId: "c",
    redirectUri: "http://127.0.0.1:1234/oauth/callback",
    state: "s",
    codeChallenge: "h",
    scopes: ["sso:account:access", "more"],
  });
  expect(page.origin + page.pathname).toBe("https://oidc.eu-west-1.amazonaws.com/authorize");
  expect(Object.fromEntries(page.searchParams)).toEqual({
    response_type: "code",
    client_id: "c",
    redirect_uri: "http://127.0.0.1:1234/oauth/callback",
    state: "s",
    code_challenge: "h",
    code_challenge_method: "S256",
    scopes: "sso:account:access more",
  });
});

test("China has a domain of its own", () => {
  expect(oidcEndpoint("cn-north-1").url).toBe("https://oidc.cn-north-1.amazonaws.com.cn");
});
