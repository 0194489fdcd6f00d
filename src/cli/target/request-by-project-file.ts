import type { SecondHop } from "../../base/credential-request.ts";
import type { Environment } from "../../base/environment.ts";
import type { ProjectSettings } from "../../project-files/project-file.ts";
import type { TargetRequest } from "./target-request.ts";

interface Typed {
  /** Of another role, only what was typed. */
  readonly hop: Partial<SecondHop>;
  /** Where a region may be set. */
  readonly environment: Environment;
}

/**
 * A request for `auto`, with what a project file says in its place. What was typed wins: of the role after it, a typed
 * ARN takes the place of the file's whole block, and other typed values take the place of single ones.
 */
export function requestByProjectFile(
  settings: ProjectSettings,
  typed: TargetRequest,
  { hop, environment }: Typed,
): TargetRequest {
  const {
    region = regionUnlessSet(settings, environment),
    secondHop = hopOf(settings, hop),
    target: _,
    ...others
  } = typed;
  return {
    ...others,
    ...("profile" in settings
      ? { sourceProfile: settings.profile }
      : { source: settings.server, target: settings.role }),
    ...(region && { region }),
    ...(secondHop && { secondHop }),
    ...(settings.account && { expectedAccountId: settings.account }),
  };
}

/** Whoever sets a region for one command means it, as with the region of a profile. */
function regionUnlessSet({ region }: ProjectSettings, environment: Typed["environment"]): string | undefined {
  return environment.AWS_REGION || environment.AWS_DEFAULT_REGION ? undefined : region;
}

function hopOf({ assume_role: block }: ProjectSettings, typed: Partial<SecondHop>): SecondHop | undefined {
  if (!block) return undefined;
  const { role_arn, role_session_name, duration_seconds, external_id } = block;
  return {
    roleArn: role_arn,
    ...(role_session_name && { roleSessionName: role_session_name }),
    ...(duration_seconds && { durationSeconds: duration_seconds }),
    ...(external_id && { externalId: external_id }),
    ...typed,
  };
}
