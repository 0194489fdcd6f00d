import { credentialsIn } from "../../agent-api/credentials-message.ts";
import { FILE_STAND_INS } from "../../base/credential-request.ts";
import type { EnvironmentChanges } from "../../base/environment.ts";
import { exportedCredentials } from "../../files/exported-credentials.ts";
import { profilePaths } from "../../profiles/file-paths.ts";
import { requestEnvironment } from "../environment/request-environment.ts";
import { writeCredentials } from "./write-credentials.ts";

/**
 * Writes the keys among variables into a credentials file.
 *
 * @param file - the user's own, or one that only this command writes and that is in nobody's way
 * @returns the variables by which a program uses that profile in place of the keys
 * @throws {ActasError} as `writeCredentials()`
 */
export async function writtenProfile(
  profile: string,
  environment: EnvironmentChanges,
  file: "users" | "own",
): Promise<EnvironmentChanges> {
  const user = requestEnvironment();
  const path = file === "own" ? exportedCredentials() : profilePaths(user).credentials;
  await writeCredentials({ path, profile }, credentialsIn(environment), user);
  return {
    ...environment,
    AWS_ACCESS_KEY_ID: null,
    AWS_SECRET_ACCESS_KEY: null,
    AWS_SESSION_TOKEN: null,
    AWS_CREDENTIAL_EXPIRATION: null,
    AWS_PROFILE: profile,
    ...(file === "own" && {
      AWS_SHARED_CREDENTIALS_FILE: path,
      [FILE_STAND_INS.AWS_SHARED_CREDENTIALS_FILE]: user.AWS_SHARED_CREDENTIALS_FILE ?? null,
    }),
  };
}
