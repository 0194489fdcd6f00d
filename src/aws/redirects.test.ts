import { afterAll, beforeEach, expect, test } from "bun:test";
import { Clock } from "../base/clock.ts";
import { Secret } from "../base/secret.ts";
import { oidcEndpoint, portalEndpoint } from "./identity-center/sso-endpoint.ts";
import { SsoOidc } from "./identity-center/sso-oidc.ts";
import { SsoPortal } from "./identity-center/sso-portal.ts";
import { Sts } from "./sts.ts";

const heard: string[] = [];
const second = Bun.serve({
  hostname: "127.0.0.1",
  port: 0,
  fetch: async (request) =>
    Response.json(heard.push(`${JSON.stringify([...request.headers])} ${await request.text()}`)),
});
let status = 307;
let asked = 0;
const first = Bun.serve({
  hostname: "127.0.0.1",
  port: 0,
  fetch: ({ url }) => {
    asked++;
    return new Response(null, { status, headers: { location: new URL(new URL(url).pathname, second.url).href } });
  },
});
const url = first.url.href;
afterAll(() => Promise.all([first.stop(true), second.stop(true)]));
beforeEach(() => {
  heard.length = 0;
  asked = 0;
});

const clock = new Clock();
const keys = {
  accessKeyId: "ASIAEXAMPLE",
  secretAccessKey: new Secret("secret-key"),
  sessionToken: new Secret("session-token"),
};
const oidc = new SsoOidc(oidcEndpoint("eu-west-1", url), clock);
const portal = new SsoPortal(portalEndpoint("eu-west-1", url), new Secret("access-token"), clock);
const sts = new Sts(clock);
const where = { region: "eu-west-1", endpointUrl: url, scope: "regional" } as const;
const client = { clientId: "client", clientSecret: new Secret("client-secret"), expiration: new Date() };
const mfa = { serialNumber: "arn:aws:iam::111122223333:mfa/ana", tokenCode: "123456" };

const CALLS: Readonly<Record<string, () => Promise<unknown>>> = {
  GetCallerIdentity: () => sts.getCallerIdentity(where, keys),
  GetSessionToken: () => sts.getSessionToken(where, keys, 900, mfa),
  AssumeRole: () =>
    sts.assumeRole(where, keys, {
      roleArn: "arn:aws:iam::111122223333:role/Dev",
      roleSessionName: "a",
      durationSeconds: 900,
    }),
  AssumeRoleWithWebIdentity: () =>
    sts.assumeRoleWithWebIdentity(where, {
      roleArn: "arn:aws:iam::111122223333:role/Dev",
      roleSessionName: "a",
      durationSeconds: "max",
      token: new Secret("a.b.c"),
    }),
  ListAccounts: () => portal.accountsPage(),
  ListAccountRoles: () => portal.accountRoles("111122223333"),
  GetRoleCredentials: () => portal.roleCredentials("111122223333", "Dev"),
  Logout: () => portal.logout(),
  RegisterClient: () => oidc.registerClient({ clientName: "a", scopes: [], grantTypes: ["refresh_token"] }),
  StartDeviceAuthorization: () => oidc.startDeviceAuthorization(client, "https://corp.awsapps.com/start"),
  CreateToken: () =>
    oidc.createToken(client, { grantType: "refresh_token", refreshToken: new Secret("refresh-token") }),
};

for (const code of [301, 302, 303, 307, 308]) {
  test.each(Object.keys(CALLS))(`a ${code} for %s is not followed: nothing reaches another server`, async (name) => {
    status = code;
    const error = await CALLS[name]?.().then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(Error);
    expect(asked).toBeGreaterThan(0);
    expect(heard).toEqual([]);
  });
}
