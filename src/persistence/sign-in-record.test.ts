import { expect, test } from "bun:test";
import { z } from "zod/mini";
import { Secret } from "../base/secret.ts";
import type { CredentialServerDefinition } from "../source-files/kinds/credential-server.ts";
import type { IdentityCenterDefinition } from "../source-files/kinds/identity-center.ts";
import type { WebIdentityDefinition } from "../source-files/kinds/web-identity.ts";
import { isOfKind, type SignIn } from "../sources/sign-ins.ts";
import { SignInRecord } from "./sign-in-record.ts";

const CENTER: IdentityCenterDefinition = {
  ...{ kind: "identity-center", id: "corp", url: "https://corp.example/start", origin: "corp.json" },
  ...{ defaultGrantType: "device", region: "eu-west-1", scopes: ["a"], shareCache: true },
  endpoints: { oidc: "https://o" },
};
const IN_CENTER: SignIn<"identity-center"> = {
  ...{ key: "k", kind: "identity-center", source: "corp", url: CENTER.url, person: "ana", renewable: true },
  expiration: new Date("2026-01-02T03:04:05Z"),
  obtainedAt: 1_767_000_000_000,
  definition: CENTER,
  held: {
    grantType: "code",
    accessToken: new Secret("access"),
    refreshToken: new Secret("refresh"),
    leftInFile: new Secret("left"),
    client: { clientId: "id", clientSecret: new Secret("secret"), expiration: new Date("2026-03-04T05:06:07Z") },
  },
};
const SERVER: CredentialServerDefinition = {
  ...{ kind: "credential-server", id: "team", url: "https://team.example/api/", origin: "team.json" },
  defaultGrantType: "code",
  oauth: {
    ...{ clientId: "id", clientSecret: new Secret("oauth-secret"), scopes: ["profile"] },
    tokenEndpoint: "https://team.example/token",
    revocationEndpoint: "https://team.example/revoke",
  },
};
const AT_SERVER: SignIn<"credential-server"> = {
  ...{ key: "k", kind: "credential-server", source: "team", url: SERVER.url, renewable: false },
  definition: SERVER,
  held: { grantType: "device", accessToken: new Secret("access"), proofKey: new Secret("{}") },
};

const PROVIDER: WebIdentityDefinition = {
  ...{
    kind: "web-identity",
    id: "yoyo",
    url: "https://idp.example/.well-known/openid-configuration",
    origin: "y.json",
  },
  ...{ defaultGrantType: "code", clientId: "id", clientSecret: new Secret("client-secret"), scopes: ["openid"] },
  ...{ redirectHost: "localhost", redirectPath: "/redirect_uri", ports: [10800] },
};
const AT_PROVIDER: SignIn<"web-identity"> = {
  ...{ key: "k", kind: "web-identity", source: "yoyo", url: PROVIDER.url, renewable: true },
  expiration: new Date("2026-01-02T03:04:05Z"),
  definition: PROVIDER,
  held: {
    grantType: "code",
    idToken: new Secret("id-token"),
    accessToken: new Secret("access"),
    refreshToken: new Secret("refresh"),
  },
};

/** What the next agent makes of it, with every secret and time in the clear. */
function plain(signIn: SignIn): unknown {
  return JSON.parse(JSON.stringify(z.encode(SignInRecord, signIn)));
}

function crossing(signIn: SignIn): SignIn {
  return SignInRecord.parse(plain(signIn));
}

test.each<[string, SignIn]>([
  ["Identity Center", IN_CENTER],
  ["a credential server", AT_SERVER],
  ["an OpenID provider", AT_PROVIDER],
])("a sign-in to %s crosses a hand-over whole, with what it was made with", (_, signIn) => {
  const crossed = crossing(signIn);
  expect(Object.keys(crossed).sort()).toEqual(Object.keys(signIn).sort());
  expect(Object.keys(crossed.held).sort()).toEqual(Object.keys(signIn.held).sort());
  expect(plain(crossed)).toEqual(plain(signIn));
});

test("its secrets are secrets again, and its times are times", () => {
  const crossed = crossing(IN_CENTER);
  if (!isOfKind(crossed, "identity-center")) throw new Error("it is another sign-in");
  const { accessToken, client, leftInFile, refreshToken } = crossed.held;
  const secrets = [accessToken, refreshToken, leftInFile, client?.clientSecret];
  expect(secrets.map((secret) => secret?.reveal())).toEqual(["access", "refresh", "left", "secret"]);
  expect([crossed.expiration, client?.expiration]).toEqual([
    ...[IN_CENTER.expiration, IN_CENTER.held.client?.expiration],
  ]);
  expect(crossed.definition).toEqual(CENTER);
  const { definition } = crossing(AT_SERVER);
  expect(definition?.kind === "credential-server" && definition.oauth.clientSecret?.reveal()).toBe("oauth-secret");
});

/** What the version before left: the tokens beside what is known of every sign-in, and no kind. */
const OLDER = {
  ...{ key: "k", source: "corp", url: CENTER.url, grant: "code", person: "ana", accessToken: "access" },
  ...{ refreshToken: "refresh", expiration: "2026-01-02T03:04:05.000Z", leftInFile: "left", obtainedAt: 1 },
  client: { clientId: "id", clientSecret: "secret", expiration: "2026-03-04T05:06:07.000Z" },
};

test("an agent of the version before can hand over", () => {
  const { defaultGrantType, ...center } = CENTER;
  const older = { ...OLDER, definition: { ...center, defaultGrant: defaultGrantType } };
  expect(plain(SignInRecord.parse(older))).toEqual({ ...(plain(IN_CENTER) as object), obtainedAt: 1 });
});

test.each([
  ["with a client is one to Identity Center", OLDER, "identity-center", true],
  ["of its definition's kind", { ...OLDER, definition: SERVER }, "credential-server", true],
  [
    "without either is one to a credential server",
    { key: "k", source: "team", url: SERVER.url, grant: "code", accessToken: "access" },
    ...(["credential-server", false] as const),
  ],
])("a sign-in of the version before %s", (_, older, kind, renewable) => {
  const record = JSON.parse(JSON.stringify(older));
  if (record.definition) record.definition.oauth.clientSecret = "x";
  expect(SignInRecord.parse(record)).toMatchObject({ kind, renewable });
});
