import { expect, test } from "bun:test";
import { hideDefault } from "./hide-default.ts";

const hidden = (config: string): string => hideDefault({ config, credentials: "" }).config;

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
  expect(hidden(text)).toBe(text.replace("aws_access_key_id = AKIA\n", "").replace("aws_secret_access_key = s\n", ""));
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
])("the key %s is removed", (key) => {
  expect(hidden(`[default]\n${key} = x\noutput = json\n`)).toBe("[default]\noutput = json\n");
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
  expect(hidden(`${section}\nrole_arn = x\n`)).toBe(`${section}\n`);
});

test.each(["[profile defaults]", "[default2]", "[sso-session defaults]", "[profile a default]"])(
  "the section %p is not",
  (section) => {
    expect(hidden(`${section}\nrole_arn = x\n`)).toBe(`${section}\nrole_arn = x\n`);
  },
);

test.each(["[sso-session default]", "[services default]"])("%p keeps its settings, but no identity", (section) => {
  const own = "sso_start_url = https://corp\nsso_region = eu-west-1\nsso_registration_scopes = s\ns3 =\n  a = b\n";
  expect(hidden(`${section}\n${own}role_arn = x\naws_access_key_id = x\nsso_role_name = x\n`)).toBe(
    `${section}\n${own}`,
  );
});

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
])("a key is removed: %s", (_how, lines) => {
  expect(hidden(`[default]\n${lines}region = r\n`)).toBe("[default]\nregion = r\n");
});

test.each(["  [other]", "\t[profile other]", "[other] #", "  [sso-session a]  # x", " [other]\r"])(
  "the header %p below it begins a section to every SDK",
  (header) => {
    const plain = header.trim().replace(/ *#.*$/, "");
    const text = `[default]\n# a note\n${header}\naws_access_key_id = x\n`;
    expect(hidden(text)).toBe(
      `[default]\n# a note\n${plain}${header.endsWith("\r") ? "\r" : ""}\naws_access_key_id = x\n`,
    );
  },
);

test("a default profile that is named twice loses both identities", () => {
  const text = "[default]\nrole_arn = x\n[profile a]\nrole_arn = y\n[profile default]\nsso_session = z\nregion = r";
  expect(hidden(text)).toBe("[default]\n[profile a]\nrole_arn = y\n[profile default]\nregion = r");
});

test("text in a comment or a value that only looks like a key stays", () => {
  const text = "[default]\n# role_arn = x\n;role_arn = x\noutput = role_arn = x\nmy_role_arn = x\n";
  expect(hidden(text)).toBe(text);
});

/** The files' bytes, one character for each. */
const bytes = (text: string): string => Buffer.from(text).toString("latin1");

test.each([
  ..."\t\v\f\x1C\x1D\x1E\x1F\x85\u00A0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200A",
  ..."\u2028\u2029\u202F\u205F\u3000\uFEFF\u180E\u200B\0",
])("the blank %j hides no key and no header", (blank) => {
  for (const header of ["[default]", `${blank}[default]`, `[${blank}default${blank}]`, `[profile${blank}default]`]) {
    for (const key of [`${blank}role_arn =`, `role_arn${blank}=`, `${blank} role_arn ${blank}:`]) {
      expect(hidden(bytes(`${header}\n${key} x\nregion = r\n`))).not.toContain("role_arn");
    }
  }
});

test("a no-break space in Latin-1 counts too", () => {
  expect(hidden("[default]\n\xA0role_arn = x\nnote = \xE9\n")).toBe("[default]\nnote = \xE9\n");
});

test.each([
  "[profiles default]",
  '[profile de"fault"]',
  "[profile de\\fault]",
  "[default]# mine",
  "[default] # mine]",
  "[default] nonsense",
  "[default] role_arn = x",
  "x [default]",
  "[a] # mine\n  [default]",
])("the header %j may begin the default profile for some SDK", (header) => {
  expect(hidden(`${header}\nrole_arn = x\nregion = r\n`)).not.toContain("role_arn");
});

test.each([
  ["[a]# mine", "[a]"],
  ["[a] nonsense", "[a]"],
  ["[a][default]", "[a]"],
  ["  [profile a]", "[profile a]"],
  ["\u3000[a]", "[a]"],
])("below the default profile, the header %j is rewritten so that all SDKs agree", (header, plain) => {
  const own = "role_arn = y\nsource_profile = b\n";
  expect(hidden(bytes(`[default]\nregion = r\n${header}\n${own}`))).toBe(`[default]\nregion = r\n${plain}\n${own}`);
});

test("headers that are odd, but not below the default profile, stay as they are", () => {
  const text = "[a]# mine\nrole_arn = x\n  [b]\nrole_arn = y\n[c] nonsense\nrole_arn = z\n";
  expect(hidden(`${text}[default]\nrole_arn = x\n`)).toBe(`${text}[default]\n`);
});

test("a carriage return alone hides nothing", () => {
  expect(hidden("# x\r[default]\rrole_arn = x\rregion = r\r")).toBe("# x\n[default]\nregion = r\n");
  expect(hidden("[default]\nrole_arn\r= x\n")).not.toContain("role_arn");
  expect(hidden("[a]\rrole_arn = x\r")).toBe("[a]\rrole_arn = x\r");
});

test.each([
  ["blanks", " ".repeat(300_000)],
  ["brackets", "[".repeat(300_000)],
  ["quotes", "'".repeat(300_000)],
])(
  "a line of 300,000 %s takes no time",
  (_what, long) => {
    expect(hidden(`[default]\nx${long}x\n${long}role_arn = x\n[a]${long}default\n`)).toStartWith("[default]\n");
  },
  10_000,
);
