import { afterAll, beforeEach, expect, test } from "bun:test";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Sts, WebIdentityInput } from "../../aws/sts.ts";
import { WebIdentityRefusal } from "../../aws/web-identity/web-identity-refusal.ts";
import type { Credentials } from "../../base/credentials.ts";
import type { ActasError } from "../../base/errors.ts";
import { Secret } from "../../base/secret.ts";
import { CredentialCache } from "../../cache/credential-cache.ts";
import type { RoleHop } from "../../targets/role-hops.ts";
import type { SourceTools } from "../source.ts";
import { tokenFile } from "./token-file.ts";

const FOLDER = mkdtempSync(join(tmpdir(), "actas-token-file-"));
afterAll(() => rmSync(FOLDER, { recursive: true }));
const FILE = join(FOLDER, "token");
const STS = { region: "eu-west-1", scope: "regional" } as const;
const ROLE = "arn:aws:iam::111122223333:role/Pod";
const tokenOf = (claims: object): string => `e30.${Buffer.from(JSON.stringify(claims)).toString("base64url")}.c2ln`;

const asked: WebIdentityInput[] = [];
let answer: () => Promise<Credentials>;
beforeEach(() => {
  asked.splice(0);
  answer = async () => ({
    accessKeyId: "ASIAEXAMPLE",
    secretAccessKey: new Secret("x"),
    sessionToken: new Secret("y"),
  });
});
const sts = {
  assumeRoleWithWebIdentity: (_: unknown, input: WebIdentityInput) => {
    asked.push(input);
    return answer();
  },
} as unknown as Sts;
const tools = {
  ...{ sts, cache: new CredentialCache() },
  request: { freshness: "cached", interaction: "never", environment: {} },
} as unknown as SourceTools;

const get = (file: string, hop: Partial<RoleHop> = {}) =>
  tokenFile(
    {
      name: "pod",
      source: { kind: "token-file", file, namedBy: '`web_identity_token_file` of profile "pod"', sts: STS },
      chain: [{ roleArn: ROLE, durationSeconds: 43_200, longest: true, sts: STS, ...hop }],
      ...{ endpointVariables: {}, notices: [] },
    },
    tools,
  );
const failure = (file: string): Promise<ActasError> =>
  get(file).then(
    () => Promise.reject(new Error("it was not refused")),
    (error: ActasError) => error,
  );

test("the file is read at each call, as what writes it replaces it, and a link to it is followed", async () => {
  const link = join(FOLDER, "link");
  symlinkSync(FILE, link);
  for (const sub of ["system:serviceaccount:web:shop", "auth|two"]) {
    writeFileSync(FILE, `${tokenOf({ sub })}\n`);
    await get(link);
  }
  expect(asked.map(({ token }) => token.reveal())).toEqual([
    tokenOf({ sub: "system:serviceaccount:web:shop" }),
    tokenOf({ sub: "auth|two" }),
  ]);
  expect(asked.map(({ durationSeconds, roleSessionName }) => [durationSeconds, roleSessionName])).toEqual([
    ["max", "system-serviceaccount-web-shop"],
    ["max", "two"],
  ]);
});

test("a configured session name and duration count, and the e-mail address before the subject", async () => {
  writeFileSync(FILE, tokenOf({ sub: "ana", email: "ana@example.com" }));
  await get(FILE, { roleSessionName: "web" });
  const { longest: _, ...hop } = { longest: true, durationSeconds: 900 };
  await get(FILE, { ...hop, longest: undefined } as unknown as RoleHop);
  expect(asked.map(({ durationSeconds, roleSessionName }) => [durationSeconds, roleSessionName])).toEqual([
    ["max", "web"],
    [900, "ana@example.com"],
  ]);
});

test("what is no token is not sent anywhere, and what is no file does not keep the agent waiting", async () => {
  const at = (name: string): string => join(FOLDER, name);
  mkdirSync(at("folder"));
  Bun.spawnSync(["mkfifo", at("pipe")]);
  const texts: Record<string, string> = {
    empty: " \n",
    key: "-----BEGIN OPENSSH PRIVATE KEY-----\nhush\n-----END OPENSSH PRIVATE KEY-----\n",
    password: "hush",
    three: "a.b.c",
    list: `e30.${Buffer.from("[1]").toString("base64url")}.c2ln`,
    two: `${tokenOf({})}\n${tokenOf({})}`,
    odd: `${tokenOf({})}\u0000`,
  };
  for (const [name, text] of Object.entries(texts)) writeFileSync(at(name), text);
  writeFileSync(at("huge"), "");
  truncateSync(at("huge"), 2 ** 40);
  for (const [path, reason] of [
    [at("nowhere"), "no such file or directory"],
    [at("folder"), "it is not a regular file"],
    [at("pipe"), "it is not a regular file"],
    ["/dev/zero", "it is not a regular file"],
    [at("huge"), "it has more than 65536 bytes"],
    [at("empty"), "the file is empty"],
    ...["key", "password", "three", "list", "two", "odd"].map((name) => [at(name), "it is no OpenID Connect token"]),
  ] as const) {
    const { code, message, hints } = await failure(path ?? "");
    expect([code, message]).toEqual(["configuration", `cannot use the token in ${path}: ${reason}`]);
    expect(hints).toEqual(['`web_identity_token_file` of profile "pod" names the file']);
  }
  expect(asked).toEqual([]);
});

test("a token that has ended says whose business it is, and any other refusal stays what it is", async () => {
  writeFileSync(FILE, tokenOf({ sub: "ana" }));
  answer = () => Promise.reject(new WebIdentityRefusal("expired", "cannot assume role", ["Token expired: 2 before 1"]));
  const { code, message, hints } = await failure(FILE);
  expect([code, message]).toEqual(["access-denied", `cannot assume role ${ROLE}: the token in ${FILE} is too old`]);
  expect(hints).toEqual([
    "Token expired: 2 before 1",
    "what writes the file must write a new token: `ls -lL` of it tells when it last did",
  ]);
  answer = () => Promise.reject(new WebIdentityRefusal("too-long", "too long", []));
  expect((await failure(FILE)).message).toBe("too long");
});
