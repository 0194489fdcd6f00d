import { afterAll, expect, test } from "bun:test";
import { oidcEndpoint, portalEndpoint } from "../../src/aws/identity-center/sso-endpoint.ts";
import { SsoOidc } from "../../src/aws/identity-center/sso-oidc.ts";
import { SsoPortal } from "../../src/aws/identity-center/sso-portal.ts";
import { Sts } from "../../src/aws/sts.ts";
import { Clock } from "../../src/base/clock.ts";
import { Secret } from "../../src/base/secret.ts";
import { redeemCode } from "../../src/oauth/redeem-code.ts";
import { refreshTokens } from "../../src/oauth/refresh-tokens.ts";
import { revoke } from "../../src/oauth/revoke.ts";
import { askCredentialServer, serverError } from "../../src/sources/credential-server/ask-credential-server.ts";

/** Short and plain, so that they would pass wherever a name or a code is let through. */
const SECRETS = [
  "SESSIONTOKEN12345",
  "ACCESSTOKEN12345",
  "CLIENTSECRET1234",
  "REFRESHTOKEN1234",
  "DEVICECODE123456",
  "AUTHCODE12345678",
  "VERIFIER12345678901234567890123456789012345678",
  "987654",
];
const [session = "", access = "", client = "", refresh = "", device = "", code = "", verifier = "", mfaCode = ""] =
  SECRETS;

let answer: (echo: string, secret: string) => Response;
const server = Bun.serve({
  hostname: "127.0.0.1",
  port: 0,
  async fetch(request) {
    const headers = [...request.headers].map(([name, value]) => `${name}: ${value}`).join(" ");
    const echo = `${headers} ${await request.text()}`.replace(/[<>&"\n]/g, " ");
    return answer(echo, SECRETS.find((secret) => echo.includes(secret)) ?? "none");
  },
});
const url = server.url.href;
afterAll(() => server.stop(true));

const clock = new Clock();
const keys = {
  accessKeyId: "ASIAEXAMPLE",
  secretAccessKey: new Secret("SECRETKEY"),
  sessionToken: new Secret(session),
};
const mfa = { serialNumber: "arn:aws:iam::111122223333:mfa/ana", tokenCode: mfaCode };
const where = { region: "eu-west-1", endpointUrl: url, scope: "regional" } as const;
const oidc = new SsoOidc(oidcEndpoint("eu-west-1", url), clock);
const portal = new SsoPortal(portalEndpoint("eu-west-1", url), new Secret(access), clock);
const registered = { clientId: "client", clientSecret: new Secret(client), expiration: new Date() };
const oauthClient = {
  clientId: "client",
  clientSecret: new Secret(client),
  scopes: [],
  tokenEndpoint: url,
  revocationEndpoint: url,
  authorizationEndpoint: url,
};
const context = { source: "team", action: "sign in", origin: "team.json" };
const team = {
  kind: "credential-server",
  id: "team",
  url,
  defaultGrantType: "code",
  origin: "team.json",
  oauth: oauthClient,
} as const;
const signIn = {
  key: "k",
  kind: "credential-server",
  source: "team",
  url,
  renewable: false,
  held: { grantType: "code", accessToken: new Secret(access) },
} as const;
const proof = { code: new Secret(code), codeVerifier: new Secret(verifier), redirectUri: "http://127.0.0.1/" };

const CALLS: Readonly<Record<string, () => Promise<unknown>>> = {
  "GetCallerIdentity, of a session": () => sts().getCallerIdentity(where, keys),
  "GetSessionToken, with a code": () => sts().getSessionToken(where, keys, 900, mfa),
  "AssumeRole, with a code": () =>
    sts().assumeRole(where, keys, {
      roleArn: "arn:aws:iam::1:role/a",
      roleSessionName: "a",
      durationSeconds: 900,
      mfa,
    }),
  AssumeRoleWithWebIdentity: () =>
    sts().assumeRoleWithWebIdentity(where, {
      roleArn: "arn:aws:iam::1:role/a",
      roleSessionName: "a",
      durationSeconds: "max",
      token: new Secret(access),
    }),
  ListAccounts: () => portal.accountsPage(),
  GetRoleCredentials: () => portal.roleCredentials("111122223333", "Dev"),
  StartDeviceAuthorization: () => oidc.startDeviceAuthorization(registered, "https://corp.awsapps.com/start"),
  "CreateToken, by code": () => oidc.createToken(registered, { grantType: "authorization_code", ...proof }),
  "CreateToken, by device": () =>
    oidc.createToken(registered, { grantType: "device_code", deviceCode: new Secret(device) }),
  "CreateToken, by refresh": () =>
    oidc.createToken(registered, { grantType: "refresh_token", refreshToken: new Secret(refresh) }),
  "OAuth, by code": () =>
    redeemCode(
      oauthClient,
      {
        callback: new URL(`${url}?code=${code}&state=s`),
        state: "s",
        redirectUri: url,
        codeVerifier: new Secret(verifier),
      },
      context,
      clock,
    ),
  "OAuth, by refresh": () => refreshTokens(oauthClient, new Secret(refresh), context, clock),
  "OAuth, revoked": () =>
    revoke(oauthClient, { accessToken: new Secret(access), refreshToken: new Secret(refresh) }, context),
  "a credential server": async () => {
    const answered = await askCredentialServer(team, signIn, { method: "POST", path: "assume-role", body: {} }, "ask");
    throw serverError(answered, team, "assume-role", "ask");
  },
};

function sts(): Sts {
  return new Sts(clock);
}

const headersWith = (text: string) => ({ "x-amzn-requestid": text, "x-amzn-errortype": text, "retry-after": text });
const xml = (name: string, text: string): string =>
  `<ErrorResponse><Error><Type>Sender</Type><Code>${name}</Code><Message>${text}</Message></Error><RequestId>${text}</RequestId></ErrorResponse>`;

const ANSWERS: Readonly<Record<string, typeof answer>> = {
  "all of it, in XML": (echo) =>
    new Response(xml("ValidationError", echo), { status: 400, headers: headersWith(echo) }),
  "all of it, as a refusal": (echo) =>
    new Response(xml("AccessDenied", echo), { status: 403, headers: headersWith(echo) }),
  "one secret as the name": (_, secret) =>
    new Response(xml(secret, secret), { status: 400, headers: headersWith(secret) }),
  "all of it, in JSON": (echo) =>
    Response.json(
      { __type: echo, message: echo, error: echo, error_description: echo },
      { status: 400, headers: headersWith(echo) },
    ),
  "one secret as every word": (_, secret) =>
    Response.json(
      { __type: secret, message: secret, error: secret, error_description: secret },
      { status: 403, headers: headersWith(secret) },
    ),
  "one secret as an error that says 200": (_, secret) => Response.json({ error: secret, error_description: secret }),
  "one secret with trouble": (_, secret) =>
    Response.json({ error: secret, __type: secret }, { status: 429, headers: headersWith(secret) }),
  text: (echo) => new Response(echo, { status: 418, statusText: "Teapot", headers: headersWith(echo) }),
};

for (const [said, made] of Object.entries(ANSWERS)) {
  test.each(Object.keys(CALLS))(
    `a server that repeats ${said} is not repeated: %s`,
    async (name) => {
      answer = made;
      const thrown: unknown = await CALLS[name]?.().catch((error: unknown) => error);
      const {
        message = "",
        hints = [],
        answered = "",
      } = thrown as { message?: string; hints?: string[]; answered?: string };
      const shown = [message, ...hints, answered].join("\n");
      for (const secret of SECRETS) expect(shown).not.toContain(secret);
      expect(shown).not.toContain(btoa(`client:${client}`).replace(/=+$/, ""));
    },
    20_000,
  );
}
