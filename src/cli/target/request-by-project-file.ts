import type { SecondHop } from "../../base/credential-request.ts";
import type { Environment } from "../../base/environment.ts";
import type { ProjectSettings } from "../../project-files/project-file.ts";
import type { TargetRequest } from "./target-request.ts";

interface Typed {
  /** The typed part of the second hop. */
  readonly hop: Partial<SecondHop>;
  /** Where a region may be set. */
  readonly environment: Environment;
}

/**
 * A request for `auto`, with the settings of a project file put in. Typed options win. For the second hop, a typed ARN
 * replaces the file's whole block, and other typed values replace single ones.
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

/** A region set for one command wins, as it does over the region of a profile. */
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
