import { type Command, Option } from "commander";
import type { CredentialRequest, GrantType } from "../../base/credential-request.ts";
import { parseDuration } from "../../base/duration.ts";
import type { AgentUse } from "../ask.ts";
import { defaultInteraction } from "../environment/default-interaction.ts";
import { grantTypeOption } from "./grant-type-option.ts";
import { type SecondHopFlags, secondHopFrom, typedHop, withSecondHopOptions } from "./second-hop-options.ts";
import type { NamedTarget, TargetRequest } from "./target-request.ts";

/** The options below as commander returns them. */
export interface CredentialFlags extends SecondHopFlags {
  readonly server?: string;
  readonly grant?: GrantType;
  readonly oauthGrantType?: GrantType;
  readonly profile?: string;
  readonly duration?: string;
  readonly roleSessionName?: string;
  readonly externalId?: string;
  readonly mfaSerial?: string;
  readonly otp?: string;
  readonly region?: string;
  readonly refresh?: true;
  readonly cache: boolean;
  readonly agent: boolean;
  readonly nonInteractive?: true;
  readonly login: boolean;
  readonly confirmTrust?: string;
  readonly showTarget?: true;
  readonly showAuto?: true;
  readonly pick?: true;
}

/** The forms of a target, for the help of every command that takes one. */
export const TARGET_WORDS = "a profile, role ARN or SOURCE:ROLE, or `auto`; default: AWS_PROFILE";

/** Adds the options of every command that gets credentials. */
export function withCredentialOptions(command: Command): Command {
  // Like env(1), `exec` has one status for all failures of its own: the others are its command's.
  const fails = `fail with status ${command.name() === "exec" ? 125 : 4} instead of`;
  command
    .option("--server <source>", "the id or URL of a source: the target is one of its roles; default: ACTAS_SERVER")
    .option("--profile <name>", "the profile whose keys assume a role that is named by its ARN")
    .option("--duration <time>", "how long the role's credentials last: seconds, or 15m, 1h30m, 12h")
    .option("--role-session-name <name>", "the session name AWS records in CloudTrail")
    .option("--external-id <id>", "the external ID the role's trust policy asks for")
    .option("--mfa-serial <arn>", "the MFA device, in place of the profile's mfa_serial")
    .option("--otp <code>", "the MFA code, instead of being asked for it")
    .option("-r, --region <region>", "the region for AWS STS and for the program");
  return withSecondHopOptions(command)
    .addOption(grantTypeOption())
    .addOption(grantTypeOption("--oauth-grant-type").hideHelp())
    .option("--confirm-trust <digest>", "trust the project file of `auto` if this is its SHA-256")
    .option("--show-target", "say what `auto` has chosen")
    .addOption(new Option("--show-auto").hideHelp())
    .addOption(new Option("--refresh", "ask AWS anew, and keep the answer").conflicts("cache"))
    .option("--no-cache", "ask AWS anew, and keep nothing")
    .addOption(noAgentOption())
    .addOption(new Option("--no-login", `${fails} waiting for a sign-in in a browser`))
    .option("--non-interactive", `${fails} asking for anything`);
}

/** Adds the option to choose the target from a list. */
export function withPickOption(command: Command): Command {
  return command.option("--pick", "choose the target from a list, of all sources or of that of `--server`");
}

/** The target and the options that narrow it. */
export function targetRequestFrom(
  named: NamedTarget,
  flags: CredentialFlags,
  patience: "allowed" | "code-only",
): TargetRequest {
  const { duration, externalId, mfaSerial, otp, profile, region, roleSessionName } = flags;
  const secondHop = secondHopFrom(typedHop(flags));
  const grantType = flags.grant ?? flags.oauthGrantType;
  return {
    ...named,
    ...(secondHop && { secondHop }),
    ...(grantType && { grantType }),
    ...(profile && { sourceProfile: profile }),
    ...(duration && { durationSeconds: parseDuration(duration) }),
    ...(roleSessionName && { roleSessionName }),
    ...(externalId && { externalId }),
    ...(mfaSerial && { serialNumber: mfaSerial }),
    ...(otp && { tokenCode: otp }),
    ...(region && { region }),
    freshness: freshnessFrom(flags),
    interaction: flags.nonInteractive ? "never" : defaultInteraction(patience),
  };
}

/** The option of every command that can work without the agent. */
export function noAgentOption(): Option {
  return new Option("--no-agent", "do without the agent; nothing is remembered after the command");
}

export function agentUseFrom({ agent }: Pick<CredentialFlags, "agent">): AgentUse {
  return agent ? "used" : "unused";
}

function freshnessFrom({ cache, refresh }: CredentialFlags): CredentialRequest["freshness"] {
  if (!cache) return "uncached";
  return refresh ? "refresh" : "cached";
}
