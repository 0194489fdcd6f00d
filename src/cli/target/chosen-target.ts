import type { SecondHop } from "../../base/credential-request.ts";
import { ActasError } from "../../base/errors.ts";
import { shellArgument } from "../../base/shell-word.ts";
import { defaultInteraction } from "../environment/default-interaction.ts";
import { hasFlagVariables } from "../environment/flag-variables.ts";
import { agentUseFrom, type CredentialFlags, targetRequestFrom } from "./credential-flags.ts";
import { defaultSource } from "./default-source.ts";
import { refuseOptionsWithoutHop, typedHop } from "./second-hop-flags.ts";
import type { Chosen, NamedTarget, TargetRequest } from "./target-request.ts";

/**
 * The target and the options that narrow it. The target `auto` is resolved, after its project file is trusted.
 *
 * @param target - with `--pick`, the first search text
 * @param patience - `code-only` for commands that must not wait for a sign-in with a browser
 * @throws {ActasError} `usage`, or the reason why `auto` cannot be used
 */
export async function chosenTarget(
  target: string | undefined,
  typed: CredentialFlags,
  patience: "allowed" | "code-only" = "allowed",
): Promise<Chosen> {
  const flags = hasFlagVariables(process.env) ? await withVariables(typed) : typed;
  const named = flags.pick ? await pickedFrom(target, flags) : namedBy(target, flags);
  const targetRequest = targetRequestFrom(named, flags, flags.login ? patience : "code-only");
  const hop = typedHop(flags);
  if (flags.session && flags.assumeRole) throw sessionAndRole();
  const chosen = isAuto(targetRequest) ? await autoFrom(targetRequest, hop, flags) : { targetRequest };
  refuseOptionsWithoutHop(hop, chosen.targetRequest.secondHop);
  return chosen;
}

async function withVariables(typed: CredentialFlags): Promise<CredentialFlags> {
  const { flagsOfEnvironment } = await import("./flags-of-environment.ts");
  return { ...(await flagsOfEnvironment()), ...typed };
}

function namedBy(target: string | undefined, { server }: CredentialFlags): NamedTarget {
  if (server && target === undefined) throw noRole(server);
  const source = server ? { source: server } : defaultSource(target);
  return { ...(target !== undefined && { target }), ...source };
}

/** With `--pick`, the target is the search text. */
async function pickedFrom(search = "", flags: CredentialFlags): Promise<NamedTarget> {
  if (flags.profile) throw pickAndProfile();
  const interaction = flags.nonInteractive ? "never" : defaultInteraction();
  const { pickTarget } = await import("../picker/pick-target.ts");
  return pickTarget({ search, source: flags.server, agent: agentUseFrom(flags), interaction });
}

/** With `--server`, `auto` is a role's name like any other. */
function isAuto({ source, target }: TargetRequest): boolean {
  return target === "auto" && source === undefined;
}

async function autoFrom(
  targetRequest: TargetRequest,
  hop: Partial<SecondHop>,
  flags: CredentialFlags,
): Promise<Chosen> {
  const { autoRole } = await import("./auto-role.ts");
  const isShown = flags.showTarget || flags.showAuto;
  return autoRole(targetRequest, {
    hop,
    ...(isShown && { shown: true }),
    ...(flags.confirmTrust && { confirmTrust: flags.confirmTrust }),
  });
}

function noRole(source: string): ActasError {
  return new ActasError("usage", `cannot use \`--server ${source}\`: no role was named`, {
    hints: [
      ...gluedHint(source),
      `\`actas list roles ${shellArgument(source)}\` shows what there is`,
      `if ${source} is the target, leave \`--server\` out: every program is served without it`,
    ],
  });
}

/** `-staging` is read as `-s taging`. */
function gluedHint(source: string): readonly string[] {
  const isGlued = process.argv.includes(`-s${source}`);
  return isGlued
    ? [`\`-s${source}\` is read as \`--server ${source}\`; for the target s${source} leave out the hyphen`]
    : [];
}

function pickAndProfile(): ActasError {
  return new ActasError("usage", "cannot use `--profile` with `--pick`: what is chosen is no role ARN", {
    hints: ["leave out `--profile`, or name the role by its ARN"],
  });
}

function sessionAndRole(): ActasError {
  return new ActasError(
    "usage",
    "cannot use `--session` with `--assume-role`: a session is what comes before any role",
    {
      hints: ["leave out one of them"],
    },
  );
}
