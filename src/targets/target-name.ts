import { parseRoleArn } from "../base/arn.ts";
import type { CredentialRequest } from "../base/credential-request.ts";
import { ActasError } from "../base/errors.ts";
import { findProfile } from "../profiles/profile.ts";
import type { ProfileFiles } from "../profiles/profile-reader.ts";

/** What a target string means: a profile, or a role that the keys of a profile assume. */
export interface TargetName {
  readonly profile: string;
  readonly roleArn?: string;
}

/**
 * Reads a target: a role ARN, else a profile; without one, the profile of `--profile`, `AWS_PROFILE`,
 * `AWS_DEFAULT_PROFILE` or `default`.
 *
 * @throws {ActasError} `usage`, or `unsupported` for `auto` and `SOURCE:ROLE`, which are reserved
 */
export function readTarget(request: CredentialRequest, files: ProfileFiles): TargetName {
  const { target, sourceProfile, environment } = request;
  const profile = sourceProfile || environment.AWS_PROFILE || environment.AWS_DEFAULT_PROFILE || "default";
  if (target === undefined) return { profile };
  if (target.startsWith("arn:")) return { profile, roleArn: requireRoleArn(target) };
  refuseReserved(target, files);
  if (sourceProfile) {
    throw new ActasError("usage", `cannot use \`--profile\` with "${target}": it is a profile, not a role ARN`, {
      hints: [`leave out \`--profile\`, or name the role of "${target}" by its ARN`],
    });
  }
  return { profile: target };
}

function requireRoleArn(target: string): string {
  if (parseRoleArn(target)) return target;
  const [, partition, account, role] = /^arn:(aws[a-z-]*):sts::(\d{12}):assumed-role\/([^/]+)/.exec(target) ?? [];
  throw new ActasError("usage", `cannot use "${target}": it is not the ARN of an IAM role`, {
    hints: role ? [`did you mean "arn:${partition}:iam::${account}:role/${role}"?`] : [],
  });
}

function refuseReserved(target: string, files: ProfileFiles): void {
  if (target === "auto") {
    throw new ActasError("unsupported", 'cannot use "auto": the target of a project file is not supported yet', {
      hints: ["name a profile or a role ARN; a profile called auto is named with `--profile auto`"],
    });
  }
  if (!target.includes(":") || findProfile(files, target)) return;
  throw new ActasError("unsupported", `cannot use "${target}": targets of the form SOURCE:ROLE are not supported yet`, {
    hints: ["name a profile or a role ARN"],
  });
}
