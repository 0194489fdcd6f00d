import type { SecondHop } from "../../base/credential-request.ts";
import { ActasError } from "../../base/errors.ts";
import { shellArgument } from "../../base/shell-word.ts";
import { hasFlagVariables } from "../environment/flag-variables.ts";
import { type CredentialFlags, targetRequestFrom } from "./credential-flags.ts";
import { defaultSource } from "./default-source.ts";
import type { pickedTarget } from "./picked-target.ts";
import { refuseOptionsWithoutHop, typedHop } from "./second-hop-flags.ts";
import type { Chosen, NamedTarget, TargetRequest } from "./target-request.ts";

/**
 * The target and the options that narrow it. The target `auto` is resolved, after its project file is trusted.
 *
 * @param target - with `--pick`, where to choose, and the first search text
 * @param patience - `code-only` for commands that must not wait for a sign-in with a browser
 * @throws {ActasError} `usage`, or the reason why `auto` cannot be used
 */
export async function chosenTarget(
  target: string | undefined,
  typed: CredentialFlags,
  patience: "allowed" | "code-only" = "allowed",
): Promise<Chosen> {
  const flags = hasFlagVariables(process.env) ? await withVariables(typed) : typed;
  const requestFor = (named: NamedTarget) => targetRequestFrom(named, flags, flags.login ? patience : "code-only");
  const targetRequest = flags.pick ? await picked(target, flags, requestFor) : requestFor(namedBy(target, flags));
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

async function picked(...wanted: Parameters<typeof pickedTarget>): Promise<TargetRequest> {
  return (await import("./picked-target.ts")).pickedTarget(...wanted);
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
      `\`actas list roles ${shellArgument(source)}\` shows what there is, and \`--pick\` lets you choose`,
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

function sessionAndRole(): ActasError {
  return new ActasError(
    "usage",
    "cannot use `--session` with `--assume-role`: a session is what comes before any role",
    {
      hints: ["leave out one of them"],
    },
  );
}
