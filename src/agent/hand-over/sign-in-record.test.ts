import { expect, test } from "bun:test";
import { z } from "zod/mini";
import { Secret } from "../../base/secret.ts";
import type { CredentialServerDefinition } from "../../source-files/kinds/credential-server.ts";
import type { IdentityCenterDefinition } from "../../source-files/kinds/identity-center.ts";
import type { SourceDefinition } from "../../source-files/source-definition.ts";
import type { SignIn } from "../../sources/sign-ins.ts";
import { SignInRecord } from "./sign-in-record.ts";

const OAUTH_SECRET = new Secret("oauth-secret");
const DEFINITION: CredentialServerDefinition = {
  ...{
    kind: "credential-server",
    id: "corp",
    url: "https://corp.example/api/",
    origin: "corp.json",
    defaultGrantType: "code",
  },
  oauth: {
    ...{ clientId: "id", clientSecret: OAUTH_SECRET, scopes: ["profile"] },
    tokenEndpoint: "https://corp.example/token",
    revocationEndpoint: "https://corp.example/revoke",
  },
};
const SIGN_IN = {
  key: "k",
  source: "corp",
  url: "https://corp.example/start",
  grantType: "code",
  accessToken: new Secret("access"),
  refreshToken: new Secret("refresh"),
  expiration: new Date("2026-01-02T03:04:05Z"),
  obtainedAt: 1_767_000_000_000,
  leftInFile: new Secret("left"),
  definition: DEFINITION,
  client: { clientId: "id", clientSecret: new Secret("secret"), expiration: new Date("2026-03-04T05:06:07Z") },
} as const;

function crossing(signIn: SignIn): SignIn {
  return SignInRecord.parse(JSON.parse(JSON.stringify(z.encode(SignInRecord, signIn))));
}

test("a sign-in crosses a hand-over whole", () => {
  const crossed = crossing(SIGN_IN);
  expect(crossed.accessToken.reveal()).toBe("access");
  expect(crossed.refreshToken?.reveal()).toBe("refresh");
  expect(crossed.client?.clientSecret.reveal()).toBe("secret");
  expect(crossed.expiration).toEqual(SIGN_IN.expiration);
  expect(crossed.client?.expiration).toEqual(SIGN_IN.client.expiration);
  expect(crossed.leftInFile?.reveal()).toBe("left");
  expect(crossed.obtainedAt).toBe(SIGN_IN.obtainedAt);
});

test("with it crosses what it was made with, so that it can be ended", () => {
  const crossed = (definition: SourceDefinition): unknown => crossing({ ...SIGN_IN, definition }).definition;
  const definition = crossed(DEFINITION) as CredentialServerDefinition;
  const { clientSecret, ...oauth } = definition.oauth;
  const { clientSecret: _, ...plain } = DEFINITION.oauth;
  expect(clientSecret?.equals(OAUTH_SECRET)).toBe(true);
  expect({ ...definition, oauth }).toEqual({ ...DEFINITION, oauth: plain });
  const center: IdentityCenterDefinition = {
    ...{ kind: "identity-center", id: "corp", url: "https://corp.example/start", origin: "corp.json" },
    ...{
      defaultGrantType: "device",
      region: "eu-west-1",
      scopes: ["a"],
      shareCache: true,
      endpoints: { oidc: "https://o" },
    },
  };
  expect(crossed(center)).toEqual(center);
});

test("what a sign-in does not have stays absent", () => {
  const { key, source, url, grantType, accessToken } = SIGN_IN;
  const plain = { key, source, url, grantType, accessToken };
  expect(Object.keys(crossing(plain)).sort()).toEqual(["accessToken", "grantType", "key", "source", "url"]);
});
