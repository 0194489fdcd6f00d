import { afterEach, expect, test } from "bun:test";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { guardedFiles, withoutDefaultIdentity } from "./guarded-files.ts";

const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

function home(files: { config?: string | Buffer; credentials?: string | Buffer }) {
  const folder = mkdtempSync(join(tmpdir(), "guarded-files-"));
  folders.push(folder);
  const paths = { configFile: join(folder, "user-config"), credentialsFile: join(folder, "user-credentials") };
  if (files.config !== undefined) writeFileSync(paths.configFile, files.config);
  if (files.credentials !== undefined) writeFileSync(paths.credentialsFile, files.credentials);
  return { folder, options: { ...paths, directory: folder } };
}

test("files without an identity in the default profile are not copied", async () => {
  const { folder, options } = home({
    config: "[default]\nregion = eu-west-1\n\n[profile a]\nrole_arn = x\n",
    credentials: "[a]\naws_access_key_id = AKIA\n",
  });
  expect(guardedFiles(options)).toEqual({});
  expect(existsSync(join(folder, "config")) || existsSync(join(folder, "credentials"))).toBe(false);
});

test("missing files are nothing to guard", async () => {
  expect(guardedFiles(home({}).options)).toEqual({});
});

test("only the file that would win is replaced, for the user's eyes only", async () => {
  const { folder, options } = home({
    config: "[default]\nregion = eu-west-1\n",
    credentials: "[default]\naws_access_key_id = AKIA\naws_secret_access_key = s\n",
  });
  const copy = join(folder, "credentials");
  expect(guardedFiles(options)).toEqual({ AWS_SHARED_CREDENTIALS_FILE: copy });
  expect(readFileSync(copy, "utf8")).toBe("[default]\n");
  expect(statSync(copy).mode & 0o777).toBe(0o600);
});

test("both files are replaced when both would win", async () => {
  const { folder, options } = home({
    config: "[default]\ncredential_process = x\n",
    credentials: "[default]\naws_access_key_id = AKIA\n",
  });
  expect(guardedFiles(options)).toEqual({
    AWS_CONFIG_FILE: join(folder, "config"),
    AWS_SHARED_CREDENTIALS_FILE: join(folder, "credentials"),
  });
});

test("bytes that are no text come out as they went in", async () => {
  const odd = Buffer.from([0x23, 0xff, 0xfe, 0xc3, 0x28, 0x00, 0x85, 0x0a]);
  const { folder, options } = home({ config: Buffer.concat([odd, Buffer.from("[default]\nrole_arn = x\n"), odd]) });
  guardedFiles(options);
  expect(readFileSync(join(folder, "config"))).toEqual(Buffer.concat([odd, Buffer.from("[default]\n"), odd]));
});

test("a folder that is missing is an error", async () => {
  const { folder, options } = home({ config: "[default]\nrole_arn = x\n" });
  const directory = join(folder, "missing");
  expect(() => guardedFiles({ ...options, directory })).toThrow(`cannot write ${join(directory, "config")}`);
});

test("everything but the identity of the default profile stays", () => {
  const text = `# mine
[default]
region = eu-west-1        ; home
aws_access_key_id = AKIA
# a note
aws_secret_access_key = s
s3 =
  max_concurrent_requests = 20
endpoint_url = http://localhost:4566
services = local

[services local]
s3 =
  endpoint_url = http://s3

[sso-session corp]
sso_region = eu-west-1
sso_start_url = https://corp

[profile default-ish]
role_arn = arn
source_profile = a
`;
  expect(withoutDefaultIdentity(text)).toBe(
    text.replace("aws_access_key_id = AKIA\n", "").replace("aws_secret_access_key = s\n", ""),
  );
});

test.each([
  "aws_access_key_id",
  "aws_secret_access_key",
  "aws_session_token",
  "role_arn",
  "source_profile",
  "credential_source",
  "credential_process",
  "web_identity_token_file",
  "login_session",
  "sso_session",
  "sso_start_url",
  "sso_region",
  "sso_account_id",
  "sso_role_name",
])("the key %s goes", (key) => {
  expect(withoutDefaultIdentity(`[default]\n${key} = x\noutput = json\n`)).toBe("[default]\noutput = json\n");
});

test.each([
  "[default]",
  "[profile default]",
  '[profile "default"]',
  "[profile\tdefault]",
  "[ default ]",
  "[DEFAULT]",
  "[default] # mine",
  "\u00ef\u00bb\u00bf[default]",
])("the section %p is the default profile", (section) => {
  expect(withoutDefaultIdentity(`${section}\nrole_arn = x\n`)).toBe(`${section}\n`);
});

test.each(["[profile defaults]", "[default2]", "[sso-session default]", "[services default]", "[profile a default]"])(
  "the section %p is not",
  (section) => {
    expect(withoutDefaultIdentity(`${section}\nrole_arn = x\n`)).toBe(`${section}\nrole_arn = x\n`);
  },
);

test.each([
  ["without spaces", "role_arn=x\n"],
  ["with a colon", "role_arn: x\n"],
  ["in capitals", "ROLE_ARN = x\n"],
  ["with a Windows line end", "role_arn = x\r\n"],
  ["with an old line end", "role_arn = x\r"],
  ["indented", "  role_arn = x\n"],
  ["empty", "role_arn =\n"],
  ["with a value that goes on", "credential_process = a\n  b\n\tc\n"],
  ["twice", "role_arn = x\nrole_arn = y\n"],
])("a key goes: %s", (_how, lines) => {
  expect(withoutDefaultIdentity(`[default]\n${lines}region = r\n`)).toBe("[default]\nregion = r\n");
});

test("a default profile that is named twice loses both identities", () => {
  const text = "[default]\nrole_arn = x\n[profile a]\nrole_arn = y\n[profile default]\nsso_session = z\nregion = r";
  expect(withoutDefaultIdentity(text)).toBe("[default]\n[profile a]\nrole_arn = y\n[profile default]\nregion = r");
});

test("what only looks like a key in a comment or a value stays", () => {
  const text = "[default]\n# role_arn = x\n;role_arn = x\noutput = role_arn = x\nmy_role_arn = x\n";
  expect(withoutDefaultIdentity(text)).toBe(text);
});
