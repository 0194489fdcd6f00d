import { OTP } from "./code-options.ts";
import { type CommandDefinition, type NamedDefinition, withoutHeading } from "./definition.ts";
import { JSON_OPTION } from "./json-option.ts";
import { PROFILE_ARGUMENT } from "./profile-argument.ts";
import { SETUP_ORG_EXAMPLE, setupOrg } from "./setup-org.ts";
import { SETUP_SOURCE_EXAMPLES, setupSources } from "./setup-sources.ts";

const PROCESS_EXAMPLE = "actas setup process staging";

const PROFILES_EXAMPLE = "actas setup profiles corp --region eu-west-1";

const PROFILE_EXAMPLE = "actas setup profile dev arn:aws:iam::111122223333:role/Dev --profile ana";

const profile = (): NamedDefinition => ({
  name: "profile",
  summary: "write a profile for a role; asks for what is missing",
  arguments: [
    { name: "[name]", words: "what you will call it" },
    { name: "[target]", words: "a role ARN; or SOURCE:ROLE or a profile, which it then gets by `actas process`" },
  ],
  options: [
    { flags: "-p, --profile <profile>", words: "the profile whose keys assume the role" },
    { flags: "--mfa-serial <arn>", words: "the MFA device; default: that of the other profile" },
    { flags: "-r, --region <region>", words: "its region; default: none" },
    { flags: "--external-id <id>", words: "the external ID the role's trust policy asks for" },
    { flags: "-d, --duration <time>", words: "how long the role's credentials last: seconds, or 15m, 1h30m, 12h" },
    { flags: "--check", words: "ask AWS first whether it can be used" },
    { ...withoutHeading(OTP), words: "with --check: the MFA code, instead of being asked for it" },
    JSON_OPTION,
  ],
  examples: ["actas setup profile", PROFILE_EXAMPLE, "actas setup profile data corp:111122223333/ReadOnly"],
});

const turnIntoProcess = (): NamedDefinition => ({
  name: "process",
  summary: "let every SDK get a profile with a role through actas",
  arguments: [PROFILE_ARGUMENT],
  options: [
    { flags: "--full-path", words: "name actas by its full path, for programs that do not find it", conflicts: "undo" },
    { flags: "--undo", words: "give the profile back to the SDKs" },
    JSON_OPTION,
  ],
  examples: [PROCESS_EXAMPLE, `${PROCESS_EXAMPLE} --undo`],
  notes: `In the profile, role_arn and source_profile become actas_role_arn and
actas_source_profile, which SDKs do not know, and credential_process runs
actas. To actas the profile means the same as before.`,
});

const profiles = (): NamedDefinition => ({
  name: "profiles",
  summary: "write a profile for each role of a source, for tools that know only profiles",
  arguments: [{ name: "[source]", words: "its id or its URL; default: all that you are signed in to" }],
  options: [
    {
      flags: "--template <template>",
      words: "how they are named, of {account}, {id}, {role} and {source}; default: as before, else {account}-{role}",
    },
    { flags: "-r, --region <region>", words: "the region of each; default: as before, else none" },
    { flags: "--diff", words: "show what would change, and write nothing" },
    { flags: "--prune", words: "remove profiles whose roles are gone" },
    { flags: "-y, --overwrite", words: "also where the profiles have been changed by hand" },
    { flags: "--refresh", words: "ask the source for its roles anew" },
    JSON_OPTION,
  ],
  examples: ["actas setup profiles corp --diff", PROFILES_EXAMPLE],
  notes: `They stand in ~/.aws/config between two comments. What is outside stays as it is,
and a profile of yours is never replaced.`,
});

const switchRoles = (): NamedDefinition => ({
  name: "switch-roles",
  summary: "print the roles of your profiles for the browser, or for other tools",
  arguments: [{ name: "[profile]", words: "a profile with a user's keys: also the roles that the policies allow" }],
  options: [
    {
      flags: "--format <format>",
      words: "the browser extension AWS Extend Switch Roles, or a file like ~/.aws/config; default: extension",
      choices: ["extension", "aws-config"],
      fallback: "extension",
    },
    { flags: "--out <file>", words: "write a new file; default: standard output" },
    { ...withoutHeading(OTP), words: "with a profile: the MFA code, if IAM wants one" },
    JSON_OPTION,
  ],
  examples: [
    "actas setup switch-roles",
    "actas setup switch-roles ana",
    "actas setup switch-roles --format aws-config --out roles.ini",
  ],
});

const mfa = (): NamedDefinition => ({
  name: "mfa",
  summary: "give an IAM user an MFA device, by a QR code and two codes",
  arguments: [{ name: "[profile]", words: "a profile with the user's keys, or with a role that they assume" }],
  options: [
    { flags: "--name <name>", words: "what the device is called; default: like the user" },
    { flags: "--yubikey", words: "put it onto a YubiKey, by ykman, in place of an app" },
    { flags: "--yubikey-serial <number>", words: "onto which of several YubiKeys" },
    { flags: "--touch", words: "with --yubikey: each code wants a touch" },
    { flags: "--resync", words: "tell AWS two codes of a device whose clock is off", conflicts: "name" },
    { flags: "--mfa-serial <arn>", words: "with --resync: which device; default: that of the profile" },
    { ...withoutHeading(OTP), words: "a code of the device there is, if IAM wants one for this" },
    JSON_OPTION,
  ],
  examples: ["actas setup mfa ana", "actas setup mfa ana --yubikey --touch", "actas setup mfa ana --resync"],
});

const service = (): NamedDefinition => ({
  name: "service",
  summary: "print what starts `serve` with your session",
  arguments: [{ name: "<target>", words: "whose credentials it serves: a profile, role ARN or SOURCE:ROLE" }],
  options: [
    {
      flags: "--format <format>",
      words: "a user unit of systemd, or an agent of launchd; default: what this system has",
      choices: ["systemd", "launchd"],
    },
    { flags: "--imds", words: "serve it as `serve imds` does; default: as `serve container`", conflicts: "allow" },
    { flags: "--imdsv1", words: "with --imds: answer programs that show no token, too" },
    { flags: "--port <port>", words: "where it listens; default: 12319, with --imds 80" },
    { flags: "-p, --profile <profile>", words: "the profile whose keys assume a role that is named by its ARN" },
    { flags: "--allow <target>", words: "serve this target too; repeatable", repeatable: true },
  ],
  examples: [
    "actas setup service staging > ~/.config/systemd/user/actas-serve.service",
    "actas setup service --imds --port 9911 staging > ~/.config/systemd/user/actas-serve-imds.service",
  ],
});

/** `actas setup`, `actas setup sso|server|web-identity|profile|process|profiles|switch-roles|mfa|org|service|remove` */
export const setup = (): CommandDefinition => ({
  usage: "[options] [command]",
  alone: true,
  commands: [
    ...setupSources(),
    profile(),
    turnIntoProcess(),
    profiles(),
    switchRoles(),
    mfa(),
    setupOrg(),
    service(),
    {
      name: "remove",
      summary: "sign out of a source, and delete the file that describes it",
      arguments: [{ name: "<source>", words: "its id or its URL" }],
      options: [JSON_OPTION],
      examples: ["actas setup remove corp"],
    },
  ],
  examples: [
    "actas setup",
    ...SETUP_SOURCE_EXAMPLES,
    PROFILE_EXAMPLE,
    PROCESS_EXAMPLE,
    PROFILES_EXAMPLE,
    SETUP_ORG_EXAMPLE,
    "actas setup remove corp",
  ],
});
