import type { ForeignWord } from "./foreign-word.ts";
import { PROGRAM_WORDS } from "./program-words.ts";
import { ROLE_MAP_WORDS } from "./role-map-words.ts";
import { SERVE_WORDS } from "./serve-words.ts";
import { SERVER_WORDS } from "./server-words.ts";

const SERVED = "leave it out: `actas exec TARGET -- COMMAND` serves credentials to every program, with a token";
const ASKED = "leave it out: terminal, YubiKey, `mfa_process` and window are asked at once; see `actas exec --help`";
const KEPT = '`actas config paths` shows config.json: "persist" in it says what keeps sign-ins';
const NEVER = "`session_token = never` in the profile does that; `actas keys export PROFILE` prints a key";
const ROLE = "the role is the target, `SOURCE:ROLE_ARN`; `actas list sources` shows the sources";
const PROCESS = "`actas process TARGET` prints that";
const NOTHING = "`as -` ends what this shell acts as";
const RENEWED = "leave it out: `as TARGET` renews by itself, until `as -`";
/** Commands of ours that do not stand after `as`. */
const COMMANDS = [
  ...["process", "export", "console", "login", "logout", "refresh", "cache", "agent", "setup", "config", "keys"],
  ...[
    "password",
    "use",
    "show",
    "trust",
    "diagnose",
    "role-map",
    "shell",
    "completion",
    "sandbox",
    "serve",
    "server",
    "version",
    "compat",
  ],
];

/**
 * By the command of ours in which they are typed. Their letters tell nothing of what they mean: `remove` is near
 * `setup remove`, and `--no-session` is near `--session`, which is its opposite.
 */
const WORDS: Readonly<Record<string, readonly ForeignWord[]>> = {
  ...SERVE_WORDS,
  ...SERVER_WORDS,
  ...ROLE_MAP_WORDS,
  actas: [
    { words: ["add"], hint: "`actas keys add PROFILE` keeps an access key; `actas setup` adds a place to sign in to" },
    {
      words: ["remove", "rm"],
      hint: "`actas keys remove PROFILE` removes an access key; `actas setup remove SOURCE` a place to sign in to",
    },
    { words: ["clear"], hint: "`actas logout --all` ends all sessions, `actas logout PROFILE` those of one user" },
    { words: ["ls"], hint: "`actas list targets` shows what can be acted as" },
    {
      words: ["assume"],
      hint: "`actas exec TARGET -- COMMAND`; with -c `actas console TARGET`; as a `credential_process` `actas process TARGET`",
    },
    {
      words: ["maws"],
      hint: '`eval "$(actas export --pick --server maws)"`; with -w `actas console --pick --server maws`',
    },
    { words: ["weep", "consoleme"], hint: "`actas setup server NAME --url URL` adds a server that lends roles" },
    { words: ["script", "eval"], hint: '`eval "$(actas export TARGET)"`' },
    { words: ["unset"], hint: "`exit` ends a shell of `actas exec`; `as -` where `actas shell init` is used" },
    {
      words: ["proxy", "ssm", "ecr"],
      hint: "there is no such thing here; `actas exec TARGET -- COMMAND` runs a program that does it",
    },
    { words: ["--ec2", "ec2", "imds", "ec2-server"], hint: "`actas serve imds TARGET`" },
    { words: ["--ecs", "ecs", "ecs-server"], hint: "`actas serve container TARGET`" },
    { words: ["web", "ui"], hint: "`actas serve container --web`" },
    { words: ["stop"], hint: "`actas serve stop` ends what you serve, `actas agent stop` the agent" },
    { words: ["passwd", "pw"], hint: "`actas password import` moves passwords out of the AWS files" },
    { words: ["-r", "--refresh"], hint: "`actas exec --refresh TARGET -- COMMAND`" },
    {
      words: ["-s", "--session"],
      hint: "`actas exec --session TARGET -- COMMAND`, or `actas export --session TARGET`",
    },
    { words: ["-e", "--expiration"], hint: "`actas status TARGET`" },
    { words: ["-w", "--whoami"], hint: "`actas whoami TARGET`" },
    { words: ["-D", "--diagnose"], hint: "`actas diagnose TARGET`" },
    { words: ["-E", "--env"], hint: "`actas exec --mode env TARGET -- COMMAND`" },
    { words: ["-O", "--output"], hint: PROCESS },
    { words: ["-c", "--write-credentials"], hint: "`actas export --write-credentials TARGET`" },
    { words: ["-o", "--otp"], hint: "`actas exec --otp CODE TARGET -- COMMAND`" },
    { words: ["-M", "--mfa-serial"], hint: "`actas exec --mfa-serial SERIAL TARGET -- COMMAND`" },
    { words: ["-X", "--external-id"], hint: "`actas exec --external-id ID TARGET -- COMMAND`" },
    {
      words: ["-d", "--duration", "-a", "--role-duration"],
      hint: "`actas exec --duration 1h TARGET -- COMMAND`; for a sign-in: `session_token_duration` in the profile",
    },
    { words: ["-l", "--list-roles"], hint: "`actas list roles`" },
    { words: ["-m", "--list-mfa"], hint: "`actas list mfa`" },
    {
      words: ["-p", "--profile", "--region"],
      hint: "options stand behind the command: `actas exec --help` shows them",
    },
    { words: ["--backend", "--keychain", "--secret-service-collection", "--pass-dir", "--file-dir"], hint: KEPT },
    { words: ["--prompt"], hint: ASKED },
    { words: ["--debug", "--verbose"], hint: "`--verbose` stands behind the command: `actas exec --verbose TARGET`" },
    ...PROGRAM_WORDS,
  ],
  "actas exec": [
    { words: ["--no-session"], hint: NEVER },
    { words: ["--ecs-server", "--ec2-server", "--lazy"], hint: SERVED },
    { words: ["--ec2", "--imds"], hint: "`actas serve imds TARGET`" },
    { words: ["--ecs"], hint: SERVED },
    { words: ["--docker", "--podman"], hint: "`actas exec --container TARGET -- docker run IMAGE`" },
    { words: ["--prompt", "--mfa-prompt"], hint: ASKED },
    { words: ["-j", "--json"], hint: PROCESS },
    { words: ["--stdout"], hint: "`--no-browser` prints the address of a sign-in" },
    {
      words: ["-a", "--idp-account", "--exec-profile"],
      hint: "`actas exec TARGET -- COMMAND` with the profile as target",
    },
    { words: ["-b", "--batch"], hint: "`actas exec --non-interactive TARGET -- COMMAND`" },
    { words: ["--role-arn"], hint: ROLE },
    { words: ["-w", "--web-console"], hint: "`actas console TARGET`" },
  ],
  "actas export": [
    {
      words: ["-o", "--output"],
      hint: "`--format` names what is printed; `--write-credentials` and `--shared` write into a file",
    },
    { words: ["-b", "--batch"], hint: "`actas export --non-interactive TARGET`" },
    { words: ["--role-arn"], hint: ROLE },
    { words: ["--print-url", "--service"], hint: "`actas console TARGET` has that option" },
    { words: ["--no-session"], hint: NEVER },
    { words: ["--prompt"], hint: ASKED },
  ],
  "actas process": [
    { words: ["--no-session"], hint: NEVER },
    { words: ["--prompt"], hint: ASKED },
  ],
  "actas list": [
    { words: ["--profiles"], hint: "`actas list profiles`" },
    { words: ["--credentials"], hint: "`actas keys list`" },
    { words: ["--sessions"], hint: "`actas list sign-ins`, and `actas status` for all that is held" },
  ],
  "actas login": [
    {
      words: ["-s", "--stdout"],
      hint: "`--no-browser` prints the address of a sign-in, `actas console --print-url TARGET` that of the console",
    },
  ],
  "actas shell use": [
    { words: ["-u", "--unset", "unset", "off", "none", "stop", "end", "exit", "quit", "clear"], hint: NOTHING },
    { words: ["-a", "--auto-refresh", "-k", "--kill-refresher"], hint: RENEWED },
    {
      words: ["-l", "-L", "--list", "--list-profiles", "ls", "list"],
      hint: "`actas list targets` shows what can be acted as",
    },
    { words: ["--force-refresh"], hint: "`as --refresh TARGET`" },
    { words: ["--show-commands"], hint: '`eval "$(actas export TARGET)"` evaluates what it prints' },
    { words: ["-o", "--output-profile", "--export"], hint: "`actas export --write-credentials TARGET`" },
    { words: ["--role-arn", "--source-profile"], hint: "`as --profile PROFILE ROLE-ARN`" },
    { words: ["--mfa-token"], hint: "`as --otp CODE TARGET`" },
    { words: ["--role-duration"], hint: "`as --duration 30m TARGET`" },
    { words: ["--session-name"], hint: "`as --role-session-name NAME TARGET`" },
    { words: ["-H", "-E", "-e", "--env"], hint: "`as --mode env TARGET` puts keys into variables" },
    { words: ["-U"], hint: "`as --mode container TARGET` goes on without keys in variables" },
    { words: ["--generate-config"], hint: "no file is needed; `actas config paths` shows where one may be" },
    { words: ["-C"], hint: "`actas logout TARGET` ends its sign-in, then `as -` what this shell acts as" },
    { words: ["--exec"], hint: "`actas exec TARGET -- CMD` runs one command" },
    { words: ["--console"], hint: "`actas console TARGET`" },
    { words: ["--sso"], hint: "`as SOURCE:ROLE`; `actas setup` adds the source" },
    { words: ["-V", "--version"], hint: "`actas version`" },
    { words: ["-v"], hint: "`actas version`; `as --verbose TARGET` says more" },
    { words: ["help"], hint: "`as --help`" },
    { words: ["exec"], hint: "`actas exec TARGET -- CMD` runs one command" },
    { words: ["status", "whoami"], hint: "`actas status --here`, or `actas whoami`, says what this shell acts as" },
    { words: COMMANDS, hint: "`as` takes a target; commands stand after `actas`, and `actas --help` shows them" },
  ],
  "actas console": [
    { words: ["-w", "--web-console"], hint: "leave it out: `actas console TARGET` opens the console" },
    { words: ["-b", "--batch"], hint: "`actas console --non-interactive TARGET`" },
    { words: ["--stdout", "--url", "--no-browser"], hint: "`actas console --print-url TARGET`" },
    { words: ["--export"], hint: '`eval "$(actas export --console TARGET)"` gives the keys as well' },
    { words: ["--role-arn"], hint: ROLE },
  ],
  "actas setup": [
    {
      words: ["openid", "oidc", "web", "okta", "auth0", "keycloak"],
      hint: "`actas setup web-identity` adds an OpenID provider",
    },
    {
      words: ["maws"],
      hint: "nothing has to be set up: its config.ini is the source `maws`; see `actas list sources`",
    },
    { words: ["bundle", "organisation", "organization"], hint: "`actas setup org URL` installs a bundle" },
  ],
  "actas setup org": [
    { words: ["--list", "list", "ls", "show", "status"], hint: "`actas setup org` lists those that are installed" },
    { words: ["update", "upgrade", "--upgrade", "refresh"], hint: "`actas setup org --update`" },
    { words: ["remove", "rm", "uninstall", "--uninstall", "delete"], hint: "`actas setup org --remove NAME`" },
    { words: ["install", "add", "--url", "--install"], hint: "`actas setup org URL` installs it" },
  ],
  "actas setup web-identity": [
    {
      words: ["--issuer", "--discovery-url", "--provider", "--auth-url", "--url"],
      hint: "`--well-known URL` is the address of the provider",
    },
    { words: ["--idtoken-for-roles-url", "--api"], hint: "`--roles-url URL` is the address of the roles API" },
    {
      words: ["--port", "--redirect-uri"],
      hint: "`--local-port PORT` names a port for the way back, for instance 10800",
    },
  ],
  "actas config": [
    { words: ["list"], hint: "`actas config paths` shows where files are" },
    { words: ["show-profile"], hint: "`actas config show PROFILE`" },
  ],
  "actas cache": [{ words: ["clean"], hint: "`actas cache clear`" }],
};

/** What does here what a word says, or what it does in aws-vault, aws-runas, vegas-credentials, saml2aws, awsume, granted, maws or aws-as. */
export function hintForForeignWord(word: string, command: string): string | undefined {
  const typed = word.replace(/=.*/s, "");
  return WORDS[command]?.find(({ words }) => words.includes(typed))?.hint;
}
