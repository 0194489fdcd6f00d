import { afterAll, beforeEach, expect, test } from "bun:test";
import { Clock } from "../base/clock.ts";
import { Secret } from "../base/secret.ts";
import { Sts } from "./sts.ts";

let asked = 0;
let last: { readonly headers: Headers; readonly body: string };
let answer = () => new Response(`no ${asked}`, { status: 500 });
const server = Bun.serve({
  hostname: "127.0.0.1",
  port: 0,
  fetch: async (request) => {
    asked++;
    last = { headers: request.headers, body: await request.text() };
    return answer();
  },
});
afterAll(() => server.stop(true));
beforeEach(() => {
  asked = 0;
});

const sts = new Sts(new Clock());
const location = { region: "eu-west-1", scope: "regional", endpointUrl: server.url.href } as const;
const keys = { accessKeyId: "AKIAEXAMPLE", secretAccessKey: new Secret("x") };
const role = { roleArn: "arn:aws:iam::111122223333:role/Dev", roleSessionName: "ana", durationSeconds: 900 };
const mfa = { serialNumber: "arn:aws:iam::111122223333:mfa/ana", tokenCode: "123456" };

test("a failure is tried again", async () => {
  await expect(sts.assumeRole(location, keys, role)).rejects.toThrow("STS failed (HTTP 500)");
  expect(asked).toBe(3);
});

test("an MFA code is sent once, whatever it is for: AWS may have used it up already", async () => {
  await expect(sts.assumeRole(location, keys, { ...role, mfa })).rejects.toThrow("STS failed (HTTP 500)");
  expect(asked).toBe(1);
  await expect(sts.getSessionToken(location, keys, 900, mfa)).rejects.toThrow("STS failed (HTTP 500)");
  expect(asked).toBe(2);
});

test("an answer that lacks a part of the credentials is none", async () => {
  const ends = { Expiration: "2099-01-01T00:00:00Z" };
  const members = { AccessKeyId: "ASIAEXAMPLE", SecretAccessKey: "x", SessionToken: "y", ...ends };
  for (const missing of Object.keys(members)) {
    const given = Object.entries(members).filter(([name]) => name !== missing);
    const xml = given.map(([name, value]) => `<${name}>${value}</${name}>`).join("");
    const result = `<AssumeRoleResult><Credentials>${xml}</Credentials></AssumeRoleResult>`;
    answer = () => new Response(`<AssumeRoleResponse>${result}</AssumeRoleResponse>`);
    await expect(sts.assumeRole(location, keys, role)).rejects.toThrow("it lacks credentials");
  }
});

test("a call that proves by itself who asks is not signed, and nothing looks for keys to sign it with", async () => {
  const given =
    "<AccessKeyId>ASIAEXAMPLE</AccessKeyId><SecretAccessKey>x</SecretAccessKey><SessionToken>y</SessionToken>";
  const xml = `<Credentials>${given}<Expiration>2099-01-01T00:00:00Z</Expiration></Credentials>`;
  const name = "AssumeRoleWithWebIdentity";
  answer = () => new Response(`<${name}Response><${name}Result>${xml}</${name}Result></${name}Response>`);
  const found = await sts.assumeRoleWithWebIdentity(location, { ...role, token: new Secret("a.b.c") });
  expect(found.accessKeyId).toBe("ASIAEXAMPLE");
  expect(last.headers.get("authorization")).toBeNull();
  expect(last.headers.get("x-amz-security-token")).toBeNull();
  expect(Object.fromEntries(new URLSearchParams(last.body))).toMatchObject({
    Action: name,
    RoleArn: role.roleArn,
    RoleSessionName: "ana",
    DurationSeconds: "900",
    WebIdentityToken: "a.b.c",
  });
});

test("a session carries who asked for it, tags that are not passed on, and what it may do at most", async () => {
  const policies = { policy: '{"Version":"2012-10-17","Statement":[]}', policyArns: ["arn:aws:iam::aws:policy/Read"] };
  await sts
    .assumeRole(location, keys, { ...role, sourceIdentity: "ana", tags: { "actas:user": "ana@x" }, ...policies })
    .catch(() => {});
  const sent = Object.fromEntries(new URLSearchParams(last.body));
  expect(sent).toMatchObject({
    SourceIdentity: "ana",
    "Tags.member.1.Key": "actas:user",
    "Tags.member.1.Value": "ana@x",
    Policy: policies.policy,
    "PolicyArns.member.1.arn": "arn:aws:iam::aws:policy/Read",
  });
  expect(Object.keys(sent).filter((name) => name.startsWith("Transitive"))).toEqual([]);
  await sts.assumeRoleWithWebIdentity(location, { ...role, token: new Secret("a.b.c"), ...policies }).catch(() => {});
  expect(new URLSearchParams(last.body).get("Policy")).toBe(policies.policy);
});

test.each(["PackedPolicyTooLarge", "PackedPolicyTooLargeException"])("AWS's %s is one code", async (name) => {
  const error = `<ErrorResponse><Error><Type>Sender</Type><Code>${name}</Code><Message>m</Message></Error></ErrorResponse>`;
  answer = () => new Response(error, { status: 400 });
  const token = new Secret("a.b.c");
  const calls = [
    () => sts.assumeRole(location, keys, role),
    () => sts.assumeRoleWithWebIdentity(location, { ...role, token }),
  ];
  for (const call of calls)
    await expect(call()).rejects.toMatchObject({ awsCode: "PackedPolicyTooLarge", code: "access-denied" });
});
