import type { Environment } from "../agent-api/messages.ts";
import type { RequestEnvironment } from "../base/credential-request.ts";
import { guardedFiles } from "../delivery/guarded-files/guarded-files.ts";
import type { RivalIdentity } from "../delivery/guarded-files/rival-identity.ts";
import { botoPaths, profilePaths } from "../profiles/file-paths.ts";

/**
 * Which AWS files a program reads instead of the user's, so that it finds nobody but the target there.
 *
 * @param directory - for the copies
 * @throws {ActasError} `system` when a copy cannot be written; `configuration` when a program would still find another
 * identity
 */
export async function programFiles(
  environment: RequestEnvironment,
  directory: string,
  rivals: RivalIdentity,
): Promise<Environment> {
  const users = profilePaths(environment);
  const copies = guardedFiles({
    configFile: users.config,
    credentialsFile: users.credentials,
    botoFiles: botoPaths(environment),
    directory,
  });
  await rivals.refuse([
    copies.AWS_CONFIG_FILE ?? users.config,
    copies.AWS_SHARED_CREDENTIALS_FILE ?? users.credentials,
  ]);
  return copies;
}
