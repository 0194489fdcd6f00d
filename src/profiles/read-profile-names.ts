import type { RequestEnvironment } from "../base/credential-request.ts";
import { plainText } from "../files/is-nothing-at.ts";
import { profilePaths } from "./file-paths.ts";
import { forEachHeader } from "./parse-file.ts";
import { plainNames } from "./plain-names.ts";
import { profileNames, profileOf } from "./profile.ts";

/** In botocore its settings are the defaults of every section. */
const NO_PROFILE = "DEFAULT";

/**
 * The names of all profiles in the AWS files, as `profileNames()` has them, for a command that needs nothing else.
 *
 * @throws {ActasError} `configuration`, as `ProfileReader`
 */
export async function readProfileNames(environment: RequestEnvironment): Promise<string[]> {
  const paths = profilePaths(environment);
  const [config, credentials] = [plainText(paths.config), plainText(paths.credentials)];
  if (config === undefined || credentials === undefined) {
    const { ProfileReader } = await import("./profile-reader.ts");
    return profileNames(await new ProfileReader().read(environment));
  }
  const names = [namesIn(config, paths.config, "config"), namesIn(credentials, paths.credentials, "credentials")];
  return [...new Set(names.flat())];
}

/** @throws {ActasError} `configuration`, as `parseFile()` */
export function namesIn(file: string, path: string, kind: "config" | "credentials"): readonly string[] {
  const plain = plainNames(file, kind);
  if (plain) return plain;
  const names: string[] = [];
  forEachHeader(file, path, (header) => {
    const name = kind === "config" ? profileOf(header) : header;
    if (name !== undefined && header !== NO_PROFILE) names.push(name);
  });
  return names;
}
