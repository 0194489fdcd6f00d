import type { RequestEnvironment } from "../base/credential-request.ts";
import { kindOf } from "../targets/kinds/kinds.ts";
import type { UserReference } from "../targets/kinds/user-reference.ts";
import { resolveTarget } from "../targets/resolve-target.ts";
import type { Readers } from "./read-files.ts";
import { startsWithUser } from "./starts-with-user.ts";

/**
 * The IAM user whose keys a profile starts with; undefined for any other name. What the user refuses is not looked at:
 * signing out gives nothing away.
 *
 * @throws {ActasError} `configuration` for a profile that cannot be used
 */
export async function userNamed(
  name: string,
  readers: Readers,
  environment: RequestEnvironment,
): Promise<UserReference | undefined> {
  if (!(await startsWithUser(name, environment, readers))) return undefined;
  const [files, definitions] = await Promise.all([
    readers.profiles.read(environment),
    readers.sources.read(environment),
  ]);
  const request = { sourceProfile: name, freshness: "cached", interaction: "never", environment } as const;
  const { source } = resolveTarget(request, files, definitions, { delivery: "other" });
  return kindOf(source).userOf(source);
}
