import { expect, test } from "bun:test";
import { typedCommand } from "../typed/typed-command.ts";
import { translated } from "./translated.ts";

type Variables = Readonly<Record<string, string>>;
const ARN = "arn:aws:iam::111122223333:role/Dev";
const DEVICE = "arn:aws:iam::111122223333:mfa/ana";

/** What was typed, what is typed here, and with which variables. */
const LINES: readonly (readonly [old: string, now: string, set?: Variables, environment?: Variables])[] = [
  ["aws-runas dev", "export dev"],
  ["aws-runas dev terraform plan -out x", "exec dev -- terraform plan -out x"],
  [`aws-runas -M ${DEVICE} ${ARN} aws s3 ls`, `exec --mfa-serial=${DEVICE} ${ARN} -- aws s3 ls`],
  [`aws-runas --mfa-arn=${DEVICE} dev`, `export --mfa-serial=${DEVICE} dev`],
  [`aws-runas --mfa-serial ${DEVICE} dev`, `export --mfa-serial=${DEVICE} dev`],
  ["aws-runas dev -- terraform plan", "exec dev -- terraform plan"],
  ["aws-runas constructor", "export constructor"],
  ["aws-runas auto", "export --profile auto"],
  ["aws-runas -d 8h dev", "export dev", { SESSION_TOKEN_DURATION: "8h" }],
  ["aws-runas --duration=8h dev", "export dev", { SESSION_TOKEN_DURATION: "8h" }],
  ["aws-runas -a 2h dev id", "exec --duration=2h dev -- id"],
  ["aws-runas --role-duration=2h dev id", "exec --duration=2h dev -- id"],
  ["aws-runas -o 123456 dev", "export --otp=123456 dev"],
  ["aws-runas --otp 123456 dev", "export --otp=123456 dev"],
  ["aws-runas -t code dev", "export dev"],
  ["aws-runas -X id dev", "export --external-id=id dev"],
  ["aws-runas -r dev id", "exec --refresh dev -- id"],
  ["aws-runas -s dev", "export --session dev"],
  ["aws-runas -sE dev id", "exec --session --mode=env dev -- id"],
  ["aws-runas -E dev id", "exec --mode=env dev -- id"],
  ["aws-runas -E dev", "export dev"],
  ["aws-runas -O json dev", "process dev"],
  ["aws-runas -O env dev", "export dev"],
  ["aws-runas -v dev id", "exec --verbose dev -- id"],
  ["aws-runas -vv dev id", "exec --verbose dev -- id"],
  ["aws-runas -l", "list roles default"],
  ["aws-runas --list-roles", "list roles dev", {}, { AWS_PROFILE: "dev" }],
  ["aws-runas -l dev", "list roles dev"],
  ["aws-runas list roles dev", "list roles dev"],
  ["aws-runas ls roles", "list roles default"],
  ["aws-runas -m dev", "list mfa dev"],
  ["aws-runas --list-mfa", "list mfa"],
  ["aws-runas ls mfa dev", "list mfa dev"],
  ["aws-runas -e dev", "status dev"],
  ["aws-runas --expiration dev", "status dev"],
  ["aws-runas -w dev", "whoami dev"],
  ["aws-runas -D dev", "diagnose dev"],
  ["aws-runas -Dv dev", "diagnose dev"],
  ["aws-runas diagnose dev", "diagnose dev"],
  ["aws-runas diag", "diagnose"],
  ["aws-runas -V", "version"],
  ["aws-runas -h", "compat --help"],
  ["aws-runas --help-long", "compat --help"],
  ["aws-runas help", "compat --help"],
  ["aws-runas terraform plan", "exec -- terraform plan", {}, { AWS_PROFILE: "dev" }],
  ["aws-runas dev terraform plan", "exec dev -- terraform plan", {}, { AWS_DEFAULT_PROFILE: "dev" }],
  ["aws-runas", "export", {}, { AWS_PROFILE: "dev" }],
  ["aws-runas dev", "export --profile dev", {}, { ACTAS_SERVER: "corp" }],
  ["aws-runas dev id", "exec --mode=env dev -- id", {}, { RUNAS_ENV_CREDENTIALS: "true" }],
  ["aws-runas dev id", "exec dev -- id", {}, { RUNAS_ENV_CREDENTIALS: "false" }],
  ["aws-runas dev", "export --session dev", {}, { RUNAS_SESSION_CREDENTIALS: "1" }],
  ["aws-runas dev", "process dev", {}, { RUNAS_OUTPUT_FORMAT: "JSON" }],
  ["aws-runas dev", "export dev", { ACTAS_MFA_CODE: "123456" }, { MFA_CODE: "123456" }],
  ["aws-runas dev", "export dev", { ACTAS_EXTERNAL_ID: "e" }, { EXTERNAL_ID: "e", MFA_SERIAL: "" }],
  ["vegas-credentials assume --profile dev", "process dev"],
  ["vegas-credentials assume -p dev --hide-arns --verbose", "process --hide-arns --verbose dev"],
  ["vegas-credentials --no-gui assume --profile=dev", "process --no-gui dev"],
  ["vegas-credentials assume -p dev --no-color --no-emoji", "process dev", { NO_COLOR: "1" }],
  ["vegas-credentials assume -p dev", "process --verbose dev", {}, { VERBOSE: "1" }],
  ["vegas-credentials config list", "config paths"],
  ["vegas-credentials config show-profile -p dev", "config show dev"],
  ["vegas-credentials cache clean", "cache clear"],
  ["vegas-credentials cache clean --credential", "cache clear --only=credentials"],
  ["vegas-credentials cache clean --password", "cache clear --only=sign-ins"],
  ["vegas-credentials cache clean --password --credential", "cache clear"],
  ["vegas-credentials version --full", "version"],
  ["vegas-credentials --version", "version"],
  ["vegas-credentials --info", "version"],
  ["vegas-credentials --help", "compat --help"],
  ["aws-mfa-credential-process --profile dev", "process dev"],
  ["aws-mfa-credential-process --profile dev --hide-arns --verbose", "process --hide-arns --verbose dev"],
  ["aws-mfa-credential-process assume --profile dev --disable-dialog", "process --no-gui dev"],
  ["aws-mfa-credential-process --profile dev --disable-mandatory-refresh --debug", "process --verbose dev"],
];

test.each(LINES)("`%s` is `actas %s`", (old, now, variables = {}, environment = {}) => {
  const [tool = "", ...words] = old.split(" ");
  const line = translated(tool, words, environment);
  expect({ words: line.words.join(" "), variables: line.variables }).toEqual({ words: now, variables });
  expect(line.words.slice(line.words.length - line.commandWords)).toEqual(now.split(" -- ")[1]?.split(" ") ?? []);
  if (now !== "compat --help") expect(typedCommand(line.words)).toBeDefined();
});

test.each([
  ["aws-runas -u", "`actas version`"],
  ["aws-runas -c dev", "`actas setup process PROFILE`"],
  ["aws-runas --ec2 dev", "`actas serve imds PROFILE`"],
  ["aws-runas serve ecs dev", "`actas serve container PROFILE`"],
  ["aws-runas srv ec2 dev", "`actas serve imds PROFILE`"],
  ["aws-runas ssm shell dev i-1", "aws ssm start-session"],
  ["aws-runas ecr login dev", "get-login-password"],
  ["aws-runas password dev", "`actas password import`"],
  ["aws-runas pw dev", "`actas password import`"],
  ["aws-runas -e dev id", "make it two commands"],
  ["aws-runas -e -r dev", "takes no such option"],
  ["aws-runas", "`actas list profiles`"],
  ["aws-runas --no-such dev", "`actas exec --help`"],
  ...["-S x", "-I x", "-t push"].map((option) => [`aws-runas ${option} dev`, "no sign-ins by SAML"] as const),
  ...["-J x", "-W x", "-T x", "-C x"].map((option) => [`aws-runas ${option} dev`, "`web_identity_auth_url`"] as const),
  ...["-U x", "-P x", "-R x"].map((option) => [`aws-runas ${option} dev`, "the browser in which you sign in"] as const),
  ["vegas-credentials assume", "`actas process PROFILE`"],
  ["aws-mfa-credential-process", "`actas process PROFILE`"],
  ["maws", "`actas compat --help`"],
  ["aws-runa dev", '"aws-runas"'],
  ["constructor dev", "`actas compat --help`"],
])("what has no counterpart says what to do: `%s`", (old, hint) => {
  const [tool = "", ...words] = old.split(" ");
  let said: unknown;
  try {
    translated(tool, words, {});
  } catch (error) {
    said = error;
  }
  expect(said).toMatchObject({ code: "usage", hints: expect.arrayContaining([expect.stringContaining(hint)]) });
});

test("a password that was typed is in no error", () => {
  expect(() => translated("aws-runas", ["-P", "hunter2", "dev"], {})).toThrow(/^(?!.*hunter2)/);
});
