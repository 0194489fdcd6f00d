import type { RequestEnvironment } from "../base/credential-request.ts";
import { plainText } from "../files/is-nothing-at.ts";
import { profilePaths } from "./file-paths.ts";
import { parseFile } from "./parse-file.ts";
import type { ProfileFiles } from "./profile-reader.ts";

/**
 * Reads the AWS files for a command that needs them only once. A `ProfileReader`, for which `node:fs` is loaded, reads
 * them where that is not as simple as nearly everywhere, and says why they cannot be read.
 *
 * @throws {ActasError} `configuration`, as `ProfileReader`
 */
export async function readProfileFiles(environment: RequestEnvironment): Promise<ProfileFiles> {
  const paths = profilePaths(environment);
  const [config, credentials] = [plainText(paths.config), plainText(paths.credentials)];
  if (config === undefined || credentials === undefined) {
    const { ProfileReader } = await import("./profile-reader.ts");
    return new ProfileReader().read(environment);
  }
  return {
    config: { path: paths.config, sections: parseFile(config, paths.config) },
    credentials: { path: paths.credentials, sections: parseFile(credentials, paths.credentials) },
  };
}
