import { describe, expect, test } from "bun:test";
import { Clock } from "../base/clock.ts";
import { Secret } from "../base/secret.ts";
import { Iam } from "./iam.ts";
import { oidcEndpoint, portalEndpoint } from "./identity-center/sso-endpoint.ts";
import { SsoOidc } from "./identity-center/sso-oidc.ts";
import { SsoPortal } from "./identity-center/sso-portal.ts";
import { Sts } from "./sts.ts";

/** What comes of a call while `answer` is given to each try, and when there was one. */
async function against<T>(answer: (tries: number) => Response, call: (url: string) => Promise<T>) {
  const tries: number[] = [];
  await using server = Bun.serve({
    hostname: "127.0.0.1",
    port: 0,
    fetch: () => answer(tries.push(performance.now())),
  });
  const [outcome] = await Promise.allSettled([call(server.url.href)]);
  return { outcome, tries };
}

const clock = new Clock();
const keys = { accessKeyId: "AKIAEXAMPLE", secretAccessKey: new Secret("secret") };
const where = (endpointUrl: string) => ({ region: "eu-west-1", endpointUrl, scope: "regional" }) as const;
const role = { roleArn: "arn:aws:iam::111122223333:role/Dev", roleSessionName: "ana", durationSeconds: 900 };
const mfa = { serialNumber: "arn:aws:iam::111122223333:mfa/ana", tokenCode: "123456" };
const client = { clientId: "client", clientSecret: new Secret("c"), expiration: new Date() };
const proof = { code: new Secret("c"), codeVerifier: new Secret("v"), redirectUri: "http://127.0.0.1/" };
const portal = (url: string, attempts?: "once") =>
  new SsoPortal(portalEndpoint("eu-west-1", url), new Secret("access"), clock, attempts);
const oidc = (url: string) => new SsoOidc(oidcEndpoint("eu-west-1", url), clock);
const sts = new Sts(clock);
const iam = new Iam(clock);
const KEY = "AKIAEXAMPLE";

const THREE_TRIES: Readonly<Record<string, (url: string) => Promise<unknown>>> = {
  GetCallerIdentity: (url) => sts.getCallerIdentity(where(url), keys),
  AssumeRole: (url) => sts.assumeRole(where(url), keys, role),
  AssumeRoleWithWebIdentity: (url) =>
    sts.assumeRoleWithWebIdentity(where(url), { ...role, durationSeconds: "max", token: new Secret("a.b.c") }),
  GetSessionToken: (url) => sts.getSessionToken(where(url), keys, 900),
  ListAccessKeys: (url) => iam.listAccessKeys(where(url), keys),
  UpdateAccessKey: (url) => iam.setKeyStatus(where(url), keys, { accessKeyId: KEY, status: "Inactive" }),
  DeleteAccessKey: (url) => iam.deleteAccessKey(where(url), keys, KEY),
  ListAccounts: (url) => portal(url).accountsPage(),
  ListAccountRoles: (url) => portal(url).accountRoles("111122223333"),
  GetRoleCredentials: (url) => portal(url).roleCredentials("111122223333", "Dev"),
  Logout: (url) => portal(url).logout(),
  RegisterClient: (url) => oidc(url).registerClient({ clientName: "a", scopes: [], grantTypes: ["refresh_token"] }),
  StartDeviceAuthorization: (url) => oidc(url).startDeviceAuthorization(client, "https://corp.awsapps.com/start"),
  "CreateToken, by refresh": (url) =>
    oidc(url).createToken(client, { grantType: "refresh_token", refreshToken: new Secret("r") }),
};

/** What is spent by being sent, and what is asked again anyway. */
const ONE_TRY: Readonly<Record<string, (url: string) => Promise<unknown>>> = {
  "AssumeRole, with an MFA code": (url) => sts.assumeRole(where(url), keys, { ...role, mfa }),
  "GetSessionToken, with an MFA code": (url) => sts.getSessionToken(where(url), keys, 900, mfa),
  CreateAccessKey: (url) => iam.createAccessKey(where(url), keys),
  "GetCallerIdentity, for a name": (url) => sts.sessionNameOf(where(url), keys),
  "CreateToken, by code": (url) => oidc(url).createToken(client, { grantType: "authorization_code", ...proof }),
  "CreateToken, by device": (url) =>
    oidc(url).createToken(client, { grantType: "device_code", deviceCode: new Secret("d") }),
  "ListAccounts, for a list of roles": (url) => portal(url, "once").accountsPage(),
  "ListAccountRoles, for a list of roles": (url) => portal(url, "once").accountRoles("111122223333"),
};

const TROUBLES = {
  "is asked too often": () => Response.json({ __type: "TooManyRequestsException" }, { status: 429 }),
  fails: () => new Response("", { status: 500 }),
  "is not there": () => new Response("", { status: 503 }),
} as const;

describe.each(Object.entries(TROUBLES))("when AWS %s", (_, trouble) => {
  test.concurrent.each(Object.entries(THREE_TRIES))(
    "%s is tried three times",
    async (__, call) => {
      const { outcome, tries } = await against(trouble, call);
      expect([outcome.status, tries.length]).toEqual(["rejected", 3]);
    },
    20_000,
  );

  test.concurrent.each(Object.entries(ONE_TRY))("%s is tried once", async (__, call) => {
    const { outcome, tries } = await against(trouble, call);
    expect([outcome.status, tries.length]).toEqual(["rejected", 1]);
  });
});

const tooOften = (headers: Record<string, string> = {}) =>
  Response.json({}, { status: 429, headers: { "x-amzn-errortype": "TooManyRequestsException", ...headers } });
const ACCOUNTS = { accountList: [{ accountId: "111122223333" }] };

test.concurrent("a list of accounts survives one answer of 429", async () => {
  const answer = (tries: number) => (tries === 1 ? tooOften() : Response.json(ACCOUNTS));
  const { outcome } = await against(answer, (url) => portal(url).accountsPage());
  expect(outcome).toMatchObject({ value: { accounts: [{ accountId: "111122223333" }] } });
});

test.concurrent.each(["1", "86400"])(
  "Retry-After: %s is kept to within some seconds",
  async (seconds) => {
    const answer = (tries: number) => (tries === 1 ? tooOften({ "retry-after": seconds }) : Response.json(ACCOUNTS));
    const { outcome, tries } = await against(answer, (url) => portal(url).accountsPage());
    const [first = 0, second = 0] = tries;
    expect(outcome.status).toBe("fulfilled");
    expect(second - first).toBeGreaterThanOrEqual(950);
    expect(second - first).toBeLessThanOrEqual(10_000);
  },
  20_000,
);
