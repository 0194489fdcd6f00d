import { describe, expect, test } from "bun:test";
import { seeded } from "../../test/seeded.ts";
import { parseSourceFile } from "./parse-source-file.ts";

const PATH = "/home/ana/.config/actas/sources.d/corp.json";

function problem(content: unknown): string {
  const found = parseSourceFile(typeof content === "string" ? content : JSON.stringify(content), PATH);
  return "error" in found ? found.error.message : "none";
}

const ID = { id: "x", url: "https://x.example.com/" };
const OAUTH = { client_id: "actas", code_grant: {} };

test.each([
  [
    "hush",
    `cannot read ${PATH}: line 1, column 1 is not JSON: a word stands where a value belongs, or a name in double quotes`,
  ],
  [[], `cannot use ${PATH}: it is not a JSON object`],
  ["null", `cannot use ${PATH}: it is not a JSON object`],
  [{ id: "x" }, `cannot use ${PATH}: "url" is missing`],
  [{ ...ID, id: 7 }, `cannot use ${PATH}: "id" is not a string`],
  [{ ...ID, id: " a" }, `cannot use ${PATH}: "id" is not what it may be`],
  [{ ...ID, id: "a\u001b[31m" }, `cannot use ${PATH}: "id" has control characters in it`],
  [ID, `cannot use ${PATH}: it has neither "web_identity" nor "oauth" nor "aws_sso"`],
  [{ ...ID, oauth: OAUTH, aws_sso: { region: "r" } }, `cannot use ${PATH}: it has both "oauth" and "aws_sso"`],
  [{ ...ID, aws_sso: {} }, `cannot use ${PATH}: "aws_sso.region" is missing`],
  [{ ...ID, aws_sso: { region: "a.evil" } }, `cannot use ${PATH}: "aws_sso.region" is not the name of a region`],
  [{ ...ID, aws_sso: { region: "r", scope: "a" } }, `cannot use ${PATH}: "aws_sso.scope" is not an array`],
  [
    { ...ID, aws_sso: { region: "r", local_port: 99999 } },
    `cannot use ${PATH}: "aws_sso.local_port" is not what it may be`,
  ],
  [{ ...ID, oauth: { code_grant: {} } }, `cannot use ${PATH}: "oauth.client_id" is missing`],
  [
    { ...ID, oauth: { ...OAUTH, client_secret: "a", client_secret_command: "b" } },
    `cannot use ${PATH}: "oauth" has both "client_secret" and "client_secret_command"`,
  ],
  [{ ...ID, oauth: { client_id: "a" } }, `cannot use ${PATH}: "oauth" has neither "code_grant" nor "device_grant"`],
  [
    { ...ID, oauth: { ...OAUTH, default_grant_type: "device" } },
    `cannot use ${PATH}: "oauth.default_grant_type" names a grant that "oauth" does not have`,
  ],
  [
    { ...ID, oauth: { ...OAUTH, default_grant_type: "password" } },
    `cannot use ${PATH}: "oauth.default_grant_type" is neither "code_grant" nor "device_grant"`,
  ],
  [
    { ...ID, oauth: { ...OAUTH, token_endpoint: "http://x.example.com/token" } },
    `cannot use ${PATH}: "oauth.token_endpoint" cannot be used: it must begin with https://, as tokens are sent there`,
  ],
  [
    { ...ID, oauth: { ...OAUTH, token_endpoint: "token#hush" } },
    `cannot use ${PATH}: "oauth.token_endpoint" cannot be used: it has a fragment`,
  ],
  [
    { url: "http://x.example.com/", oauth: OAUTH },
    `cannot use ${PATH}: "url" cannot be used: it must begin with https://, as tokens are sent there`,
  ],
  [
    { url: "http://127.0.0.1.evil.example/", oauth: OAUTH },
    `cannot use ${PATH}: "url" cannot be used: it must begin with https://, as tokens are sent there`,
  ],
  [{ url: "hush", oauth: OAUTH }, `cannot use ${PATH}: "url" cannot be used: it is not a URL`],
  [{ url: "https://x\n.example.com", oauth: OAUTH }, `cannot use ${PATH}: "url" cannot be used: it is not a URL`],
  [
    { url: "https://ana:hush@x.example.com/", oauth: OAUTH },
    `cannot use ${PATH}: "url" cannot be used: it has a user name or a password in it`,
  ],
  [
    { url: "ftp://x.example.com/", oauth: OAUTH },
    `cannot use ${PATH}: "url" cannot be used: it must begin with https://`,
  ],
])("%j cannot be used", (content, message) => {
  expect(problem(content)).toBe(message);
});

test("an unusable source keeps its id, so that no other is taken for it", () => {
  expect(parseSourceFile('{"id": "corp", "url": 7}', PATH)).toMatchObject({ id: "corp", origin: PATH });
  expect(parseSourceFile('{"url": "https://x.example.com/"}', PATH)).toMatchObject({ id: "https://x.example.com/" });
  expect(parseSourceFile('{"url": "https://a:hush@x.example.com/"}', PATH)).not.toHaveProperty("id");
});

test("whatever a file says, it is a source or a problem that repeats nothing of it", () => {
  const random = seeded(7);
  const pick = <T>(choices: readonly T[]): T => choices[random(choices.length)]!;
  const outcomes = { source: 0, problem: 0 };
  for (let round = 0; round < 3000; round++) {
    const value = (depth: number): string =>
      pick([...VALUES, ...(depth < 3 ? [object(depth + 1), `[${value(depth + 1)}, ${value(depth + 1)}]`] : [])]);
    const object = (depth: number): string =>
      `{${Array.from({ length: random(6) }, () => `"${pick(KEYS)}": ${value(depth)}`).join(pick([",", ",", ", //c\n", " "]))}}`;
    const text = pick([
      object(0),
      `{"url": "https://x.example.com/", "oauth": {"client_id": "a", "code_grant": ${object(2)}, ${object(1).slice(1)}}`,
      `{"url": "https://x.example.com/", "aws_sso": {"region": "r", ${object(1).slice(1)}}`,
    ]).slice(0, pick([9999, 9999, 9999, 40]));
    const found = parseSourceFile(text, pick(["/actas/sources.d/x.json", "/mairu/servers.d/x.json"]));
    if ("error" in found) {
      expect(found.error.code).toBe("configuration");
      expect(found.error.message + found.error.hints.join("")).not.toContain("HUSH");
    }
    outcomes["error" in found ? "problem" : "source"]++;
  }
  expect(Math.min(outcomes.source, outcomes.problem)).toBeGreaterThan(100);
});

describe("a key that is unknown", () => {
  const center = { url: "https://corp.awsapps.com/start", aws_sso: { region: "eu-west-1" } };
  const team = { url: "https://creds.example.com/api/", oauth: { client_id: "actas", code_grant: {} } };
  test.each<[object, string, string | undefined]>([
    [{ ...center, ID: "corp" }, "ID", "id"],
    [{ ...center, aws_sso: { regoin: "eu-west-1" } }, "aws_sso.regoin", "aws_sso.region"],
    [{ ...center, aws_sso: { ...center.aws_sso, scopes: [] } }, "aws_sso.scopes", "aws_sso.scope"],
    [{ ...center, region: "eu-west-1" }, "region", "aws_sso.region"],
    [
      { ...center, aws_sso: { ...center.aws_sso, share_cache: true } },
      "aws_sso.share_cache",
      "aws_sso.share_sso_cache",
    ],
    [
      { ...team, oauth: { ...team.oauth, revocation_endpont: "oauth/revoke" } },
      "oauth.revocation_endpont",
      "oauth.revocation_endpoint",
    ],
    [{ ...team, oauth: { ...team.oauth, isuer: "https://x" } }, "oauth.isuer", "oauth.issuer"],
    [{ ...team, issuer: "https://x" }, "issuer", "oauth.issuer"],
    [
      { ...team, oauth: { ...team.oauth, code_grant: { localport: 1 } } },
      "oauth.code_grant.localport",
      "oauth.code_grant.local_port",
    ],
    [{ ...team, oauth: { ...team.oauth, local_port: 1 } }, "oauth.local_port", undefined],
    [{ ...team, nothing_like_it: 1 }, "nothing_like_it", undefined],
  ])("is refused in a file of ours, with the key that was meant: %j", (content, key, meant) => {
    const found = parseSourceFile(JSON.stringify(content), PATH);
    if (!("error" in found)) throw new Error("it was taken");
    expect(found.error.message).toBe(`cannot use ${PATH}: its key "${key}" is unknown`);
    if (meant) expect(found.error.hints).toEqual([`did you mean "${meant}"?`]);
  });

  test("is not repeated when it does not look like a key", () => {
    for (const key of ["s3cr3t s3cr3t", "s3cr3t".repeat(10), "s3cr3t\u001b[2J"]) {
      const found = problem({ ...team, oauth: { ...team.oauth, [key]: 1 } });
      expect(found).toBe(`cannot use ${PATH}: it has a key that is unknown in "oauth"`);
    }
  });

  test("is ignored in a file of Mairu's, whose other keys count", () => {
    const content = {
      ...{ ...team, server_version: 2 },
      oauth: { ...team.oauth, client_name: "x", code_grant: { local_port: 8400, redirect: {} } },
    };
    expect(parseSourceFile(JSON.stringify(content), "/home/ana/.config/mairu/servers.d/team.json")).toMatchObject({
      oauth: { clientId: "actas", codeGrant: { localPort: 8400 } },
    });
  });
});

const KEYS = [
  ..."id url oauth aws_sso region scope local_port share_sso_cache client_id client_secret code_grant".split(" "),
  ..."device_grant device_code_grant default_grant_type token_endpoint use_localhost __proto__".split(" "),
  "HUSH it",
];

const VALUES = [
  ...['"HUSH"', '"https://HUSH.example.com/"', '"http://HUSH@x"', "HUSH", "7", "-1", "65536", "1.5", "null", "true"],
  ...["{}", "[]", '["HUSH"]', '"code"', '"device_grant"', '"\\ud800"', '"a', "1e999", '"eu-west-1"'],
];
