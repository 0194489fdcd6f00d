import { describe, expect, test } from "bun:test";
import { Secret } from "../base/secret.ts";
import type { CredentialServerDefinition } from "../source-files/kinds/credential-server.ts";
import type { IdentityCenterDefinition } from "../source-files/kinds/identity-center.ts";
import type { IamUserReference } from "../targets/kinds/iam-user.ts";
import type { ResolvedTarget } from "../targets/resolved-target.ts";
import type { RoleHop } from "../targets/role-hops.ts";
import { cacheKey, signInKey, targetKey } from "./cache-key.ts";

const STS = { region: "eu-west-1", scope: "regional" } as const;
const USER: IamUserReference = {
  kind: "iam-user",
  profile: "ana",
  accessKeyId: "AKIAEXAMPLE000000001",
  secretAccessKey: new Secret("x"),
  sessionDurationSeconds: 43_200,
  sessionTokenUse: "auto",
  sts: STS,
};
const HOP: RoleHop = { roleArn: "arn:aws:iam::111122223333:role/Dev", durationSeconds: 3600, sts: STS };
const TARGET: ResolvedTarget = { name: "dev", source: USER, chain: [HOP], endpointVariables: {}, notices: [] };
const { accessKeyId: _, secretAccessKey: __, ...SETTINGS } = USER;
const COMMAND = { ...SETTINGS, kind: "credential-process", command: "c" } as const;
const key = targetKey(TARGET);
const withHop = (change: Partial<RoleHop>): string => targetKey({ ...TARGET, chain: [{ ...HOP, ...change }] });
const withUser = (change: Partial<IamUserReference>): string =>
  targetKey({ ...TARGET, source: { ...USER, ...change } });

test("names, notices and the secret are not part of the key", () => {
  expect(targetKey({ ...TARGET, name: "other", region: "us-east-1", notices: ["hear"] })).toBe(key);
  expect(withUser({ profile: "ana-2", secretAccessKey: new Secret("y") })).toBe(key);
});

test.each([
  ["the role", withHop({ roleArn: "arn:aws:iam::111122223333:role/Admin" })],
  ["the duration", withHop({ durationSeconds: 900 })],
  ["the external ID", withHop({ externalId: "id" })],
  ["the session name", withHop({ roleSessionName: "ana" })],
  ["the region asked", withHop({ sts: { ...STS, region: "us-east-1" } })],
  ["the endpoint asked", withHop({ sts: { ...STS, endpointUrl: "http://127.0.0.1:1" } })],
  ["the key of the user", withUser({ accessKeyId: "AKIAEXAMPLE000000002" })],
  ["the MFA device", withUser({ serialNumber: "arn:aws:iam::111122223333:mfa/ana" })],
  ["the session's length", withUser({ sessionDurationSeconds: 900 })],
  ["whether there is a session", withUser({ sessionTokenUse: "never" })],
  ["a role more", targetKey({ ...TARGET, chain: [HOP, HOP] })],
  ["no role", targetKey({ ...TARGET, chain: [] })],
  ["another source", targetKey({ ...TARGET, source: COMMAND })],
])("%s makes another key", (_, other) => {
  expect(other).not.toBe(key);
});

test("each role that a source lends has a key of its own", () => {
  const corp: IdentityCenterDefinition = {
    ...{ kind: "identity-center", id: "corp", url: "https://corp.awsapps.com/start", region: "eu-west-1" },
    ...{ scopes: [], defaultGrantType: "code", origin: "corp.json", shareCache: false, endpoints: {} },
  };
  const team: CredentialServerDefinition = {
    ...{ kind: "credential-server", id: "team", url: "https://team.example/", defaultGrantType: "code", origin: "t" },
    oauth: { clientId: "a", scopes: [], tokenEndpoint: "https://team.example/token" },
  };
  const inCenter = (accountId: string, roleName: string): string =>
    targetKey({
      ...TARGET,
      source: { kind: "identity-center", source: corp, accountId, roleName, sts: STS },
      chain: [],
    });
  const ofServer = (role: string): string =>
    targetKey({ ...TARGET, source: { kind: "credential-server", source: team, role, sts: STS }, chain: [] });
  const keys = [
    inCenter("111122223333", "Admin"),
    inCenter("111122223333", "ReadOnly"),
    inCenter("444455556666", "Admin"),
    ofServer("Admin"),
    ofServer("ReadOnly"),
  ];
  expect(new Set(keys).size).toBe(keys.length);
});

describe("a sign-in", () => {
  const corp: IdentityCenterDefinition = {
    kind: "identity-center",
    id: "corp",
    url: "https://corp.awsapps.com/start",
    region: "eu-west-1",
    scopes: ["sso:account:access"],
    defaultGrantType: "code",
    origin: "corp.json",
    shareCache: false,
    endpoints: {},
  };
  const at = (oidc: string, portal: string): string => signInKey({ ...corp, endpoints: { oidc, portal } });
  const team: CredentialServerDefinition = {
    kind: "credential-server",
    id: "team",
    url: "https://team.example/",
    defaultGrantType: "code",
    origin: "team.json",
    oauth: { clientId: "a", scopes: [], tokenEndpoint: "https://team.example/token" },
  };
  const withOauth = (change: object): string => signInKey({ ...team, oauth: { ...team.oauth, ...change } });

  test.each([
    ["the region", signInKey({ ...corp, region: "us-east-1" }), signInKey(corp)],
    [
      "the home in which it is shared",
      signInKey({ ...corp, shareCache: true, home: "/home/ben" }),
      signInKey({ ...corp, shareCache: true, home: "/home/ana" }),
    ],
    ["the OIDC endpoint", signInKey({ ...corp, endpoints: { oidc: "https://a.example" } }), signInKey(corp)],
    ["the portal", signInKey({ ...corp, endpoints: { portal: "https://a.example" } }), signInKey(corp)],
    [
      "which of the two it is",
      at("https://a.example", "https://b.example"),
      at("https://b.example", "https://a.example"),
    ],
    ["the port", at("https://a.example:1", "https://b.example"), at("https://a.example", "https://b.example")],
    ["the token endpoint", withOauth({ tokenEndpoint: "https://evil.example/token" }), signInKey(team)],
    ["the revocation endpoint", withOauth({ revocationEndpoint: "https://evil.example/revoke" }), signInKey(team)],
    ["the server", signInKey({ ...team, url: "https://other.example/" }), signInKey(team)],
  ])("is another one with another value of %s", (_, one, other) => {
    expect(one).not.toBe(other);
  });

  test("is the same however its addresses are spelt, and whatever file they were read from", () => {
    expect(at("https://A.example:443/", "https://b.example/x/")).toBe(at("https://a.example", "https://b.example/x"));
    expect(signInKey({ ...corp, origin: "elsewhere", scopes: [] })).toBe(signInKey(corp));
  });
});

test("parts cannot run into each other, and absent is not the same as empty", () => {
  expect(cacheKey("a", "bc")).not.toBe(cacheKey("ab", "c"));
  expect(cacheKey("a", undefined)).not.toBe(cacheKey("a", ""));
  expect(cacheKey("a", 1)).not.toBe(cacheKey("a", "1"));
  expect(cacheKey("a", 1)).toBe(cacheKey("a", 1));
});

test("for the keys that a command prints, what is done with a user's keys is part of the key too", () => {
  const ofCommand = (change: object): string => targetKey({ ...TARGET, source: { ...COMMAND, ...change } });
  const keys = [
    {},
    { command: "d" },
    { serialNumber: "arn:aws:iam::111122223333:mfa/ana" },
    { sessionDurationSeconds: 900 },
    { sessionTokenUse: "never" },
    { surroundings: { directory: "/", environment: {} } },
    { surroundings: { directory: "/home", environment: {} } },
    { surroundings: { directory: "/", environment: { AWS_CONFIG_FILE: "/x" } } },
  ].map(ofCommand);
  expect(new Set(keys).size).toBe(keys.length);
});
