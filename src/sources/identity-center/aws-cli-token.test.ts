import { afterEach, beforeEach, expect, test } from "bun:test";
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { Secret } from "../../base/secret.ts";
import type { IdentityCenterDefinition } from "../../source-files/source-definition.ts";
import { awsCliTokenFile, readAwsCliToken, removeAwsCliToken, writeAwsCliToken } from "./aws-cli-token.ts";

const SOURCE: IdentityCenterDefinition = {
  kind: "identity-center",
  id: "corp",
  url: "https://corp.awsapps.com/start",
  defaultGrant: "code",
  origin: "corp.json",
  region: "eu-west-1",
  scopes: ["sso:account:access"],
  shareCache: true,
  endpoints: {},
};
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
  file = awsCliTokenFile(SOURCE, home);
});
afterEach(() => rmSync(home, { recursive: true }));

function write(content: unknown): void {
  writeAwsCliToken(SOURCE, { ...SIGN_IN }, file);
  writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
}

const SIGN_IN = {
  key: "k",
  source: "corp",
  url: SOURCE.url,
  grant: "code",
  accessToken: new Secret("access"),
  refreshToken: new Secret("refresh"),
  expiration: new Date("2026-01-02T03:04:05.678Z"),
  client: { clientId: "client", clientSecret: new Secret("client-secret"), expiration: new Date("2026-03-01") },
} as const;

test("the file is where the AWS CLI looks for the session of the same name", () => {
  expect(file).toBe(`${home}/.aws/sso/cache/ee0bfd2552fbd840c02cc48b6e823320543c450f.json`);
});

test("without a session of a name it is where the AWS CLI looks for the start URL, as that is written", () => {
  const named = (url: string): string => awsCliTokenFile({ ...SOURCE, id: SOURCE.url, writtenUrl: url }, "");
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
  const signIn = readAwsCliToken(SOURCE, file);
  expect(signIn?.accessToken.reveal()).toBe("access");
  expect(signIn?.refreshToken?.reveal()).toBe("refresh");
  expect(signIn).toMatchObject({
    source: "corp",
    expiration: new Date("2026-01-02T03:04:05Z"),
    client: { clientId: "client", expiration: new Date("2026-03-01T00:00:00Z") },
  });
});

test("a token of the older form, without client or refresh token, is taken too", () => {
  const { startUrl, region, accessToken, expiresAt } = BY_AWS_CLI;
  write({ startUrl, region, accessToken, expiresAt });
  expect(readAwsCliToken(SOURCE, file)).not.toHaveProperty("client");
});

test("what belongs to another start URL or region, or is broken, is no sign-in", () => {
  for (const other of [
    { startUrl: "https://other.awsapps.com/start" },
    { region: "us-east-1" },
    { expiresAt: "soon" },
  ]) {
    write({ ...BY_AWS_CLI, ...other });
    expect(readAwsCliToken(SOURCE, file)).toBeUndefined();
  }
  write('{"startUrl": "https://corp');
  expect(readAwsCliToken(SOURCE, file)).toBeUndefined();
  removeAwsCliToken(SOURCE, file);
  expect(readAwsCliToken(SOURCE, file)).toBeUndefined();
});

test("a folder that cannot be written to is named", () => {
  writeFileSync(join(home, ".aws"), "a file in the way");
  expect(() => writeAwsCliToken(SOURCE, SIGN_IN, file)).toThrow(
    `cannot share the sign-in to "corp" with the AWS CLI in ${file}: a part of the path is not a directory`,
  );
});
