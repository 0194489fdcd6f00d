import { dirname } from "node:path";
import { EXPORTED_CREDENTIALS } from "../base/credential-request.ts";
import { ownPaths } from "./own-paths.ts";
import { makePrivateDirectory } from "./private-directory.ts";

/**
 * The path of the credentials file that `actas export --shared` writes, in a directory that only this user can look
 * into. As run-time files do, it ends with the user's session where the system has a runtime directory.
 *
 * @throws {ActasError} `system` as {@link makePrivateDirectory}
 */
export function exportedCredentials(): string {
  const path = ownPaths().runtime + EXPORTED_CREDENTIALS;
  makePrivateDirectory(dirname(path))[Symbol.dispose]();
  return path;
}
