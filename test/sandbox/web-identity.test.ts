import { afterAll, beforeAll, expect, test } from "bun:test";
import { AssumeRoleWithWebIdentityCommand, GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { addTrust, callsOf, changeSettings, setFaults } from "../../src/sandbox/control/control-client.ts";
import { startSandbox } from "../../src/sandbox/start.ts";
import { assume, clientOf, credentialsOf, refusal } from "../support/sts-client.ts";
import { startTokenIssuer, type TokenIssuer } from "../support/token-issuer.ts";
import { signInAtYoyodyne } from "../support/yoyodyne-client.ts";

const MAIN = "111122223333";
const YOYODYNE = {
  TeamAP: "222233334444:role/TeamAP",
  Auditor: "222233334444:role/Auditor",
  TeamEngineering: "333344445555:role/teams/TeamEngineering",
  Contractor: "333344445555:role/Contractor",
  Data: "555566667777:role/Data",
};

const sandbox = startSandbox();
let issuer: TokenIssuer;
beforeAll(async () => {
  issuer = await startTokenIssuer();
  const name = issuer.issuer.replace("http://", "");
  await addTrust(sandbox.url, "identity-providers", { accountId: MAIN, url: issuer.issuer, clientIds: ["client"] });
  await addTrust(sandbox.url, "roles", {
    arn: `arn:aws:iam::${MAIN}:role/Pod`,
    maxSessionSeconds: 7200,
    trustPolicy: [
      {
        Effect: "Allow",
        Principal: { Federated: `arn:aws:iam::${MAIN}:oidc-provider/${name}` },
        Action: "sts:AssumeRoleWithWebIdentity",
        Condition: { StringLike: { [`${name}:sub`]: "ad|*" } },
      },
    ],
  });
});
afterAll(async () => {
  await sandbox.stop();
  await issuer[Symbol.asyncDispose]();
});

/** Without keys: the SDK signs nothing. */
const anyone = new STSClient({
  region: "eu-west-1",
  endpoint: sandbox.url,
  maxAttempts: 1,
  credentials: async () => Promise.reject(new Error("no keys")),
});
const byToken = (WebIdentityToken: string, role = `${MAIN}:role/Pod`, input: object = {}) =>
  anyone.send(
    new AssumeRoleWithWebIdentityCommand({
      ...{ RoleArn: `arn:aws:iam::${role}`, RoleSessionName: "ana", WebIdentityToken },
      ...input,
    }),
  );

test("a verified token gives the role's credentials, and says whose token it was", async () => {
  const answer = await byToken(await issuer.token());
  expect(answer).toMatchObject({
    SubjectFromWebIdentityToken: "ad|ana",
    AssumedRoleUser: { Arn: `arn:aws:sts::${MAIN}:assumed-role/Pod/ana` },
    Provider: `arn:aws:iam::${MAIN}:oidc-provider/${issuer.issuer.replace("http://", "")}`,
    Audience: "client",
  });
  const session = clientOf(sandbox, await credentialsOf(Promise.resolve(answer)));
  expect((await session.send(new GetCallerIdentityCommand())).Arn).toEndWith("assumed-role/Pod/ana");
  expect((await callsOf(sandbox.url)).find(({ action }) => action === "AssumeRoleWithWebIdentity")).toMatchObject({
    service: "sts",
    outcome: "ok",
  });
  expect(JSON.stringify(await callsOf(sandbox.url))).not.toContain("eyJ");
});

test("a role from a token may last longer than an hour; one that is assumed from it may not", async () => {
  const token = await issuer.token();
  const { Credentials } = await byToken(token, undefined, { DurationSeconds: 7200 });
  expect((Credentials?.Expiration?.getTime() ?? 0) - Date.now()).toBeGreaterThan(7_100_000);
  expect(await refusal(byToken(token, undefined, { DurationSeconds: 7201 }))).toEqual([
    "ValidationError",
    400,
    "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.",
  ]);
});

const now = () => Math.floor(Date.now() / 1000);
const header = (fields: object) => Buffer.from(JSON.stringify(fields)).toString("base64url");
const TAMPERED: readonly [string, (issuer: TokenIssuer) => string | Promise<string>, string, RegExp][] = [
  ["no JWT", () => "access-token", "InvalidIdentityToken", /not a valid JWT/],
  [
    "of an unknown issuer",
    (one) => one.token({ iss: `${one.issuer}/` }),
    "InvalidIdentityToken",
    /^No OpenIDConnect provider found in your account for http:\/\/127\.0\.0\.1:\d+\/realm\/$/,
  ],
  ["of another audience", (one) => one.token({ aud: "other" }), "InvalidIdentityToken", /Incorrect token audience/],
  [
    "for another party",
    (one) => one.token({ aud: ["client"], azp: "other" }),
    "InvalidIdentityToken",
    /Incorrect token audience/,
  ],
  ["without a subject", (one) => one.token({ sub: undefined }), "InvalidIdentityToken", /required claim: sub/],
  ["without an end", (one) => one.token({ exp: undefined }), "InvalidIdentityToken", /required claim: exp/],
  ["that has ended", (one) => one.token({ exp: now() - 1 }), "ExpiredTokenException", /^Token expired: current date/],
  ["a day old", (one) => one.token({ iat: now() - 86_401 }), "ExpiredTokenException", /^Token expired/],
  ["of tomorrow", (one) => one.token({ iat: now() + 3600 }), "InvalidIdentityToken", /issued in the future/],
  ["by a key that is not published", (one) => one.token({}, "key-0"), "InvalidIdentityToken", /verification key/],
  [
    "changed after it was signed",
    async (one) => {
      const [head, , signature] = (await one.token()).split(".");
      return `${head}.${(await one.token({ sub: "ad|eve" })).split(".")[1]}.${signature}`;
    },
    "InvalidIdentityToken",
    /signature/,
  ],
  [
    "not signed at all",
    async (one) => `${header({ alg: "none" })}.${(await one.token()).split(".")[1]}.`,
    "InvalidIdentityToken",
    /signature|valid JWT/,
  ],
  [
    "signed with what is public",
    async (one) => `${header({ alg: "HS256", kid: "key-1" })}.${(await one.token()).split(".")[1]}.c2ln`,
    "InvalidIdentityToken",
    /signature|verification key/,
  ],
];

test.each(TAMPERED)("a token %s is refused", async (_, forge, code, message) => {
  const [name, status, text] = await refusal(byToken(await forge(issuer)));
  expect([String(name).replace("IdentityTokenException", "IdentityToken"), status]).toEqual([code, 400]);
  expect(text).toMatch(message);
});

test("an unknown role, another account's and a subject that is not trusted get the same answer", async () => {
  const denied = ["AccessDenied", 403, "Not authorized to perform sts:AssumeRoleWithWebIdentity"];
  expect(await refusal(byToken(await issuer.token({ sub: "else" })))).toEqual(denied);
  expect(await refusal(byToken(await issuer.token(), `${MAIN}:role/Nowhere`))).toEqual(denied);
  expect(await refusal(byToken(await issuer.token(), `${MAIN}:role/ReadOnly`))).toEqual(denied);
  const [elsewhere, , why] = await refusal(byToken(await issuer.token(), "444455556666:role/Audit"));
  expect([elsewhere, why]).toEqual(["InvalidIdentityTokenException", expect.stringContaining("No OpenIDConnect")]);
});

test("what is too large for a call is not looked at, and what is too large for a session does not become one", async () => {
  const [name, , text] = await refusal(byToken("x".repeat(20_001)));
  expect([name, text]).toEqual(["ValidationError", expect.stringContaining("length less than or equal to 20000")]);
  const token = await issuer.token({ amr: Array.from({ length: 60 }, (_, index) => `yoyodyne_team_${index}`) });
  expect(await refusal(byToken(token))).toEqual([
    "PackedPolicyTooLargeException",
    400,
    "Serialized token too large for session",
  ]);
});

test("a provider that does not answer, or answers with something else, is told apart", async () => {
  const keys = issuer.documents["/realm/keys"];
  const token = await issuer.token();
  for (const [answer, code] of [
    [new Response("", { status: 503 }), "IDPCommunicationErrorException"],
    [new Response("", { status: 302, headers: { location: sandbox.url } }), "IDPCommunicationErrorException"],
    [new Response("<html>", { status: 404 }), "InvalidIdentityTokenException"],
    [{ keys: [] }, "InvalidIdentityTokenException"],
  ] as const) {
    issuer.documents["/realm/keys"] = answer;
    expect((await refusal(byToken(token)))[0]).toBe(code);
  }
  issuer.documents["/realm/keys"] = keys;
  await issuer.rotate();
  expect((await refusal(byToken(token)))[0]).toBe("InvalidIdentityTokenException");
  await byToken(await issuer.token());
});

test("faults are injected into calls without a signature, too, and other calls still need one", async () => {
  await setFaults(sandbox.url, { throttle: 1 });
  expect((await refusal(byToken(await issuer.token())))[0]).toBe("Throttling");
  await setFaults(sandbox.url, {});
  const form = { Action: "GetCallerIdentity", Version: "2011-06-15" };
  const answer = await fetch(sandbox.url, { method: "POST", body: new URLSearchParams(form) });
  expect([answer.status, await answer.text()]).toEqual([
    403,
    expect.stringContaining("is missing Authentication Token"),
  ]);
});

test("Yoyodyne's people have the roles of their groups, and other roles from there", async () => {
  const roles = async (person: string): Promise<string[]> => {
    const { id_token } = await signInAtYoyodyne(sandbox, { person });
    const tried = Object.entries(YOYODYNE).map(async ([name, role]) =>
      byToken(id_token, role).then(
        () => [name],
        () => [],
      ),
    );
    return (await Promise.all(tried)).flat();
  };
  expect(await roles("ana")).toEqual(["TeamAP", "Auditor", "TeamEngineering", "Data"]);
  expect(await roles("ben")).toEqual(["TeamEngineering", "Contractor", "Data"]);
  const { id_token } = await signInAtYoyodyne(sandbox, { person: "ana" });
  const engineer = await credentialsOf(byToken(id_token, YOYODYNE.TeamEngineering));
  await assume(clientOf(sandbox, engineer), "x", { RoleArn: "arn:aws:iam::333344445555:role/Release" });
  await changeSettings(sandbox.url, { furtherGroups: 60 });
  const { id_token: large } = await signInAtYoyodyne(sandbox, { person: "ana" });
  expect((await refusal(byToken(large, YOYODYNE.TeamAP)))[0]).toBe("PackedPolicyTooLargeException");
});
