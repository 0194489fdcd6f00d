import type { SecondHop } from "../../base/credential-request.ts";
import { parseDuration } from "../../base/duration.ts";
import { ActasError } from "../../base/errors.ts";

/** The options for one more role after the target, as they are parsed. */
export interface SecondHopFlags {
  readonly assumeRole?: string;
  readonly assumeRoleSessionName?: string;
  readonly assumeRoleDurationSeconds?: string;
  readonly assumeRoleExternalId?: string;
}

/** The typed part of the role; a project file may have the rest. */
export function typedHop(flags: SecondHopFlags): Partial<SecondHop> {
  const { assumeRole, assumeRoleSessionName, assumeRoleDurationSeconds, assumeRoleExternalId } = flags;
  return {
    ...(assumeRole && { roleArn: assumeRole }),
    ...(assumeRoleSessionName && { roleSessionName: assumeRoleSessionName }),
    ...(assumeRoleDurationSeconds && { durationSeconds: parseDuration(assumeRoleDurationSeconds) }),
    ...(assumeRoleExternalId && { externalId: assumeRoleExternalId }),
  };
}

/** The typed role, if any; without its ARN the other options have no effect. */
export function secondHopFrom(typed: Partial<SecondHop>): SecondHop | undefined {
  const { roleArn, ...others } = typed;
  return roleArn ? { roleArn, ...others } : undefined;
}

/** @throws {ActasError} `usage` when options for another role were typed, and there is no such role */
export function refuseOptionsWithoutHop(typed: Partial<SecondHop>, secondHop: SecondHop | undefined): void {
  if (secondHop || Object.keys(typed).length === 0) return;
  throw new ActasError("usage", "cannot use the options of another role: there is no `--assume-role`", {
    hints: ["name the role: `--assume-role ARN`"],
  });
}
