import { expect, test } from "bun:test";
import { Secret } from "../base/secret.ts";
import { findSource } from "./find-source.ts";
import { parseSourceFile } from "./parse-source-file.ts";

const WELL_KNOWN = "https://auth.example.com/.well-known/openid-configuration";

function parsed(part: Record<string, unknown>, file: Record<string, unknown> = { id: "yoyodyne" }) {
  const web_identity = { well_known_url: WELL_KNOWN, client_id: "aws", ...part };
  return parseSourceFile(JSON.stringify({ ...file, web_identity }), "/sources.d/yoyodyne.json");
}

test("a file of an OpenID provider needs no more than the document and the client", () => {
  expect(parsed({})).toEqual({
    kind: "web-identity",
    id: "yoyodyne",
    url: WELL_KNOWN,
    origin: "/sources.d/yoyodyne.json",
    defaultGrantType: "code",
    clientId: "aws",
    scopes: ["openid"],
    redirectHost: "127.0.0.1",
    redirectPath: "/oauth2callback",
  });
});

test("every key counts", () => {
  const roleArn = "arn:aws:iam::111122223333:role/Jump";
  const own = { roles_url: "https://roles.example.com/", ports: [10800, 10801], redirect_path: "/redirect_uri" };
  const more = { client_secret: "s3cret", scope: "openid email", use_localhost: true, jump_role_arn: roleArn };
  expect(parsed({ ...own, ...more, provider: "okta" })).toMatchObject({
    clientSecret: new Secret("s3cret"),
    scopes: ["openid", "email"],
    rolesUrl: "https://roles.example.com/",
    ports: [10800, 10801],
    redirectPath: "/redirect_uri",
    redirectHost: "localhost",
    jumpRoleArn: roleArn,
  });
});

test.each([
  ["https://auth.example.com", WELL_KNOWN],
  ["https://auth.example.com/", WELL_KNOWN],
  ["https://auth.example.com/realms/aws", "https://auth.example.com/realms/aws/.well-known/openid-configuration"],
])("of the issuer %s the document is %s", (well_known_url, url) => {
  expect(parsed({ well_known_url })).toMatchObject({ url });
});

test("the source is found by its id, its document and its issuer; without an id it is named by the document", () => {
  const source = parsed({}, {});
  if ("error" in source) throw source.error;
  expect(source.id).toBe(WELL_KNOWN);
  const definitions = { sources: [source], unusable: [] };
  for (const name of [WELL_KNOWN, "https://auth.example.com/", "https://AUTH.example.com"]) {
    expect(findSource(name, definitions)).toBe(source);
  }
});

test("a scope list without openid gets it", () => {
  expect(parsed({ scope: ["email"] })).toMatchObject({ scopes: ["openid", "email"] });
});

test.each([
  [{ well_known_url: "http://auth.example.com" }, '"url" cannot be used: it must begin with https://'],
  [{ well_known_url: undefined }, '"web_identity.well_known_url" is missing'],
  [{ client_id: undefined }, '"web_identity.client_id" is missing'],
  [{ client_secret: "a", client_secret_command: "b" }, 'has both "client_secret" and "client_secret_command"'],
  [{ roles_url: "http://roles.example.com" }, '"web_identity.roles_url" cannot be used: it must begin with https://'],
  [{ redirect_path: "/auth/x" }, '"web_identity.redirect_path" cannot be used'],
  [{ redirect_path: "redirect" }, '"web_identity.redirect_path" cannot be used'],
  [{ jump_role_arn: "Jump" }, '"web_identity.jump_role_arn" is not the ARN of an IAM role'],
  [{ ports: [] }, '"web_identity.ports" is not what it may be'],
  [{ well_known: "x" }, 'its key "web_identity.well_known" is unknown'],
])("%p cannot be used", (part, reason) => {
  expect(parsed(part)).toMatchObject({ error: { message: expect.stringContaining(reason) } });
});

test("a url beside the document must be the same provider's", () => {
  expect(parsed({}, { id: "x", url: "https://auth.example.com/" })).toMatchObject({ id: "x", url: WELL_KNOWN });
  expect(parsed({}, { id: "x", url: "https://other.example.com/" })).toMatchObject({
    error: { message: expect.stringContaining("one of them is enough") },
  });
});
