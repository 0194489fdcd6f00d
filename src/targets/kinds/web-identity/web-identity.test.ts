import { expect, test } from "bun:test";
import { profileFiles, refusal, resolve } from "../../../../test/profile-files.ts";
import { ANA, chainInShort, KEYS, path, role } from "../../../../test/support/chain-in-short.ts";
import type { RequestEnvironment } from "../../../base/credential-request.ts";
import type { WebIdentityDefinition } from "../../../source-files/kinds/web-identity.ts";
import { NO_SOURCES } from "../../../source-files/source-definitions.ts";
import { knownSources } from "../../known-sources.ts";
import { resolveTarget } from "../../resolve-target.ts";
import { sourceNamed } from "../../source-named.ts";
import { withWebVariables } from "./with-variables.ts";

const ISSUER = "https://idp.example.com/oauth2/default";
const DOCUMENT = `${ISSUER}/.well-known/openid-configuration`;
const IDP = `web_identity_auth_url = ${ISSUER}\nweb_identity_client_id = aws\n`;
const DEV = `[profile dev]\nrole_arn = ${role("Dev")}\n`;

const YOYO: WebIdentityDefinition = {
  ...{ kind: "web-identity", id: "yoyo", url: DOCUMENT, origin: "yoyo.json", defaultGrantType: "code" },
  ...{ clientId: "aws", scopes: ["openid"], redirectHost: "127.0.0.1", redirectPath: "/oauth2callback" },
};

test.each([
  ["itself", `${DEV}${IDP}`],
  ["by its source profile", `${DEV}source_profile = idp\n[profile idp]\n${IDP}`],
  ["by the profile default, as aws-runas inherits", `[default]\n${IDP}\n${DEV}`],
])("a profile that says %s where one signs in takes its role for the token", async (_, config) => {
  expect(await path(config, "dev")).toBe(`${DOCUMENT} (web-identity) > Dev`);
});

test("roles follow each other, the jump role first, and a role may be named by its ARN", async () => {
  const config = `${DEV}${IDP}jump_role_arn = ${role("Jump")}\n[profile next]\nrole_arn = ${role("Next")}\nsource_profile = dev\n`;
  expect(await path(config, "dev")).toBe(`${DOCUMENT} (web-identity) > Jump > Dev`);
  expect(await path(config, "next")).toBe(`${DOCUMENT} (web-identity) > Jump > Dev > Next`);
  const { chain, source } = await resolve(`[profile idp]\n${IDP}`, { target: role("One"), sourceProfile: "idp" });
  expect(chain).toMatchObject([{ roleArn: role("One"), longest: true }]);
  expect(source).toMatchObject({ kind: "web-identity", role: role("One") });
});

test("keys that other tools see come first", async () => {
  expect(await path(`${ANA}${DEV}source_profile = idp\n[profile idp]\n${KEYS}\n${IDP}`, "dev")).toBe(
    "idp (iam-user) > Dev",
  );
});

test.each([
  ["http://localhost:10800/callback", { redirectHost: "localhost", redirectPath: "/callback", ports: [10800] }],
  ["http://127.0.0.1/redirect_uri", { redirectHost: "127.0.0.1", redirectPath: "/redirect_uri" }],
])("the browser comes back to %s as the profile says", async (uri, redirect) => {
  for (const key of ["web_identity_redirect_uri", "web_identity_callback_uri"]) {
    const { source } = await resolve(`${DEV}${IDP}${key} = ${uri}`, { target: "dev" });
    expect(source).toMatchObject({ source: redirect });
  }
});

test.each([
  ["web_identity_redirect_uri = app:/callback", "a browser cannot come back to it on this machine"],
  ["web_identity_redirect_uri = https://localhost/callback", "a browser cannot come back to it on this machine"],
  ["web_identity_redirect_uri = http://evil.example/callback", "a browser cannot come back to it on this machine"],
  ["web_identity_redirect_uri = http://localhost/auth/x", "a browser cannot come back to it on this machine"],
])("%s cannot be used", async (line, reason) => {
  const { code, message } = await refusal(`${DEV}${IDP}${line}`, { target: "dev" });
  expect([code, message]).toEqual(["configuration", expect.stringContaining(reason)]);
});

test("a profile that signs in by SAML as well is refused, as in aws-runas", async () => {
  const { code, message } = await refusal(`${DEV}${IDP}saml_auth_url = https://idp.example.com/saml\n`, {
    target: "dev",
  });
  expect([code, message]).toEqual(["configuration", expect.stringContaining("cannot use `saml_auth_url` of profile")]);
});

test("a profile without client, role or a usable address says what it lacks", async () => {
  const messageFor = async (config: string) => (await refusal(config, { target: "dev" })).message;
  const url = `web_identity_auth_url = ${ISSUER}\n`;
  expect(await messageFor(`${DEV}${url}`)).toContain("the profile has no `web_identity_client_id`");
  expect(await messageFor(`[profile dev]\n${IDP}`)).toContain("the profile has no `role_arn`");
  expect(await messageFor(`${DEV}${IDP.replace("https", "http")}`)).toContain("it must begin with https://");
});

test("the provider is a source like others: listed, and signed in to by the profile or by its address", async () => {
  const files = await profileFiles({ config: `${DEV}${IDP}[profile also]\n${IDP}`, credentials: "" });
  expect(knownSources(files, NO_SOURCES, {}).sources).toMatchObject([{ id: DOCUMENT, clientId: "aws" }]);
  for (const name of ["dev", DOCUMENT, ISSUER]) {
    expect(sourceNamed(name, files, NO_SOURCES, {})).toMatchObject({ id: DOCUMENT });
  }
});

test("a source file with the same address and client takes its place", async () => {
  const files = await profileFiles({ config: `${DEV}${IDP}`, credentials: "" });
  const definitions = { sources: [YOYO], unusable: [] };
  expect(knownSources(files, definitions, {}).sources).toEqual([YOYO]);
  expect(sourceNamed("dev", files, definitions, {})).toEqual(YOYO);
});

test.each([
  ["--otp", { tokenCode: "123456" }],
  ["--mfa-serial", { serialNumber: "GAHT12345678" }],
  ["--external-id", { externalId: "tree" }],
] as const)("%s has no effect on it, so it is refused", async (flag, asked) => {
  expect((await refusal(`${DEV}${IDP}`, { target: "dev", ...asked })).message).toStartWith(`cannot use \`${flag}\`: `);
});

/** The chain of a target where variables of aws-runas count. */
async function pathWith(environment: RequestEnvironment, config: string, target: string): Promise<string> {
  const files = withWebVariables(await profileFiles({ config, credentials: "" }), environment);
  const request = { target, environment, freshness: "cached", interaction: "allowed" } as const;
  return chainInShort(resolveTarget(request, files, NO_SOURCES, { delivery: "other" }));
}

test.each([
  ["a profile with a role and nothing else", DEV, "dev", "Jump > Dev"],
  ["a profile that signs in elsewhere", `${DEV}${IDP.replace("idp.", "other.")}`, "dev", "Jump > Dev"],
  ["one that signs in by another profile", `${DEV}source_profile = idp\n[profile idp]\n${IDP}`, "dev", "Jump > Dev"],
  ["a role that is named by its ARN", "", role("One"), "Jump > One"],
])("the variables of aws-runas count before %s", async (_, config, target, roles) => {
  const variables = { WEB_AUTH_URL: ISSUER, WEB_CLIENT_ID: "aws", JUMP_ROLE_ARN: role("Jump") };
  expect(await pathWith(variables, config, target)).toBe(`${DOCUMENT} (web-identity) > ${roles}`);
  const long = { ...variables, WEB_AUTH_URL: "https://no.example", WEB_IDENTITY_AUTH_URL: ISSUER };
  expect(await pathWith(long, config, target)).toBe(`${DOCUMENT} (web-identity) > ${roles}`);
});

test("an error names the variable, and keys come before it", async () => {
  const variables = { WEB_AUTH_URL: "http://idp.example.com", WEB_CLIENT_ID: "aws" };
  await expect(pathWith(variables, DEV, "dev")).rejects.toThrow(
    "cannot use `WEB_AUTH_URL`: it must begin with https://",
  );
  expect(await pathWith(variables, `${ANA}${DEV}source_profile = ana`, "dev")).toBe("ana (iam-user) > Dev");
});
