import type { RequestEnvironment } from "../../base/credential-request.ts";
import type { ProfileFiles } from "../../profiles/profile-reader.ts";
import { readProfileFiles } from "../../profiles/read-profile-files.ts";
import { hasWebVariables } from "../../targets/kinds/web-identity/with-variables.ts";

/**
 * The AWS files as a request means them, see `readProfilesWith()`; settings are read, and what reads them is loaded, only
 * where there are variables of which they say whether these count.
 *
 * @throws {ActasError} `configuration` for a file that cannot be read
 */
export async function profilesHere(environment: RequestEnvironment): Promise<ProfileFiles> {
  if (!hasWebVariables(environment)) return readProfileFiles(environment);
  const { createReaders, readProfilesWith } = await import("../../requests/read-files.ts");
  return readProfilesWith(createReaders(), environment);
}
