import { describe, expect, test } from "bun:test";
import { refusal, resolve, sourceDefinitions } from "../../../../test/profile-files.ts";
import { DEV, LEGACY, SESSION, START_URL } from "../../../../test/support/identity-center-profiles.ts";

const CORP = { id: "corp", url: `${START_URL}/`, aws_sso: { region: "eu-west-1", local_port: 8400 } };

describe("a profile of the legacy form signs in to", () => {
  const signsInTo = async (config: string, ...files: object[]): Promise<string> => {
    const { source } = await resolve(config, { target: "old", definitions: sourceDefinitions(...files) });
    return "source" in source ? source.source.id : source.kind;
  };

  test("the sso-session with its start START_URL and region, so that there is one sign-in", async () => {
    expect(await signsInTo(`${SESSION}\n${LEGACY}`)).toBe("corp");
  });

  test("the source file with them", async () => {
    expect(await signsInTo(LEGACY, { ...CORP, id: "work" })).toBe("work");
  });

  test("the start START_URL itself when the region is another, or two could be meant", async () => {
    expect(await signsInTo(LEGACY, { ...CORP, aws_sso: { region: "us-east-1" } })).toBe(START_URL);
    expect(await signsInTo(`${SESSION}\n${LEGACY}`, { ...CORP, id: "work" })).toBe(START_URL);
  });
});

describe("a source file with the id of the sso-session", () => {
  test("counts, if it is the same portal", async () => {
    const { source } = await resolve(DEV, { target: "dev", definitions: sourceDefinitions(CORP) });
    expect(source).toMatchObject({ source: { id: "corp", localPort: 8400, origin: "/sources.d/0.json" } });
  });

  test("does without the section", async () => {
    const config = DEV.replace(SESSION, "");
    const { source } = await resolve(config, { target: "dev", definitions: sourceDefinitions(CORP) });
    expect(source).toMatchObject({ source: { origin: "/sources.d/0.json" } });
  });

  test.each([
    { ...CORP, url: "https://other.awsapps.com/start" },
    { ...CORP, aws_sso: { region: "us-east-1" } },
    { id: "corp", url: START_URL, oauth: { client_id: "a", code_grant: {} } },
  ])("is refused when it is something else: %j", async (file) => {
    expect(await refusal(DEV, { target: "dev", definitions: sourceDefinitions(file) })).toEqual({
      code: "configuration",
      message: 'cannot use `sso_session` of profile "dev": /sources.d/0.json describes another source of that id',
      hints: ["give the source in /sources.d/0.json another `id`"],
    });
  });

  test("that is unusable is not ignored", async () => {
    const definitions = sourceDefinitions({ id: "corp", url: START_URL });
    expect((await refusal(DEV, { target: "dev", definitions })).message).toStartWith("cannot use /sources.d/0.json");
  });
});

describe("the endpoints of IAM Identity Center are", () => {
  const endpoints = async (config: string, environment: object): Promise<unknown> => {
    const { source } = await resolve(config, { target: "dev", environment });
    return source.kind === "identity-center" ? source.source.endpoints : undefined;
  };

  test.each([
    ["", {}, {}],
    ["", { AWS_ENDPOINT_URL: "http://127.0.0.1:1", AWS_ENDPOINT_URL_STS: "http://127.0.0.1:1" }, {}],
    ["", { AWS_ENDPOINT_URL: "http://minio.corp:9000" }, {}],
    ["endpoint_url = http://minio.corp:9000", {}, {}],
    [
      "endpoint_url = http://127.0.0.1:2",
      {
        AWS_ENDPOINT_URL: "http://127.0.0.1:1",
        AWS_ENDPOINT_URL_SSO: "http://127.0.0.1:3",
        AWS_ENDPOINT_URL_SSO_OIDC: "https://a.example",
      },
      { oidc: "https://a.example", portal: "http://127.0.0.1:3" },
    ],
    ["endpoint_url = http://127.0.0.1:2\nservices = local", {}, { oidc: "http://127.0.0.1:4" }],
    ["services = local\nignore_configured_endpoint_urls = true", {}, {}],
    ["services = local", { AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: "true", AWS_ENDPOINT_URL_SSO: "http://x" }, {}],
  ])("with %j and %j: %j", async (own, environment, expected) => {
    const services = "[services local]\nsso_oidc =\n  endpoint_url = http://127.0.0.1:4";
    expect(await endpoints(`${DEV}\n${own}\n${services}`, environment)).toEqual(expected);
  });

  test.each(["AWS_ENDPOINT_URL_SSO", "AWS_ENDPOINT_URL_SSO_OIDC"])("never plain HTTP elsewhere: %s", async (name) => {
    for (const url of ["http://192.0.2.2:19903", "http://127.0.0.1@evil.example", "http://localhost."]) {
      const error = await refusal(DEV, { target: "dev", environment: { [name]: url } });
      expect(error).toMatchObject({
        code: "configuration",
        message: expect.stringContaining(`\`${name}\``),
        hints: [],
      });
    }
  });
});
