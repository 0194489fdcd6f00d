import type { CredentialRequest, SecondHop } from "../base/credential-request.ts";
import type { ProfileFiles } from "../profiles/profile-reader.ts";
import { typedDuration } from "./durations.ts";
import { stsLocation } from "./endpoints/sts-location.ts";
import {
  longestDuration,
  type RoleHop,
  type RolePlace,
  refuseTooLong,
  requireRoleArn,
  validExternalId,
  validSessionName,
} from "./role-hops.ts";
import { fromEnvironment, fromFlag, type Setting } from "./setting.ts";

/** What precedes the second hop: the credentials that assume it, and the profiles that give region and endpoint. */
export interface BeforeSecondHop extends Pick<RolePlace, "lineage" | "assumedBy"> {
  /** Whether the target names a role; the flags for a role are then about that one. */
  readonly roles: "some" | "none";
}

/**
 * The additional role of `--assume-role` or a project file. It has options of its own; where the target names no role,
 * `--duration`, `--external-id` and `--role-session-name` are about this one.
 *
 * @throws {ActasError} `usage` for values that AWS would refuse
 */
export function secondHop(request: CredentialRequest, before: BeforeSecondHop, files: ProfileFiles): RoleHop[] {
  const { secondHop: hop } = request;
  if (!hop) return [];
  const typed = before.roles === "none" ? request : undefined;
  const roleArn = fromFlag("--assume-role", hop.roleArn)!;
  const { partition } = requireRoleArn(roleArn);
  const id = fromFlag("--assume-role-external-id", hop.externalId) ?? fromFlag("--external-id", typed?.externalId);
  const name =
    fromFlag("--assume-role-session-name", hop.roleSessionName) ??
    fromFlag("--role-session-name", typed?.roleSessionName) ??
    fromEnvironment(request.environment, "AWS_ROLE_SESSION_NAME");
  return [
    {
      roleArn: roleArn.value,
      ...duration(hop, typed, before, roleArn),
      ...(id && { externalId: validExternalId(id).value }),
      ...(name && { roleSessionName: validSessionName(name).value }),
      sts: stsLocation({ own: before.lineage[0], lineage: before.lineage, partition }, request, files),
    },
  ];
}

function duration(
  hop: SecondHop,
  typed: CredentialRequest | undefined,
  { assumedBy }: BeforeSecondHop,
  roleArn: Setting,
): Pick<RoleHop, "durationSeconds" | "longest"> {
  const ofAll = typed?.durationSeconds;
  if (hop.durationSeconds === undefined && ofAll === "max") return longestDuration(assumedBy, roleArn);
  const setting = typedDuration(
    fromFlag("--assume-role-duration", hop.durationSeconds) ??
      fromFlag("--duration", ofAll === "max" ? undefined : ofAll),
  );
  refuseTooLong(assumedBy, setting, roleArn);
  return { durationSeconds: setting.value };
}
