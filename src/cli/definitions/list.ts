import { CODE_OPTIONS } from "./code-options.ts";
import { MAWS_CONFIG, NO_AGENT } from "./credential-options.ts";
import type { CommandDefinition, NamedDefinition, OptionDefinition } from "./definition.ts";
import { JSON_OPTION } from "./json-option.ts";
import { SOURCE } from "./source-argument.ts";

/** The formats of all lists: `text`, one item per line, or `json`. */
const OUTPUT_OPTIONS: readonly OptionDefinition[] = [
  {
    flags: "-o, --output <form>",
    words: "how to print them",
    heading: "Output",
    choices: ["text", "oneline", "json"],
    fallback: "text",
  },
  { ...JSON_OPTION, words: "the same as `--output json`", heading: "Output", conflicts: "output" },
];

/** The options of every command that lists roles. */
const ROLE_OPTIONS: readonly OptionDefinition[] = [
  { flags: "--source <source>", words: "the same as the argument", heading: "Target" },
  MAWS_CONFIG,
  { flags: "--account <text>", words: "only accounts with this in their number or name", heading: "Target" },
  { flags: "--role <text>", words: "only roles with this in their name", heading: "Target" },
  { flags: "--search <words>", words: "only what has all of these words", heading: "Target" },
  { flags: "--refresh", words: "ask anew, also when the list is from within the hour", heading: "Cache" },
  NO_AGENT,
  ...OUTPUT_OPTIONS,
];

/** `--server` is the word of another tool, whose command `list-roles` is. */
const SERVER: OptionDefinition = {
  flags: "-s, --server <source>",
  words: "the same as the argument",
  heading: "Target",
};

const roles = (): NamedDefinition => ({
  name: "roles",
  summary: "list the roles a source lends, or those of all you are signed in to",
  arguments: [SOURCE],
  examples: ["actas list roles", "actas list roles corp --output oneline | grep Admin"],
});

/** Of an IAM user, what the policies allow. */
const EXPAND: OptionDefinition = {
  flags: "--expand",
  words: "of an IAM user: list all roles of the account, and keep those that the policies allow",
  heading: "Target",
};

const mfa = (): NamedDefinition => ({
  name: "mfa",
  summary: "list the MFA devices of an IAM user",
  arguments: [{ name: "[profile]", words: "a profile that starts with the user's keys; default: AWS_PROFILE" }],
  options: [...CODE_OPTIONS, NO_AGENT, ...OUTPUT_OPTIONS],
  examples: ["actas list mfa", "actas list mfa staging --output oneline"],
});

const signIns = (): NamedDefinition => ({
  name: "sign-ins",
  aliases: ["sessions"],
  summary: "list the sources you are signed in to",
  options: [...OUTPUT_OPTIONS, { flags: "--utc", words: "show times in UTC", heading: "Output" }],
  examples: ["actas list sign-ins", "actas list sign-ins --utc"],
});

/** The same commands by the names of another tool. */
export const listRoles = (): CommandDefinition => ({ ...roles(), options: [SERVER, ...ROLE_OPTIONS] });
export const listSessions = signIns;

/** `actas list targets|roles|accounts|sources|sign-ins|mfa|profiles` */
export const list = (): CommandDefinition => ({
  commands: [
    {
      name: "targets",
      summary: "list all that can be acted as, profiles and roles: one a line, a TAB, what it is",
      arguments: [{ ...SOURCE, words: `only the roles of this source: ${SOURCE.words}` }],
      options: ROLE_OPTIONS,
      examples: [
        'actas exec "$(actas list targets | fzf | cut -f1)" -- aws s3 ls',
        "actas list targets --search 'data read'",
      ],
    },
    {
      ...roles(),
      arguments: [{ ...SOURCE, words: `${SOURCE.words}; or a profile that starts with an IAM user's keys` }],
      options: [{ ...SERVER, hidden: true }, EXPAND, ...CODE_OPTIONS, ...ROLE_OPTIONS],
      examples: [...(roles().examples ?? []), "actas list roles staging --expand"],
    },
    {
      name: "accounts",
      summary: "list the accounts in which you have a role",
      arguments: [SOURCE],
      options: ROLE_OPTIONS,
      examples: ["actas list accounts", "actas list accounts --json | jq -r '.accounts[].accountId'"],
    },
    {
      name: "sources",
      summary: "list what can be signed in to",
      options: [NO_AGENT, ...OUTPUT_OPTIONS],
      examples: ["actas list sources", "actas list sources --json | jq -r '.sources[].id'"],
    },
    signIns(),
    mfa(),
    {
      name: "profiles",
      summary: "list the profiles of the AWS files",
      options: OUTPUT_OPTIONS,
      examples: ["actas list profiles", 'actas exec "$(actas list profiles | fzf)" -- aws s3 ls'],
    },
  ],
  examples: [
    'actas exec "$(actas list targets | fzf | cut -f1)" -- aws s3 ls',
    "actas list roles corp --role admin",
    "actas list accounts --search data",
    "actas list sources",
    "actas list sign-ins --utc",
  ],
});
