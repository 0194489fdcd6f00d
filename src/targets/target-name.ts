import { parseRoleArn } from "../base/arn.ts";
import type { CredentialRequest } from "../base/credential-request.ts";
import { ActasError } from "../base/errors.ts";
import { nearestName } from "../base/nearest-name.ts";
import { shellArgument } from "../base/shell-word.ts";
import { findProfile, profileNames } from "../profiles/profile.ts";
import type { ProfileFiles } from "../profiles/profile-reader.ts";
import type { Alias } from "../settings/settings-reader.ts";
import type { SourceDefinitions } from "../source-files/source-definitions.ts";
import { type TokenTarget, tokenInEnvironment } from "./kinds/token-file/token-in-environment.ts";
import { knownSources } from "./known-sources.ts";
import { roleOfServer, roleOfTarget, type SourceRole } from "./source-role.ts";

/** A profile, or a role that the credentials of a profile assume. */
export interface ProfileTarget {
  readonly profile: string;
  readonly roleArn?: string;
}

/**
 * Reads a target. With `--server` it is a role of that source; else a role ARN, else a profile, else a name that
 * settings give to one of these roles, else `SOURCE:ROLE`.
 * Without a target, it is the profile of `--profile`, `AWS_PROFILE` or `AWS_DEFAULT_PROFILE`, the web identity token that
 * the environment names, or the profile `default`.
 *
 * @throws {ActasError} `usage`, also for the reserved word `auto`; `source-not-found`
 */
export function readTargetName(
  request: CredentialRequest,
  files: ProfileFiles,
  definitions: SourceDefinitions,
): ProfileTarget | SourceRole | TokenTarget {
  const { source, target, sourceProfile, environment } = request;
  if (source !== undefined) {
    refuseProfileFlag(sourceProfile, `--server ${source}`, "a role of a source");
    return roleOfServer(source, request, files, definitions);
  }
  const start = tokenInEnvironment(request) ?? {
    profile: sourceProfile || environment.AWS_PROFILE || environment.AWS_DEFAULT_PROFILE || "default",
  };
  if (target === undefined) return start;
  if (target.startsWith("arn:")) return { ...start, roleArn: requireRoleArn(target) };
  refuseReserved(target);
  const isProfile = findProfile(files, target) !== undefined;
  const alias = isProfile ? undefined : definitions.aliases?.get(target);
  if (alias) return roleOfAlias(alias, request, files, definitions);
  if (!isProfile && target.includes(":")) {
    refuseProfileFlag(sourceProfile, target, "a role of a source");
    return roleOfTarget(target, request, files, definitions);
  }
  refuseProfileFlag(sourceProfile, target, "a profile");
  if (!isProfile) {
    refuseSourceAlone(target, request, files, definitions);
    refuseMisspeltAlias(target, files, definitions);
  }
  return { profile: target };
}

/** A name stands for a role, never for another name. The error says which file has the name: it may be another's. */
function roleOfAlias(
  { path, target }: Alias,
  request: CredentialRequest,
  files: ProfileFiles,
  { aliases: _, ...definitions }: SourceDefinitions,
): ReturnType<typeof readTargetName> {
  try {
    return readTargetName({ ...request, target }, files, definitions);
  } catch (error) {
    if (!(error instanceof ActasError)) throw error;
    const hint = `"${request.target}" is a name for ${target} in ${path}`;
    throw new ActasError(error.code, error.message, { hints: [...error.hints, hint], cause: error });
  }
}

function refuseMisspeltAlias(target: string, files: ProfileFiles, { aliases }: SourceDefinitions): void {
  const nearest = aliases && nearestName(target, [...profileNames(files), ...aliases.keys()]);
  if (nearest === undefined || !aliases?.has(nearest) || findProfile(files, nearest)) return;
  throw new ActasError("profile-not-found", `cannot find profile "${target}" in ${files.config.path}`, {
    hints: [`did you mean "${nearest}"?`],
  });
}

function refuseProfileFlag(sourceProfile: string | undefined, target: string, what: string): void {
  if (!sourceProfile) return;
  throw new ActasError("usage", `cannot use \`--profile\` with "${target}": it is ${what}, not a role ARN`, {
    hints: ["leave out `--profile`, or name the role by its ARN"],
  });
}

function requireRoleArn(target: string): string {
  if (parseRoleArn(target)) return target;
  const [, partition, account, role] = /^arn:(aws[a-z-]*):sts::(\d{12}):assumed-role\/([^/]+)/.exec(target) ?? [];
  throw new ActasError("usage", `cannot use "${target}": it is not the ARN of an IAM role`, {
    hints: role ? [`did you mean "arn:${partition}:iam::${account}:role/${role}"?`] : [],
  });
}

function refuseReserved(target: string): void {
  if (target !== "auto") return;
  const reason = "a request says what the project file says in its place";
  throw new ActasError("usage", `cannot use "auto": ${reason}`, {
    hints: ["name a profile or a role ARN; a profile called auto is named with `--profile auto`"],
  });
}

function refuseSourceAlone(
  target: string,
  { environment }: CredentialRequest,
  files: ProfileFiles,
  definitions: SourceDefinitions,
): void {
  const { sources } = knownSources(files, definitions, environment);
  const [, before = "", role = ""] = /^([^/]+)\/(.+)$/s.exec(target) ?? [];
  if (sources.some(({ id }) => id === before)) {
    throw new ActasError("usage", `cannot use "${target}": a role of a source stands behind a colon`, {
      hints: [`did you mean ${shellArgument(`${before}:${role}`)}?`],
    });
  }
  if (!sources.some(({ id }) => id === target)) return;
  throw new ActasError("usage", `cannot use "${target}": it is a source, and names no role of it`, {
    hints: [`name a role as ${target}:ROLE; \`actas list roles ${shellArgument(target)}\` shows the roles there are`],
  });
}
