import { describe, expect, test } from "bun:test";
import { refusal, resolve } from "../../../test/profile-files.ts";

const KEYS = "aws_access_key_id = AKIDEXAMPLE\naws_secret_access_key = hush";

const config = ({ own = "", source = "", fallback = "", partition = "aws", rest = "" }): string =>
  `[default]\n${fallback}\n[profile ana]\n${KEYS}\n${source}
[profile dev]\nrole_arn = arn:${partition}:iam::111122223333:role/Deploy\nsource_profile = ana\n${own}\n${rest}`;

describe("the region", () => {
  const all = { own: "region = own-1", source: "region = source-1", fallback: "region = default-1" };

  test.each([
    [{ region: "flag-1", environment: { AWS_REGION: "env-1" } }, all, "flag-1"],
    [{ environment: { AWS_REGION: "env-1", AWS_DEFAULT_REGION: "env-2" } }, all, "env-1"],
    [{ environment: { AWS_REGION: "", AWS_DEFAULT_REGION: "env-2" } }, all, "env-2"],
    [{}, all, "own-1"],
    [{}, { ...all, own: "" }, "source-1"],
    [{}, { fallback: all.fallback }, "default-1"],
  ])("with %j and %j is %p", async (asked, files, region) => {
    const target = await resolve(config(files), { target: "dev", ...asked });
    expect(target.region).toBe(region);
    expect(target.chain[0]?.sts.region).toBe(region);
  });

  test("for the source's own calls does not depend on the role, so that roles share its session token", async () => {
    const { source } = await resolve(config({ own: "region = own-1", source: "region = source-1" }), { target: "dev" });
    expect(source).toMatchObject({ sts: { region: "source-1" } });
  });

  test("of a chain is looked up for each role", async () => {
    const top = "[profile top]\nrole_arn = arn:aws:iam::111122223333:role/Top\nsource_profile = dev\nregion = top-1";
    const { chain } = await resolve(config({ own: "region = own-1", rest: top }), { target: "top" });
    expect(chain.map(({ sts }) => sts.region)).toEqual(["own-1", "top-1"]);
  });

  test.each([
    ["aws", "us-east-1"],
    ["aws-cn", "cn-north-1"],
    ["aws-us-gov", "us-gov-west-1"],
    ["aws-iso", "us-iso-east-1"],
    ["aws-iso-b", "us-isob-east-1"],
    ["aws-iso-e", "eu-isoe-west-1"],
    ["aws-iso-f", "us-isof-south-1"],
    ["aws-eusc", "eusc-de-east-1"],
  ])("defaults to that of the partition: %p %p", async (partition, region) => {
    const target = await resolve(config({ partition }), { target: "dev" });
    expect(target).not.toHaveProperty("region");
    expect(target).toMatchObject({ source: { sts: { region } }, chain: [{ sts: { region } }] });
  });

  test("of another partition is for the program, not for STS", async () => {
    const files = config({ partition: "aws-cn", own: "region = cn-northwest-1", fallback: "region = us-east-1" });
    const target = await resolve(files, { target: "dev", environment: { AWS_REGION: "eu-west-1" } });
    expect(target.region).toBe("eu-west-1");
    expect(target).toMatchObject({
      source: { sts: { region: "cn-north-1" } },
      chain: [{ sts: { region: "cn-northwest-1" } }],
    });
  });

  test("of a user without a role follows the MFA device's partition", async () => {
    const files = config({ source: "mfa_serial = arn:aws-us-gov:iam::111122223333:mfa/ana" });
    expect((await resolve(files, { target: "ana" })).source).toMatchObject({ sts: { region: "us-gov-west-1" } });
  });

  test("of a user without role, device and region is that of AWS itself", async () => {
    expect((await resolve(config({}), { target: "ana" })).source).toMatchObject({ sts: { region: "us-east-1" } });
  });

  test("must be named for a partition that is not known", async () => {
    expect(await refusal(config({ partition: "aws-new" }), { target: "dev" })).toMatchObject({
      code: "configuration",
      message: 'cannot call STS: nothing names a region of the partition "aws-new"',
    });
    const { chain } = await resolve(config({ partition: "aws-new", fallback: "region = new-1" }), { target: "dev" });
    expect(chain[0]?.sts.region).toBe("new-1");
  });

  test.each(["evil.example/#", "a b", "-a", "us-east-1.", "x".repeat(64)])("cannot be %p", async (region) => {
    expect(await refusal(config({}), { target: "dev", region })).toMatchObject({
      code: "usage",
      message: "cannot use `--region`: it is not the name of a region",
    });
    expect(await refusal(config({ own: `region = ${region}` }), { target: "dev" })).toMatchObject({
      code: "configuration",
      message: 'cannot use `region` of profile "dev": it is not the name of a region',
    });
  });
});

describe("the endpoint of STS", () => {
  const services = "[services local]\nsts =\n  endpoint_url = https://services\ns3 =\n  endpoint_url = https://s3";
  const own = "services = local\nendpoint_url = https://own";

  test.each([
    [{ AWS_ENDPOINT_URL_STS: "https://env-sts", AWS_ENDPOINT_URL: "https://env" }, own, "https://env-sts"],
    [{ AWS_ENDPOINT_URL: "https://env" }, own, "https://env"],
    [{}, own, "https://services"],
    [{}, "endpoint_url = https://own", "https://own"],
    [{}, "", undefined],
    [{ AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: "true", AWS_ENDPOINT_URL_STS: "https://env" }, own, undefined],
    [{ AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: "True" }, own, undefined],
    [{}, `${own}\nignore_configured_endpoint_urls = true`, undefined],
    [{ AWS_ENDPOINT_URL_STS: "https://env" }, `${own}\nignore_configured_endpoint_urls = true`, undefined],
    [
      { AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: "false" },
      `${own}\nignore_configured_endpoint_urls = true`,
      "https://services",
    ],
  ])("with %j and %j is %p", async (environment, settings, endpoint) => {
    const { chain } = await resolve(config({ own: settings, rest: services }), { target: "dev", environment });
    expect(chain[0]?.sts.endpointUrl).toBe(endpoint);
  });

  test("for the source's own calls is the source's, and default's is not inherited", async () => {
    const files = config({ own: "endpoint_url = https://own", source: "endpoint_url = https://source" });
    expect(await resolve(files, { target: "dev" })).toMatchObject({
      source: { sts: { endpointUrl: "https://source" } },
      chain: [{ sts: { endpointUrl: "https://own" } }],
    });
    const inherited = await resolve(config({ fallback: "endpoint_url = https://default" }), { target: "dev" });
    expect(inherited.chain[0]?.sts).not.toHaveProperty("endpointUrl");
  });

  test.each(["localhost:4566", "ftp://x", "http://", "http:// x", "file:///x"])("cannot be %p", async (url) => {
    expect((await refusal(config({ own: `endpoint_url = ${url}` }), { target: "dev" })).message).toBe(
      'cannot use `endpoint_url` of profile "dev": an endpoint must be a URL with http or https',
    );
  });

  test("in a services section that does not exist is an error", async () => {
    expect(await refusal(config({ own: "services = lokal", rest: services }), { target: "dev" })).toMatchObject({
      code: "configuration",
      message: 'cannot use `services` of profile "dev": there is no such section in /home/ana/.aws/config',
    });
  });

  test.each([
    ["AWS_ENDPOINT_URL", "http://minio.corp:9000", ["STS is asked there too"]],
    ["AWS_ENDPOINT_URL", "http://127.0.0.1@evil.example", ["STS is asked there too"]],
    ["AWS_ENDPOINT_URL_STS", "http://127.0.0.1.evil.example", []],
    ["AWS_ENDPOINT_URL_STS", "HTTP://192.0.2.1", []],
  ])("that %s names as %s is refused, and the variable is named", async (name, url, hints) => {
    const error = await refusal(config({}), { target: "dev", environment: { [name]: url } });
    expect(error.message).toBe(
      `cannot use \`${name}\`: credentials are sent there, so it must begin with https:// unless it is on this machine`,
    );
    expect(error.hints?.map((hint) => hint.split(";")[0] ?? "")).toEqual(hints);
  });

  test.each(["endpoint_url = http://minio.corp", "services = plain"])("in plain HTTP is refused: %s", async (own) => {
    const rest = "[services plain]\nsts =\n  endpoint_url = http://[::ffff:127.0.0.1]";
    const { message } = await refusal(config({ own, rest }), { target: "dev" });
    expect(message).toContain("it must begin with https:// unless it is on this machine");
  });

  test("may be unusable where STS is not called", async () => {
    const files = "[default]\nregion = eu-west-1\n[profile other]\ncredential_process = other-tool";
    const environment = { AWS_ENDPOINT_URL: "http://minio.corp:9000" };
    const { source } = await resolve(files, { target: "other", environment });
    expect(source.sts).toMatchObject({ region: "eu-west-1", unusable: { code: "configuration" } });
  });

  test.each(["http://127.0.0.1:1", "http://0x7f.1:1", "http://[::1]:1", "http://localhost:1"])(
    "may be %s, on this machine",
    async (url) => {
      const { chain } = await resolve(config({}), { target: "dev", environment: { AWS_ENDPOINT_URL: url } });
      expect(chain[0]?.sts.endpointUrl).toBe(url);
    },
  );
});

describe("the endpoints for the program", () => {
  const rest =
    "[services local]\nsts =\n  endpoint_url = https://sts\nelastic_beanstalk =\n  endpoint_url = http://eb\n  other = 1";
  const own = "services = local\nendpoint_url = http://own";

  test.each([
    [
      {},
      own,
      {
        AWS_ENDPOINT_URL: "http://own",
        AWS_ENDPOINT_URL_STS: "https://sts",
        AWS_ENDPOINT_URL_ELASTIC_BEANSTALK: "http://eb",
      },
    ],
    [{ AWS_ENDPOINT_URL: "https://env" }, own, {}],
    [
      { AWS_ENDPOINT_URL_STS: "https://env" },
      own,
      { AWS_ENDPOINT_URL: "http://own", AWS_ENDPOINT_URL_ELASTIC_BEANSTALK: "http://eb" },
    ],
    [{ AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: "true" }, own, {}],
    [{}, "", {}],
  ])("with %j and %j are %j", async (environment, settings, variables) => {
    const target = await resolve(config({ own: settings, rest }), { target: "dev", environment });
    expect(target.endpointVariables).toEqual(variables);
  });
});

describe("the scope of STS", () => {
  test.each([
    [{}, "", "regional"],
    [{}, "sts_regional_endpoints = legacy", "legacy"],
    [{ AWS_STS_REGIONAL_ENDPOINTS: "regional" }, "sts_regional_endpoints = legacy", "regional"],
  ])("with %j and %j is %p", async (environment, own, scope) => {
    const { chain } = await resolve(config({ own }), { target: "dev", environment });
    expect(chain[0]?.sts.scope).toBe(scope as "regional" | "legacy");
  });

  test("can be nothing else", async () => {
    expect(await refusal(config({ own: "sts_regional_endpoints = global" }), { target: "dev" })).toMatchObject({
      code: "configuration",
      message: 'cannot use `sts_regional_endpoints` of profile "dev": it is neither `regional` nor `legacy`',
    });
  });
});
