import type { ArgumentDefinition, NamedDefinition, OptionDefinition } from "./definition.ts";
import { JSON_OPTION } from "./json-option.ts";

const SSO_EXAMPLE = "actas setup sso corp --start-url https://corp.awsapps.com/start --region eu-west-1";
const SERVER_EXAMPLE = "actas setup server team --url https://creds.example.com/api/ --client-id actas";
const PROVIDER_EXAMPLE =
  "actas setup web-identity yoyodyne --well-known https://auth.yoyodyne.example --client-id yoyodyne-aws";

const NAME: ArgumentDefinition = { name: "[name]", words: "your name for it; use the same name across your team" };
const COMMON_OPTIONS: readonly OptionDefinition[] = [
  {
    flags: "--local-port <port>",
    words: "a fixed port for the redirect from the browser; default: any free one",
  },
  { flags: "-y, --overwrite", words: "replace a source of the same name" },
  JSON_OPTION,
];

const sso = (): NamedDefinition => ({
  name: "sso",
  summary: "add an AWS IAM Identity Center, after asking it whether it is there",
  arguments: [NAME],
  options: [
    { flags: "-u, --start-url <url>", words: "its AWS access portal, such as https://corp.awsapps.com/start" },
    { flags: "-r, --region <region>", words: "the region it is in; default: it is looked for" },
    {
      flags: "-s, --scope <scope>",
      words: "a scope to ask for, repeatable; default: sso:account:access",
      repeatable: true,
    },
    { flags: "--share-sso-cache", words: "share the sign-in with the AWS CLI, in ~/.aws/sso/cache" },
    { flags: "--no-check", words: "write the file without asking Identity Center" },
    ...COMMON_OPTIONS,
  ],
  examples: [SSO_EXAMPLE],
});

/** The same command by the name of another tool. */
export const setupSso = sso;

const server = (): NamedDefinition => ({
  name: "server",
  summary: "add a credential server, after asking it whether it is one",
  arguments: [NAME],
  options: [
    { flags: "-u, --url <url>", words: "the URL its paths are relative to; a slash at the end counts" },
    { flags: "--client-id <id>", words: "the OAuth 2.0 client" },
    { flags: "--client-secret-stdin", words: "read the client's secret from standard input" },
    { flags: "-s, --scope <scope>", words: "a scope to ask for, repeatable; default: profile", repeatable: true },
    {
      flags: "--grant <grant>",
      words: "code or device, repeatable, the usual one first; default: code",
      repeatable: true,
    },
    { flags: "--authorization-endpoint <url>", words: "default: oauth/authorize" },
    { flags: "--token-endpoint <url>", words: "default: oauth/token" },
    { flags: "--device-authorization-endpoint <url>", words: "default: oauth/device" },
    { flags: "--revocation-endpoint <url>", words: "where a sign-in is ended; default: nowhere" },
    { flags: "--use-localhost", words: "redirect to localhost instead of 127.0.0.1" },
    { flags: "--no-check", words: "write the file without asking the server" },
    ...COMMON_OPTIONS,
  ],
  examples: [SERVER_EXAMPLE, `${SERVER_EXAMPLE} --client-secret-stdin < secret.txt`],
});

const webIdentity = (): NamedDefinition => ({
  name: "web-identity",
  summary: "add an OpenID provider that AWS trusts, after reading its discovery document",
  arguments: [NAME],
  options: [
    { flags: "--well-known <url>", words: "its discovery document, or its issuer" },
    { flags: "--client-id <id>", words: "the client, which AWS calls the audience" },
    { flags: "--client-secret-stdin", words: "read the client's secret from standard input" },
    { flags: "-s, --scope <scope>", words: "a scope to ask for, repeatable; default: openid", repeatable: true },
    { flags: "--roles-url <url>", words: "the API that tells which roles a token may assume; default: none" },
    {
      flags: "--local-port <port>",
      words: "a port that the browser may come back to, repeatable; default: any free one",
      repeatable: true,
    },
    { flags: "--redirect-path <path>", words: "the path that it comes back to; default: /oauth2callback" },
    { flags: "--use-localhost", words: "redirect to localhost instead of 127.0.0.1" },
    { flags: "--jump-role-arn <arn>", words: "a role to assume first, whose credentials assume all others" },
    { flags: "--no-check", words: "write the file without asking the provider" },
    ...COMMON_OPTIONS.slice(1),
  ],
  examples: [PROVIDER_EXAMPLE],
});

/** The commands of `actas setup` that add a source. */
export const setupSources = (): readonly NamedDefinition[] => [sso(), server(), webIdentity()];

/** An example of each. */
export const SETUP_SOURCE_EXAMPLES: readonly string[] = [SSO_EXAMPLE, SERVER_EXAMPLE, PROVIDER_EXAMPLE];
