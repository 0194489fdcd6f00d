import type { CredentialRequest, GrantType } from "../../base/credential-request.ts";
import { parseLifetime } from "../../base/duration.ts";
import type { AgentUse } from "../asking/ask.ts";
import { defaultInteraction } from "../environment/default-interaction.ts";
import { codeRequestFrom, type MfaFlags } from "./mfa-flags.ts";
import { type SecondHopFlags, secondHopFrom, typedHop } from "./second-hop-flags.ts";
import type { NamedTarget, TargetRequest } from "./target-request.ts";
import { typedRegion } from "./typed-region.ts";

/** The options of every command that gets credentials, as they are parsed. */
export interface CredentialFlags extends SecondHopFlags, MfaFlags {
  readonly server?: string;
  readonly grant?: GrantType;
  readonly oauthGrantType?: GrantType;
  readonly profile?: string;
  readonly duration?: string;
  readonly roleSessionName?: string;
  readonly externalId?: string;
  readonly region?: string;
  readonly session?: true;
  readonly verbose?: true;
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

/** The target and the options that narrow it. */
export function targetRequestFrom(
  named: NamedTarget,
  flags: CredentialFlags,
  patience: "allowed" | "code-only",
): TargetRequest {
  const { duration, externalId, profile, region, roleSessionName, session, verbose } = flags;
  const secondHop = secondHopFrom(typedHop(flags));
  const grantType = flags.grant ?? flags.oauthGrantType;
  return {
    ...named,
    ...(secondHop && { secondHop }),
    ...(grantType && { grantType }),
    ...(profile && { sourceProfile: profile }),
    ...(duration && { durationSeconds: parseLifetime(duration) }),
    ...(roleSessionName && { roleSessionName }),
    ...(externalId && { externalId }),
    ...codeRequestFrom(flags),
    ...(region && { region: typedRegion(region) }),
    ...(session && { sessionOnly: true }),
    ...(verbose && { verbose }),
    freshness: freshnessFrom(flags),
    interaction: flags.nonInteractive ? "never" : defaultInteraction(patience),
  };
}

export function agentUseFrom({ agent }: Pick<CredentialFlags, "agent">): AgentUse {
  return agent ? "used" : "unused";
}

function freshnessFrom({ cache, refresh }: CredentialFlags): CredentialRequest["freshness"] {
  if (!cache) return "uncached";
  return refresh ? "refresh" : "cached";
}
