import { describe, expect, test } from "bun:test";
import { profileFiles, refusal, resolve, sourceDefinitions } from "../../../test/profile-files.ts";
import { knownSources } from "../known-sources.ts";

const KEYS = "aws_access_key_id = AKIDEXAMPLE\naws_secret_access_key = hush";
const config = (own = "", rest = ""): string =>
  `[default]\nregion = eu-west-1\n[profile ana]\n${KEYS}
[profile dev]\nrole_arn = arn:aws:iam::111122223333:role/Deploy\nsource_profile = ana\n${own}\n${rest}`;

test.each([
  [{}, "", undefined],
  [{ AWS_USE_FIPS_ENDPOINT: "true" }, "", { fips: true }],
  [{ AWS_USE_DUALSTACK_ENDPOINT: "TRUE", AWS_USE_FIPS_ENDPOINT: "True" }, "", { dualStack: true, fips: true }],
  [{}, "use_fips_endpoint = true\nuse_dualstack_endpoint = false", { fips: true }],
  [{ AWS_USE_FIPS_ENDPOINT: "false" }, "use_fips_endpoint = true", undefined],
  [{ AWS_USE_FIPS_ENDPOINT: "" }, "use_dualstack_endpoint = true", { dualStack: true }],
])("with %j and %j STS is asked at %j", async (environment, own, variant) => {
  const { chain } = await resolve(config(own), { target: "dev", environment });
  expect(chain[0]?.sts.variant).toEqual(variant as never);
});

test("a choice of the profile is the program's too, unless the environment has one", async () => {
  const own = "use_fips_endpoint = true\nuse_dualstack_endpoint = False";
  const variables = async (environment: object) =>
    (await resolve(config(own), { target: "dev", environment })).endpointVariables;
  expect(await variables({})).toEqual({ AWS_USE_FIPS_ENDPOINT: "true", AWS_USE_DUALSTACK_ENDPOINT: "false" });
  expect(await variables({ AWS_USE_FIPS_ENDPOINT: "false" })).toEqual({ AWS_USE_DUALSTACK_ENDPOINT: "false" });
});

describe("refused is", () => {
  test("a value that is neither yes nor no, naming the setting", async () => {
    const environment = { AWS_USE_FIPS_ENDPOINT: "yes" };
    expect((await refusal(config(), { target: "dev", environment })).message).toBe(
      'cannot use `AWS_USE_FIPS_ENDPOINT` ("yes"): it is neither `true` nor `false`',
    );
    expect((await refusal(config("use_dualstack_endpoint = 1"), { target: "dev" })).message).toBe(
      'cannot use `use_dualstack_endpoint` of profile "dev": it is neither `true` nor `false`',
    );
  });

  test("an endpoint beside it, as in the SDKs", async () => {
    const environment = { AWS_USE_FIPS_ENDPOINT: "true", AWS_ENDPOINT_URL_STS: "https://sts.example" };
    expect((await refusal(config(), { target: "dev", environment })).message).toBe(
      'cannot use `AWS_USE_FIPS_ENDPOINT` ("true"): an endpoint is named too, and only one of both can count',
    );
  });
});

test("IAM Identity Center is called there too", async () => {
  const definitions = sourceDefinitions({
    id: "corp",
    url: "https://corp.awsapps.com/start",
    aws_sso: { region: "eu-west-1" },
  });
  const sources = async (environment: object) => knownSources(await profileFiles({}), definitions, environment).sources;
  expect(await sources({ AWS_USE_DUALSTACK_ENDPOINT: "true" })).toMatchObject([
    { endpoints: { variant: { dualStack: true } } },
  ]);
  expect(await sources({})).toMatchObject([{ endpoints: {} }]);
  const both = { AWS_USE_DUALSTACK_ENDPOINT: "true", AWS_ENDPOINT_URL_SSO: "https://sso.example" };
  expect(sources(both)).rejects.toThrow("cannot use `AWS_USE_DUALSTACK_ENDPOINT`");
});
