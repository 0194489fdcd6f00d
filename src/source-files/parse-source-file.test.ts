import { describe, expect, test } from "bun:test";
import { Secret } from "../base/secret.ts";
import type { CredentialServerDefinition } from "./kinds/credential-server.ts";
import { parseSourceFile } from "./parse-source-file.ts";
import type { SourceDefinition } from "./source-definition.ts";

const PATH = "/home/ana/.config/actas/sources.d/corp.json";

function parsed(content: unknown): SourceDefinition {
  const found = parseSourceFile(typeof content === "string" ? content : JSON.stringify(content), PATH);
  if ("error" in found) throw found.error;
  return found;
}

function problem(content: unknown): string {
  const found = parseSourceFile(typeof content === "string" ? content : JSON.stringify(content), PATH);
  return "error" in found ? found.error.message : "none";
}

function server(oauth: object, url = "https://creds.example.com/api/"): CredentialServerDefinition {
  const source = parsed({ id: "team", url, oauth: { client_id: "actas", ...oauth } });
  if (source.kind !== "credential-server") throw new Error("expected a credential server");
  return source;
}

describe("Identity Center", () => {
  test("needs a start URL and a region", () => {
    expect(parsed({ id: "corp", url: "https://corp.awsapps.com/start", aws_sso: { region: "eu-west-1" } })).toEqual({
      kind: "identity-center",
      id: "corp",
      url: "https://corp.awsapps.com/start",
      origin: PATH,
      defaultGrantType: "code",
      region: "eu-west-1",
      scopes: ["sso:account:access"],
      shareCache: false,
      endpoints: {},
    });
  });

  test("may have scopes, a port and a cache shared with the AWS CLI, among comments", () => {
    const text = `{
      // for all users
      "id": "corp", "url": "https://corp.awsapps.com/start",
      "aws_sso": { "region": "eu-west-1", "scope": ["a", "b"], "local_port": 8400, "share_sso_cache": true, },
    }`;
    expect(parsed(text)).toMatchObject({ scopes: ["a", "b"], localPort: 8400, shareCache: true });
  });

  test("is read as other tools write it, with null for what is absent", () => {
    const text = `{"url":"https://corp.awsapps.com/start","id":"corp","oauth":null,"owner":null,
      "aws_sso":{"region":"eu-west-1","scope":["sso:account:access"],"local_port":null}}`;
    expect(parsed(text)).toMatchObject({ kind: "identity-center", id: "corp" });
    expect(parsed(text)).not.toHaveProperty("localPort");
  });

  test("has its start URL in normal form, and keeps the text as written", () => {
    const source = parsed({ url: "https://CORP.awsapps.com/start/#/?tab=accounts", aws_sso: { region: "eu-west-1" } });
    expect(source).toMatchObject({
      id: "https://corp.awsapps.com/start",
      url: "https://corp.awsapps.com/start",
      writtenUrl: "https://CORP.awsapps.com/start/#/?tab=accounts",
    });
    const unusable = parseSourceFile('{"url": "https://corp.awsapps.com/start/", "aws_sso": {}}', PATH);
    expect(unusable).toMatchObject({ id: "https://corp.awsapps.com/start", error: expect.anything() });
  });

  test("without an id is named by its URL", () => {
    expect(parsed({ url: "https://corp.awsapps.com/start", aws_sso: { region: "eu-west-1" } }).id).toBe(
      "https://corp.awsapps.com/start",
    );
  });
});

describe("a credential server", () => {
  test("has defaults for everything but its client", () => {
    expect(server({ code_grant: {}, device_grant: {} })).toEqual({
      kind: "credential-server",
      id: "team",
      url: "https://creds.example.com/api/",
      origin: PATH,
      defaultGrantType: "code",
      oauth: {
        clientId: "actas",
        scopes: ["profile"],
        tokenEndpoint: "https://creds.example.com/api/oauth/token",
        codeGrant: {
          authorizationEndpoint: "https://creds.example.com/api/oauth/authorize",
          redirectHost: "127.0.0.1",
        },
        deviceGrant: { deviceAuthorizationEndpoint: "https://creds.example.com/api/oauth/device" },
      },
    });
  });

  test("may set everything", () => {
    const { oauth, defaultGrantType } = server({
      client_secret: "hush",
      scope: ["openid"],
      token_endpoint: "https://login.example.com/token",
      revocation_endpoint: "/revoke",
      code_grant: {
        authorization_endpoint: "https://login.example.com/authorize?a=b",
        local_port: 8400,
        use_localhost: true,
      },
      device_code_grant: { device_authorization_endpoint: "device" },
      default_grant_type: "device_grant",
    });
    expect(defaultGrantType).toBe("device");
    expect(oauth).toEqual({
      clientId: "actas",
      clientSecret: new Secret("hush"),
      scopes: ["openid"],
      tokenEndpoint: "https://login.example.com/token",
      revocationEndpoint: "https://creds.example.com/revoke",
      codeGrant: {
        authorizationEndpoint: "https://login.example.com/authorize?a=b",
        localPort: 8400,
        redirectHost: "localhost",
      },
      deviceGrant: { deviceAuthorizationEndpoint: "https://creds.example.com/api/device" },
    });
    expect(oauth.clientSecret?.reveal()).toBe("hush");
  });

  test.each([
    ["https://creds.example.com/api/", "https://creds.example.com/api/oauth/token"],
    ["https://creds.example.com/api", "https://creds.example.com/oauth/token"],
    ["https://creds.example.com", "https://creds.example.com/oauth/token"],
    ["http://127.0.0.1:8080/", "http://127.0.0.1:8080/oauth/token"],
  ])("at %s has its token endpoint at %s", (url, endpoint) => {
    expect(server({ code_grant: {} }, url).oauth.tokenEndpoint).toBe(endpoint);
  });

  test.each([
    [{ code_grant: {} }, "code"],
    [{ device_grant: {} }, "device"],
    [{ device_code_grant: {} }, "device"],
    [{ code_grant: {}, device_grant: {} }, "code"],
    ...["code", "code_grant", "authorization_code"].map((name) => [
      { code_grant: {}, device_grant: {}, default_grant_type: name },
      "code",
    ]),
    ...["device", "device_code", "device-code", "device_grant", "device_code_grant", "aws_sso"].map((name) => [
      { code_grant: {}, device_grant: {}, default_grant_type: name },
      "device",
    ]),
  ] as [object, "code" | "device"][])("with %j is signed in to by %p", (oauth, grant) => {
    expect(server(oauth).defaultGrantType).toBe(grant);
  });
});

test("an issuer is kept as written, and is an address without query or fragment", () => {
  for (const issuer of ["https://login.example.com", "https://login.example.com/", "https://LOGIN.example.com/a/"]) {
    expect(server({ code_grant: {}, issuer }).oauth.issuer).toBe(issuer);
  }
  expect(server({ code_grant: {} }).oauth).not.toHaveProperty("issuer");
  const wrong = (issuer: unknown): string =>
    problem({ url: "https://creds.example.com/", oauth: { client_id: "a", code_grant: {}, issuer } });
  for (const issuer of ["login.example.com", "http://login.example.com", "https://a:b@login.example.com", ""]) {
    expect(wrong(issuer)).toContain('"oauth.issuer" cannot be used: it ');
  }
  for (const end of ["?a=b", "#a", "?", "#"]) {
    expect(wrong(`https://login.example.com/${end}`)).toContain("it has a query or a fragment");
  }
  expect(wrong(7)).toContain('"oauth.issuer" is not a string');
});
