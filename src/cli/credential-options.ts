import { type Command, Option } from "commander";
import type { CredentialRequest, Grant } from "../base/credential-request.ts";
import { parseDuration } from "../base/duration.ts";
import { ActasError } from "../base/errors.ts";
import type { AgentUse } from "./ask.ts";
import { grantOption } from "./grant-option.ts";
import type { Chosen, Narrowed } from "./narrowed.ts";
import {
  refuseHopless,
  type SecondHopFlags,
  secondHopFrom,
  typedHop,
  withSecondHopOptions,
} from "./second-hop-options.ts";
import { usualInteraction } from "./usual-interaction.ts";
import { usualSource } from "./usual-source.ts";

/** What commander makes of the options below. */
interface CredentialFlags extends SecondHopFlags {
  readonly server?: string;
  readonly grant?: Grant;
  readonly oauthGrantType?: Grant;
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
  readonly pick?: true | string;
}

/** What stands for a target in a request. */
type Named = Pick<Narrowed, "source" | "target">;

/** What a target may be, for the help of every command that takes one. */
export const TARGET_WORDS = "a profile, role ARN or SOURCE:ROLE, or `auto`; default: AWS_PROFILE";

/** Adds the options of every command that gets credentials. */
export function withCredentialOptions(command: Command): Command {
  command
    .option("--server <source>", "the id or URL of a source: the target is one of its roles; default: ACTAS_SERVER")
    .option("--profile <name>", "the profile whose keys assume a role that is named by its ARN")
    .option("--duration <time>", "how long the role's credentials last: seconds, or 15m, 1h30m, 12h")
    .option("--role-session-name <name>", "the session name AWS records in CloudTrail")
    .option("--external-id <id>", "the external ID the role's trust policy asks for")
    .option("--mfa-serial <arn>", "the MFA device, in place of the profile's mfa_serial")
    .option("--otp <code>", "the MFA code, instead of being asked for it")
    .option("--region <region>", "the region for AWS STS and for the program");
  return withSecondHopOptions(command)
    .addOption(grantOption())
    .addOption(grantOption("--oauth-grant-type").hideHelp())
    .option("--confirm-trust <digest>", "trust the project file of `auto` if this is its digest")
    .option("--show-target", "say what `auto` has chosen")
    .addOption(new Option("--show-auto").hideHelp())
    .addOption(new Option("--refresh", "ask AWS anew, and keep the answer").conflicts("cache"))
    .option("--no-cache", "ask AWS anew, and keep nothing")
    .option("--no-agent", "do without the agent; nothing is remembered after the command")
    .addOption(new Option("--no-login", "fail with status 4 instead of waiting for a sign-in in a browser"))
    .option("--non-interactive", "fail with status 4 instead of asking for anything");
}

/** Adds the option to choose the target from a list. */
export function withPickOption(command: Command): Command {
  return command.option("--pick [source]", "choose the target from a list, of this source or of all; end it with `--`");
}

/**
 * The target and how the options narrow it; what `auto` means is looked up, and trusted first.
 *
 * @param patience - `code-only` for what must not wait until somebody has signed in with a browser
 * @throws {ActasError} `usage`, or whatever keeps `auto` from being used
 */
export async function chosenFrom(
  target: string | undefined,
  flags: CredentialFlags,
  patience: "allowed" | "code-only" = "allowed",
): Promise<Chosen> {
  const named = flags.pick ? await pickedFrom(target, flags.pick, flags) : namedBy(target, flags);
  const narrowed = narrowedFrom(named, flags, flags.login ? patience : "code-only");
  const hop = typedHop(flags);
  const chosen = isAuto(narrowed) ? await autoFrom(narrowed, hop, flags) : { narrowed };
  refuseHopless(hop, chosen.narrowed.secondHop);
  return chosen;
}

export function agentUseFrom({ agent }: Pick<CredentialFlags, "agent">): AgentUse {
  return agent ? "used" : "unused";
}

function namedBy(target: string | undefined, { server }: CredentialFlags): Named {
  if (server && target === undefined) throw noRole(server);
  const source = server ? { source: server } : usualSource(target);
  return { ...(target !== undefined && { target }), ...source };
}

async function pickedFrom(target: string | undefined, pick: true | string, flags: CredentialFlags): Promise<Named> {
  if (target !== undefined || flags.server) throw pickAndName();
  const interaction = flags.nonInteractive ? "never" : usualInteraction();
  return (await import("./pick-target.ts")).pickTarget(
    pick === true ? undefined : pick,
    agentUseFrom(flags),
    interaction,
  );
}

/** `--server` makes it a role's name like any other. */
function isAuto({ source, target }: Narrowed): boolean {
  return target === "auto" && source === undefined;
}

async function autoFrom(narrowed: Narrowed, hop: ReturnType<typeof typedHop>, flags: CredentialFlags): Promise<Chosen> {
  const { autoRole } = await import("./auto-role.ts");
  const isShown = flags.showTarget || flags.showAuto;
  return autoRole(narrowed, {
    hop,
    ...(isShown && { shown: true }),
    ...(flags.confirmTrust && { confirmTrust: flags.confirmTrust }),
  });
}

function noRole(source: string): ActasError {
  return new ActasError("usage", `cannot use \`--server ${source}\`: no role was named`, {
    hints: [`\`actas list roles ${source}\` shows what there is`],
  });
}

function pickAndName(): ActasError {
  return new ActasError("usage", "cannot choose a target from a list: one was named already", {
    hints: ["leave out the target, or `--pick`"],
  });
}

function narrowedFrom(named: Named, flags: CredentialFlags, patience: "allowed" | "code-only"): Narrowed {
  const { duration, externalId, mfaSerial, otp, profile, region, roleSessionName } = flags;
  const secondHop = secondHopFrom(typedHop(flags));
  const grant = flags.grant ?? flags.oauthGrantType;
  return {
    ...named,
    ...(secondHop && { secondHop }),
    ...(grant && { grant }),
    ...(profile && { sourceProfile: profile }),
    ...(duration && { durationSeconds: parseDuration(duration) }),
    ...(roleSessionName && { roleSessionName }),
    ...(externalId && { externalId }),
    ...(mfaSerial && { serialNumber: mfaSerial }),
    ...(otp && { tokenCode: otp }),
    ...(region && { region }),
    freshness: freshnessFrom(flags),
    interaction: flags.nonInteractive ? "never" : usualInteraction(patience),
  };
}

function freshnessFrom({ cache, refresh }: CredentialFlags): CredentialRequest["freshness"] {
  if (!cache) return "uncached";
  return refresh ? "refresh" : "cached";
}
