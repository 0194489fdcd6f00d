import { FILE_STAND_INS, type RequestEnvironment } from "../../base/credential-request.ts";
import type { EnvironmentChanges } from "../../base/environment.ts";
import { botoPaths, type ProfilePaths, profilePaths } from "../../profiles/file-paths.ts";
import { guardedFiles, otherNamesOf } from "./guarded-files.ts";
import type { RivalIdentity } from "./rival-identity.ts";

/**
 * The AWS files that a program reads instead of the user's, in which it finds no identity but the target's; and where
 * the user's own are, for actas itself.
 *
 * @param directory - for the copies
 * @param renewed - the credentials file that is kept fresh for the program, in place of the user's
 * @throws {ActasError} `system` when a copy cannot be written; `configuration` when a program would still find another
 * identity
 */
export async function programFiles(
  environment: RequestEnvironment,
  directory: string,
  rivals: RivalIdentity,
  renewed?: string,
): Promise<EnvironmentChanges> {
  const users = profilePaths(environment);
  const copies = guardedFiles({
    configFile: users.config,
    credentialsFile: users.credentials,
    botoFiles: botoPaths(environment),
    directory,
    ...(renewed && { credentials: "unread" }),
    look: (await rivals.mustHide([users.config, users.credentials])) ? "all" : "boto",
  });
  const read = {
    config: copies.AWS_CONFIG_FILE ?? users.config,
    credentials: renewed ?? copies.AWS_SHARED_CREDENTIALS_FILE ?? users.credentials,
  };
  await rivals.refuse(renewed ? [read.config] : [read.config, read.credentials]);
  const isElsewhere = read.credentials !== users.credentials || Boolean(environment.AWS_SHARED_CREDENTIALS_FILE);
  return {
    ...wherever(environment, users),
    ...copies,
    ...(renewed && { AWS_SHARED_CREDENTIALS_FILE: renewed }),
    ...otherNamesOf(read, { isElsewhere }),
    ...usersOwn(environment),
  };
}

/**
 * The absolute form of paths that the user has written with `~`, with a variable or relative to a directory. Not every
 * SDK expands them, and without that they may name a file in the directory of another person's project.
 */
function wherever(environment: RequestEnvironment, users: ProfilePaths): EnvironmentChanges {
  return {
    ...(environment.AWS_CONFIG_FILE && { AWS_CONFIG_FILE: users.config }),
    ...(environment.AWS_SHARED_CREDENTIALS_FILE && { AWS_SHARED_CREDENTIALS_FILE: users.credentials }),
    ...(environment.BOTO_CONFIG && { BOTO_CONFIG: botoPaths(environment).at(-1) ?? null }),
  };
}

/** Null for a file that no variable names: it is in its usual place. */
function usersOwn({
  AWS_CONFIG_FILE,
  AWS_SHARED_CREDENTIALS_FILE,
  BOTO_CONFIG,
}: RequestEnvironment): EnvironmentChanges {
  return {
    [FILE_STAND_INS.AWS_CONFIG_FILE]: AWS_CONFIG_FILE ?? null,
    [FILE_STAND_INS.AWS_SHARED_CREDENTIALS_FILE]: AWS_SHARED_CREDENTIALS_FILE ?? null,
    [FILE_STAND_INS.BOTO_CONFIG]: BOTO_CONFIG ?? null,
  };
}
