import { statSync } from "node:fs";
import { credentialsIn } from "../../agent-api/credentials-message.ts";
import { FILE_STAND_INS } from "../../base/credential-request.ts";
import type { EnvironmentChanges } from "../../base/environment.ts";
import { shellArgument } from "../../base/shell-word.ts";
import { exportedCredentials } from "../../files/exported-credentials.ts";
import { profilePaths } from "../../profiles/file-paths.ts";
import { requestEnvironment } from "../environment/request-environment.ts";
import { say } from "../terminal/say.ts";
import { writeCredentials } from "./write-credentials.ts";

const READ_BY_OTHERS = 0o044;

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
  if ((statSync(path).mode & READ_BY_OTHERS) !== 0) say(`actas: note: ${readByOthers(path)}`);
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

/** The mode is the user's, who may have reasons for it. */
function readByOthers(path: string): string {
  return `other users of this machine can read ${path}; \`chmod go-rw ${shellArgument(path)}\` closes it`;
}
