import { afterEach, beforeEach, expect, test } from "bun:test";
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { Secret } from "../../base/secret.ts";
import type { IdentityCenterDefinition } from "../../source-files/kinds/identity-center.ts";
import type { SignIn } from "../sign-ins.ts";
import { awsCliTokenFile, readAwsCliToken, removeAwsCliToken, writeAwsCliToken } from "./aws-cli-token.ts";

const SOURCE = {
  kind: "identity-center",
  id: "corp",
  url: "https://corp.awsapps.com/start",
  defaultGrantType: "code",
  origin: "corp.json",
  region: "eu-west-1",
  scopes: ["sso:account:access"],
  shareCache: true,
  home: "/home/ana",
  endpoints: {},
} as const satisfies IdentityCenterDefinition;
/** As `aws sso login` of version 2 writes it. */
const BY_AWS_CLI = {
  startUrl: "https://corp.awsapps.com/start",
  region: "eu-west-1",
  accessToken: "access",
  expiresAt: "2026-01-02T03:04:05Z",
  clientId: "client",
  clientSecret: "client-secret",
  registrationExpiresAt: "2026-03-01T00:00:00Z",
  refreshToken: "refresh",
};

let home: string;
let file: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "actas-"));
  file = awsCliTokenFile({ ...SOURCE, home });
});
afterEach(() => rmSync(home, { recursive: true }));

function write(content: unknown): void {
  writeAwsCliToken(SOURCE, { ...SIGN_IN }, file);
  writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
}

function found(): SignIn<"identity-center"> | undefined {
  const token = readAwsCliToken(SOURCE, file);
  return token && "signIn" in token ? token.signIn : undefined;
}

const SIGN_IN = {
  key: "k",
  kind: "identity-center",
  source: "corp",
  url: SOURCE.url,
  expiration: new Date("2026-01-02T03:04:05.678Z"),
  renewable: true,
  held: {
    grantType: "code",
    accessToken: new Secret("access"),
    refreshToken: new Secret("refresh"),
    client: { clientId: "client", clientSecret: new Secret("client-secret"), expiration: new Date("2026-03-01") },
  },
} as const;

test("the file is where the AWS CLI looks for the session of the same name", () => {
  expect(file).toBe(`${home}/.aws/sso/cache/ee0bfd2552fbd840c02cc48b6e823320543c450f.json`);
});

test("without a session of a name it is where the AWS CLI looks for the start URL, as that is written", () => {
  const named = (url: string): string => awsCliTokenFile({ ...SOURCE, id: SOURCE.url, writtenUrl: url });
  const sha1 = (text: string): string => new Bun.CryptoHasher("sha1").update(text).digest("hex");
  for (const end of ["/", "/#/"]) expect(named(SOURCE.url + end)).toEndWith(`/${sha1(SOURCE.url + end)}.json`);
  expect(awsCliTokenFile({ ...SOURCE, id: SOURCE.url })).toEndWith(`/${sha1(SOURCE.url)}.json`);
});

test("what is written is what the AWS CLI writes, for this user alone, and nothing else is left", () => {
  writeAwsCliToken(SOURCE, SIGN_IN, file);
  expect(JSON.parse(readFileSync(file, "utf8"))).toEqual(BY_AWS_CLI);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readdirSync(dirname(file))).toHaveLength(1);
});

test("a file that was open to others is replaced by one that is not", () => {
  write(BY_AWS_CLI);
  chmodSync(file, 0o644);
  writeAwsCliToken(SOURCE, SIGN_IN, file);
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test("what the AWS CLI wrote is a sign-in that can be renewed", () => {
  write(BY_AWS_CLI);
  const signIn = found();
  expect(signIn?.held.accessToken.reveal()).toBe("access");
  expect(signIn?.held.refreshToken?.reveal()).toBe("refresh");
  expect(signIn).toMatchObject({
    source: "corp",
    expiration: new Date("2026-01-02T03:04:05Z"),
    renewable: true,
    held: { client: { clientId: "client", expiration: new Date("2026-03-01T00:00:00Z") } },
  });
});

test("only the access token and its end are needed", () => {
  const { accessToken, expiresAt } = BY_AWS_CLI;
  write({ accessToken, expiresAt });
  expect(found()).toMatchObject({ source: "corp", expiration: new Date(expiresAt) });
  expect(found()?.held).not.toHaveProperty("client");
  expect(found()?.held).not.toHaveProperty("refreshToken");
});

/** Every optional member, in the forms that tools write for absent values, and in invalid forms. */
const NOT_NEEDED = ["startUrl", "region", "refreshToken", "clientId", "clientSecret", "registrationExpiresAt"];
const NOTHING = [null, "", 0, false, [], {}];
test.each(NOT_NEEDED.flatMap((member) => NOTHING.map((value) => [member, value] as const)))(
  "a token whose %s is %j is taken",
  (member, value) => {
    write({ ...BY_AWS_CLI, [member]: value });
    expect(found()?.held.accessToken.reveal()).toBe("access");
    if (member === "refreshToken") expect(found()?.held).not.toHaveProperty("refreshToken");
    if (/^client|^registration/.test(member)) expect(found()?.held).not.toHaveProperty("client");
  },
);

test.each([
  "2026-01-02T03:04:05Z",
  "2026-01-02T03:04:05UTC",
  "2026-01-02T03:04:05.000Z",
  "2026-01-02T03:04:05.000000000Z",
  "2026-01-02T03:04:05+00:00",
  "2026-01-02T04:04:05+01:00",
])("a token that ends at %s is taken, with that end", (expiresAt) => {
  write({ ...BY_AWS_CLI, expiresAt, registrationExpiresAt: expiresAt });
  const end = new Date("2026-01-02T03:04:05Z");
  expect(found()).toMatchObject({ expiration: end, held: { client: { expiration: end } } });
});

test("a start URL in another spelling is the same", () => {
  write({ ...BY_AWS_CLI, startUrl: "https://corp.awsapps.com/start/#/" });
  expect(found()).toBeDefined();
});

test("what has no end or no access token, or belongs to another portal, is no sign-in, and it is said why", () => {
  const { accessToken: _, ...noToken } = BY_AWS_CLI;
  for (const [content, problem] of [
    [
      { ...BY_AWS_CLI, startUrl: "https://other.awsapps.com/start" },
      "for the start URL https://other.awsapps.com/start",
    ],
    [{ ...BY_AWS_CLI, region: "us-east-1" }, "for the region us-east-1"],
    [{ ...BY_AWS_CLI, expiresAt: "soon" }, "its `expiresAt` is not a time"],
    [{ ...BY_AWS_CLI, expiresAt: "2026-01-02T03:04:05" }, "its `expiresAt` is not a time"],
    [{ ...BY_AWS_CLI, expiresAt: 1767323045 }, "its `expiresAt` is not a time"],
    [{ ...BY_AWS_CLI, accessToken: "" }, "it has no `accessToken`"],
    [noToken, "it has no `accessToken`"],
    [[BY_AWS_CLI], "it is not a JSON object"],
    ['{"startUrl": "https://corp', "it is not a JSON object"],
    ["", "it is not a JSON object"],
  ] as const) {
    write(content);
    expect(readAwsCliToken(SOURCE, file)).toEqual({ problem: expect.stringContaining(problem) });
  }
  removeAwsCliToken(SOURCE, file);
  expect(readAwsCliToken(SOURCE, file)).toBeUndefined();
});

test("a file that cannot be read is not as if there were none", () => {
  mkdirSync(file, { recursive: true });
  expect(readAwsCliToken(SOURCE, file)).toEqual({ problem: "it cannot be read" });
});

test("a folder that cannot be written to is named", () => {
  writeFileSync(join(home, ".aws"), "a file in the way");
  expect(() => writeAwsCliToken(SOURCE, SIGN_IN, file)).toThrow(
    `cannot share the sign-in to "corp" with the AWS CLI in ${file}: a part of the path is not a directory`,
  );
});
