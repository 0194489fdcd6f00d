import { CODE_OPTIONS } from "./code-options.ts";
import type { ArgumentDefinition, OptionDefinition } from "./definition.ts";
import { GRANT_OPTIONS } from "./grant-options.ts";

/** The argument of every command that gets credentials. */
export const TARGET: ArgumentDefinition = {
  name: "[target]",
  words: "a profile, role ARN or SOURCE:ROLE, or `auto`; default: AWS_PROFILE",
};

export const PICK: OptionDefinition = {
  flags: "--pick",
  words: "choose the target from a list, of all sources or of that of `--server`; `--pick browser`: on a page",
  heading: "Target",
};

export const SERVER: OptionDefinition = {
  flags: "-s, --server <source>",
  words: "the id or URL of a source: the target is one of its roles; default: ACTAS_SERVER",
  heading: "Target",
};

/** The option of every command that may name a source. */
export const MAWS_CONFIG: OptionDefinition = {
  flags: "-c, --config <file>",
  words: "a config.ini of maws, repeatable, in place of the usual ones; default: ACTAS_MAWS_CONFIG",
  heading: "Target",
  repeatable: true,
};

export const PROFILE: OptionDefinition = {
  flags: "-p, --profile <profile>",
  words: "the profile whose keys assume a role that is named by its ARN",
  heading: "Target",
};

export const NO_AGENT: OptionDefinition = {
  flags: "--no-agent",
  words: "do without the agent; nothing is remembered after the command",
  heading: "Cache",
};

/** @param status - with which the command fails if it may not ask */
export function credentialOptions(status = 4): readonly OptionDefinition[] {
  const fails = `fail with status ${status} instead of`;
  return [
    SERVER,
    PROFILE,
    MAWS_CONFIG,
    { flags: "--show-target", words: "say what `auto` has chosen", heading: "Target" },
    { flags: "--show-auto", heading: "Target", hidden: true },
    {
      flags: "--confirm-trust <digest>",
      words: "trust the project file of `auto` if this is its SHA-256",
      heading: "Target",
    },
    ...CODE_OPTIONS,
    ...GRANT_OPTIONS,
    {
      flags: "-d, --duration <time>",
      words: "how long the role's credentials last: seconds, or 15m, 1h30m, 12h, max",
      heading: "Role",
    },
    {
      flags: "--role-session-name <name>",
      words: "the session name AWS records in CloudTrail",
      heading: "Role",
    },
    { flags: "--external-id <id>", words: "the external ID the role's trust policy asks for", heading: "Role" },
    { flags: "-r, --region <region>", words: "the region for AWS STS and for the program", heading: "Role" },
    {
      flags: "--session",
      words: "no role: the session of the IAM user that the target starts with, for tools that assume roles themselves",
      heading: "Role",
    },
    {
      flags: "--assume-role <arn>",
      words: "one more role, assumed with the target's credentials",
      heading: "One more role",
    },
    { flags: "--assume-role-session-name <name>", words: "its session name", heading: "One more role" },
    {
      flags: "--assume-role-duration-seconds <time>",
      words: "how long it lasts, at most 1h",
      heading: "One more role",
    },
    {
      flags: "--assume-role-external-id <id>",
      words: "the external ID its trust policy asks for",
      heading: "One more role",
    },
    { flags: "--no-login", words: `${fails} waiting for a sign-in in a browser`, heading: "Asking" },
    { flags: "--verbose", words: "say what is tried, what the cache has, and how long it lasts", heading: "Asking" },
    { flags: "-n, --non-interactive", words: `${fails} asking for anything`, heading: "Asking" },
    { flags: "--refresh", words: "ask AWS anew, and keep the answer", conflicts: "cache", heading: "Cache" },
    { flags: "--no-cache", words: "ask AWS anew, and keep nothing", heading: "Cache" },
    NO_AGENT,
  ];
}
