import { afterAll, describe, expect, test } from "bun:test";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Credentials } from "../../base/credentials.ts";
import { Secret } from "../../base/secret.ts";
import { writeCredentials } from "./write-credentials.ts";

const home = mkdtempSync(join(tmpdir(), "actas-write-credentials-"));
const path = join(home, "credentials");
const environment = { HOME: home, AWS_CONFIG_FILE: join(home, "config"), AWS_SHARED_CREDENTIALS_FILE: path };
const keys: Credentials = {
  accessKeyId: "ASIANEW",
  secretAccessKey: new Secret("new-secret"),
  sessionToken: new Secret("new-token"),
  expiration: new Date("2030-01-01T00:00:00Z"),
};
const SECTION = `[team-actas]
aws_access_key_id = ASIANEW
aws_secret_access_key = new-secret
aws_session_token = new-token
aws_credential_expiration = 2030-01-01T00:00:00Z
`;
afterAll(() => rmSync(home, { recursive: true }));

test("comments, order, other sections, mode and a symbolic link are kept", async () => {
  const real = join(home, "real");
  const others = "# mine\n[ana]\naws_access_key_id = AKIAANA\n\n; last\n";
  writeFileSync(real, others);
  chmodSync(real, 0o640);
  symlinkSync(real, path);
  await write("team-actas");
  expect(readFileSync(real, "utf8")).toBe(`${others}\n${SECTION}`);
  expect(statSync(real).mode & 0o777).toBe(0o640);
});

test("temporary keys of before are written over in place, and settings beside them stay", async () => {
  const before = SECTION.replace("ASIANEW", "ASIAOLD").replace("new-secret", "old").replace("\n", "\nregion = x\n");
  put({ credentials: `${before}\n[ana]\nregion = y\n` });
  await write("team-actas");
  expect(readFileSync(path, "utf8")).toBe(`${SECTION.replace("\n", "\nregion = x\n")}\n[ana]\nregion = y\n`);
});

describe("a profile that means something else stays as it is:", () => {
  test.each([
    ["a long-term key", { credentials: "[x]\naws_access_key_id = AKIAX\naws_secret_access_key = s\n" }],
    ["half a long-term key", { credentials: "[x]\naws_access_key_id = AKIAX\n" }],
    ["a role", { config: "[profile x]\nrole_arn = arn:aws:iam::1:role/r\n" }],
    ["a role in the credentials file", { credentials: "[x]\nrole_arn = arn:aws:iam::1:role/r\n" }],
    ["a sign-in", { config: "[profile x]\nsso_session = corp\n" }],
    ["a process", { config: "[profile x]\ncredential_process = /bin/keys\n" }],
    ["a sign-in of aws-runas", { config: "[profile x]\nweb_identity_auth_url = https://idp.example\n" }],
    ["a token file", { config: "[profile x]\nweb_identity_token_file = /token\n" }],
  ])("%s", async (_, files: { readonly credentials?: string; readonly config?: string }) => {
    put(files);
    await expect(write("x")).rejects.toThrow("cannot write credentials into [x] of ");
    expect(readFileSync(path, "utf8")).toBe(files.credentials ?? "");
  });
});

test.each(["default", "DEFAULT", "Default", "a b", "a]b", "a\nb", "a#b", ""])(
  "the name %j is refused",
  async (name) => {
    put({});
    await expect(write(name)).rejects.toThrow("cannot write credentials into [");
  },
);

test("keys are written to no place where another user could put another file", async () => {
  const open = join(home, "open");
  mkdirSync(open);
  chmodSync(open, 0o777);
  const there = { path: join(open, "credentials"), profile: "x" };
  await expect(writeCredentials(there, keys, environment)).rejects.toThrow(`every user may write to ${open}`);
  expect(existsSync(there.path)).toBe(false);
  chmodSync(open, 0o775);
  await writeCredentials(there, keys, environment);
  expect(statSync(there.path).mode & 0o777).toBe(0o600);
});

test("a long-term key is not written", async () => {
  put({});
  const { sessionToken: _, ...longTerm } = keys;
  await expect(writeCredentials({ path, profile: "x" }, longTerm, environment)).rejects.toThrow(
    "they are a long-term key",
  );
});

function put({ credentials = "", config = "" }: { readonly credentials?: string; readonly config?: string }): void {
  writeFileSync(path, credentials);
  writeFileSync(environment.AWS_CONFIG_FILE, config);
}

function write(profile: string): Promise<void> {
  return writeCredentials({ path, profile }, keys, environment);
}
