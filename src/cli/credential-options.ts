import { type Command, Option } from "commander";
import type { CredentialRequest } from "../base/credential-request.ts";
import { parseDuration } from "../base/duration.ts";
import type { AgentUse } from "./ask.ts";
import { usualInteraction } from "./usual-interaction.ts";

/** What commander makes of the options below. */
interface CredentialFlags {
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
}

/** Adds the options of every command that gets credentials. */
export function withCredentialOptions(command: Command): Command {
  return command
    .option("--profile <name>", "the profile whose keys assume a role that is named by its ARN")
    .option("--duration <time>", "how long the role's credentials last: seconds, or 15m, 1h30m, 12h")
    .option("--role-session-name <name>", "the session name AWS records in CloudTrail")
    .option("--external-id <id>", "the external ID the role's trust policy asks for")
    .option("--mfa-serial <arn>", "the MFA device, in place of the profile's mfa_serial")
    .option("--otp <code>", "the MFA code, instead of being asked for it")
    .option("--region <region>", "the region for AWS STS and for the program")
    .addOption(new Option("--refresh", "ask AWS anew, and keep the answer").conflicts("cache"))
    .option("--no-cache", "ask AWS anew, and keep nothing")
    .option("--no-agent", "do without the agent; nothing is remembered after the command")
    .option("--non-interactive", "fail with status 4 instead of asking for a code");
}

/** The target and how the options narrow it. */
export function narrowedFrom(
  target: string | undefined,
  flags: CredentialFlags,
): Omit<CredentialRequest, "environment"> {
  const { duration, externalId, mfaSerial, otp, profile, region, roleSessionName } = flags;
  return {
    ...(target !== undefined && { target }),
    ...(profile && { sourceProfile: profile }),
    ...(duration && { durationSeconds: parseDuration(duration) }),
    ...(roleSessionName && { roleSessionName }),
    ...(externalId && { externalId }),
    ...(mfaSerial && { serialNumber: mfaSerial }),
    ...(otp && { tokenCode: otp }),
    ...(region && { region }),
    freshness: freshnessFrom(flags),
    interaction: flags.nonInteractive ? "never" : usualInteraction(),
  };
}

export function agentUseFrom({ agent }: Pick<CredentialFlags, "agent">): AgentUse {
  return agent ? "used" : "unused";
}

function freshnessFrom({ cache, refresh }: CredentialFlags): CredentialRequest["freshness"] {
  if (!cache) return "uncached";
  return refresh ? "refresh" : "cached";
}
