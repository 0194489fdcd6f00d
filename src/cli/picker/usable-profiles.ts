import { parseRoleArn } from "../../base/arn.ts";
import type { RequestEnvironment } from "../../base/credential-request.ts";
import { ActasError } from "../../base/errors.ts";
import { profileNames } from "../../profiles/profile.ts";
import type { ProfileFiles } from "../../profiles/profile-reader.ts";
import { isRefused } from "../../requests/refuse-target.ts";
import type { RefusedTarget } from "../../settings/refusal-reader.ts";
import type { SourceDefinitions } from "../../source-files/source-definitions.ts";
import { accountOf } from "../../targets/account-of.ts";
import { kindOf } from "../../targets/kinds/kinds.ts";
import { resolveTarget } from "../../targets/resolve-target.ts";
import type { ResolvedTarget } from "../../targets/resolved-target.ts";
import { sessionRule } from "../../targets/session-rule.ts";
import type { ProfileFacts } from "./choice.ts";

/** What each usable profile that is not refused resolves to, in the order of the files. Makes no call. */
export function usableProfiles(
  files: ProfileFiles,
  definitions: SourceDefinitions,
  environment: RequestEnvironment,
  refusals: readonly RefusedTarget[],
): readonly ProfileFacts[] {
  return profileNames(files).flatMap((name) => {
    const target = resolved(name, files, definitions, environment);
    return target && !isRefused(target, refusals) ? [factsOf(name, target)] : [];
  });
}

function resolved(
  name: string,
  files: ProfileFiles,
  definitions: SourceDefinitions,
  environment: RequestEnvironment,
): ResolvedTarget | undefined {
  const request = { sourceProfile: name, environment, freshness: "cached", interaction: "never" } as const;
  try {
    const target = resolveTarget(request, files, definitions, { delivery: "other" });
    sessionRule(target);
    return target;
  } catch (error) {
    if (error instanceof ActasError) return undefined;
    throw error;
  }
}

function factsOf(name: string, target: ResolvedTarget): ProfileFacts {
  const accountId = accountOf(target);
  return {
    name,
    role: roleOf(target),
    ...(accountId && { accountId }),
    ...(target.region && { region: target.region }),
  };
}

/** The last role that a target assumes; a target without one gives what it has instead. */
function roleOf({ chain, source }: ResolvedTarget): string {
  const last = chain.at(-1);
  if (last) return parseRoleArn(last.roleArn)?.roleName ?? last.roleArn;
  if ("roleName" in source) return source.roleName;
  if ("role" in source) return source.role;
  return kindOf(source).commandOf(source) ? "by a command" : "keys";
}
