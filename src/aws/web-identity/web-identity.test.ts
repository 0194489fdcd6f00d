import { afterAll, beforeEach, expect, test } from "bun:test";
import { Clock } from "../../base/clock.ts";
import { ActasError } from "../../base/errors.ts";
import { Secret } from "../../base/secret.ts";
import { Sts } from "../sts.ts";

const ROLE = "arn:aws:iam::111122223333:role/Dev";
const TOO_LONG = "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.";

type Answer = (form: URLSearchParams) => Response;
const asked: URLSearchParams[] = [];
let answer: Answer;
const server = Bun.serve({
  hostname: "127.0.0.1",
  port: 0,
  fetch: async (request) => {
    const form = new URLSearchParams(await request.text());
    asked.push(form);
    return answer(form);
  },
});
afterAll(() => server.stop(true));
beforeEach(() => void asked.splice(0));

const location = { region: "eu-west-1", scope: "regional", endpointUrl: server.url.href } as const;
const tokenOf = (claims: object): Secret =>
  new Secret(`eyJhbGciOiJSUzI1NiJ9.${Buffer.from(JSON.stringify(claims)).toString("base64url")}.c2lnbmF0dXJl`);
const TOKEN = tokenOf({
  iss: "https://auth.example.com/realm",
  aud: "client-1",
  sub: "ad|Mozilla|ana",
  amr: ["team-one", "hush-hush-project"],
  email: "hush@example.com",
});
const assume = (sts: Sts, durationSeconds: number | "max" = "max", token = TOKEN, roleArn = ROLE) =>
  sts.assumeRoleWithWebIdentity(location, { roleArn, roleSessionName: "ana", durationSeconds, token });
const refused =
  (code: string, message: string, status = 400) =>
  () =>
    new Response(
      `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`,
      { status, headers: { "x-amzn-requestid": "r-1" } },
    );
const given: Answer = () => {
  const keys =
    "<AccessKeyId>ASIAEXAMPLE</AccessKeyId><SecretAccessKey>x</SecretAccessKey><SessionToken>y</SessionToken>";
  const credentials = `<Credentials>${keys}<Expiration>2099-01-01T00:00:00Z</Expiration></Credentials>`;
  const name = "AssumeRoleWithWebIdentity";
  return new Response(`<${name}Response><${name}Result>${credentials}</${name}Result></${name}Response>`);
};
/** A role that lasts so long at most. */
const lasting =
  (most: number): Answer =>
  (form) =>
    Number(form.get("DurationSeconds")) > most ? refused("ValidationError", TOO_LONG)() : given(form);
const durations = () => asked.map((form) => Number(form.get("DurationSeconds")));
async function failure(answered: Answer, token = TOKEN, seconds: number | "max" = "max"): Promise<ActasError> {
  answer = answered;
  const error = await assume(new Sts(new Clock()), seconds, token).catch((thrown: unknown) => thrown);
  if (error instanceof ActasError) return error;
  throw new Error(`not refused: ${error}`);
}

test("max is 12 hours, then 1 hour, then 15 minutes, and the one that worked comes first from then on", async () => {
  const sts = new Sts(new Clock());
  for (const [most, tries, next] of [
    [43_200, [43_200], [43_200]],
    [7200, [43_200, 3600], [3600]],
    [900, [43_200, 3600, 900], [900]],
  ] as const) {
    answer = lasting(most);
    const role = `${ROLE}${most}`;
    await assume(sts, "max", TOKEN, role);
    expect(durations()).toEqual([...tries]);
    asked.splice(0);
    await assume(sts, "max", TOKEN, role);
    expect(durations()).toEqual([...next]);
    asked.splice(0);
  }
});

test("a role that lasts less than it did is found out again", async () => {
  const sts = new Sts(new Clock());
  answer = lasting(43_200);
  await assume(sts);
  answer = lasting(3600);
  await assume(sts);
  expect(durations()).toEqual([43_200, 43_200, 3600]);
});

test("any other refusal is final, and so is one of a duration that was asked for", async () => {
  expect((await failure(refused("AccessDenied", "Not authorized", 403))).message).toContain("AccessDenied");
  expect(durations()).toEqual([43_200]);
  asked.splice(0);
  expect((await failure(lasting(3600), TOKEN, 7200)).message).toContain("exceeds the MaxSessionDuration");
  expect((await failure(lasting(0))).message).toContain("exceeds the MaxSessionDuration");
  expect(durations()).toEqual([7200, 43_200, 3600, 900]);
});

test("a refused role says what the token carries, values only of what is public, and what the policy usually lacks", async () => {
  const { code, message, hints } = await failure(
    refused("AccessDenied", "Not authorized to perform sts:AssumeRoleWithWebIdentity", 403),
  );
  expect([code, message]).toEqual(["access-denied", `cannot assume role ${ROLE}: STS answered AccessDenied`]);
  expect(hints).toEqual([
    "Not authorized to perform sts:AssumeRoleWithWebIdentity",
    `the token: iss "https://auth.example.com/realm", aud "client-1", sub "ad|Mozilla|ana", amr (2 values, 32 bytes), email (18 bytes); ${TOKEN.reveal().length} bytes in all`,
    "the role's trust policy must allow sts:AssumeRoleWithWebIdentity to the provider auth.example.com/realm, and its conditions see no more than auth.example.com/realm:aud, :sub and :amr; one on a list, as amr is, needs `ForAnyValue:`",
    "for your administrator: AWS request id r-1",
  ]);
  expect(JSON.stringify(hints)).not.toContain("hush");
});

test("a token that is too large for the session, or for the call, says so with sizes", async () => {
  const packed = await failure(refused("PackedPolicyTooLarge", "Serialized token too large for session"));
  expect(packed.message).toBe(`cannot assume role ${ROLE}: STS answered PackedPolicyTooLarge`);
  expect(packed.hints.join("\n")).toMatch(/amr \(2 values, 32 bytes\)[\s\S]*fewer or shorter groups/);
  asked.splice(0);
  const long = await failure(given, tokenOf({ iss: "https://a.example", groups: Array(2000).fill("a-group") }));
  expect(long.message).toMatch(/the token has \d{5} bytes, and AWS takes at most 20000$/);
  expect(long.hints[0]).toContain("groups (2000 values, 20001 bytes)");
  expect(asked).toEqual([]);
});

test.each([
  [
    "InvalidIdentityToken",
    "No OpenIDConnect provider found in your account for https://auth.example.com",
    "access-denied",
    /OpenID provider for https:\/\/auth.example.com\/realm in IAM/,
  ],
  ["IDPCommunicationError", "", "unreachable", /AWS itself must be able to fetch the keys/],
  [
    "ExpiredTokenException",
    "Token expired: current date/time 2 must be before the expiration date/time 1",
    "access-denied",
    /must be before[\s\S]*a new token/,
  ],
  ["IDPRejectedClaim", "Rejected", "access-denied", /with the token's aud/],
])("%s is told in our words and in theirs", async (name, message, code, hint) => {
  const found = await failure(refused(name, message));
  expect(found.code).toBe(code as typeof found.code);
  expect([...found.hints, message].join("\n")).toMatch(hint);
});

test("nothing of the token is repeated, whatever the answer repeats", async () => {
  const hush = TOKEN.reveal();
  const long = `1 validation error detected: Value '${hush}' at 'webIdentityToken' failed`;
  for (const text of [long, hush.split(".")[1] ?? "", hush.slice(40, 100)]) {
    for (const name of ["ValidationError", "AccessDenied", "InvalidIdentityToken", "ExpiredTokenException", "Odd"]) {
      const { message, hints } = await failure(refused(name, text));
      const said = [message, ...hints].join("\n");
      for (let at = 40; at + 24 < hush.length; at += 8) expect(said).not.toContain(hush.slice(at, at + 24));
    }
  }
});

test.each([
  "",
  "hush",
  "a.b.c",
  "a.bnVsbA.c",
  "a.WzFd.c",
  `a.${Buffer.from('{"iss":{"a":1},"aud":[1,"x"]}').toString("base64url")}.c`,
])("a token that is none is described all the same: %#", async (token) => {
  const { hints } = await failure(refused("AccessDenied", "Not authorized", 403), new Secret(token));
  expect(hints.join("\n")).toMatch(/the token: (it is no JSON web token|no iss|iss \()/);
  expect(hints.join("\n")).not.toContain("hush");
});
