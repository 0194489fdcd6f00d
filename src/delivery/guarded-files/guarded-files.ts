import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { systemError } from "../../base/system-error.ts";
import { hideBoto } from "./hide-boto.ts";
import { hideDefault } from "./hide-default.ts";

/** Where the user's AWS files are, and an existing folder of mode 0700 for the files that take their place. */
export interface GuardedFilesOptions {
  readonly configFile: string;
  readonly credentialsFile: string;
  /** See `botoPaths`; the last is the user's own. */
  readonly botoFiles: readonly [...string[], string];
  readonly directory: string;
}

/**
 * Writes files that a program reads in place of the user's, where the user's would give it other credentials than ours:
 * in most SDKs a `[default]` profile with keys, a role, a sign-in or a `credential_process` outranks the container
 * endpoint; in botocore the keys of boto, its predecessor, do so too. The copies keep everything else, other
 * profiles with their keys included, so whoever made the folder removes it when the program is gone. They are of mode
 * 0400: a program that would change them hears that it cannot, since the change would be lost.
 *
 * @returns the variables that point at the copies; none when the user's files stand in nobody's way
 * @throws {ActasError} `system` when a copy cannot be written
 */
export function guardedFiles({ configFile, credentialsFile, botoFiles, directory }: GuardedFilesOptions) {
  const users = { config: textOf(configFile), credentials: textOf(credentialsFile) };
  const guarded = hideDefault(users);
  const boto = hideBoto(botoFiles.map(textOf));
  const copy = (name: string, text: string): string => writePrivate(join(directory, name), text);
  return {
    ...(guarded.config !== users.config && { AWS_CONFIG_FILE: copy("config", guarded.config) }),
    ...(guarded.credentials !== users.credentials && {
      AWS_SHARED_CREDENTIALS_FILE: copy("credentials", guarded.credentials),
    }),
    ...(boto !== undefined && { BOTO_CONFIG: copy("boto", boto) }),
  };
}

/**
 * Where the AWS files are, for those too who do not look into the usual variables: the AWS SDK for Java v1 and GDAL know
 * the credentials file by other names, and without them Java looks below the home directory of the user database,
 * whatever HOME says. The AWS SDKs for JavaScript v2 and Go v1 look only when they are told to load the config file as
 * well, which must exist then.
 *
 * @param isElsewhere - whether a variable names the credentials file
 */
export function otherNamesOf(
  { config, credentials }: { readonly config: string; readonly credentials: string },
  { isElsewhere }: { readonly isElsewhere: boolean },
) {
  return {
    AWS_CREDENTIAL_PROFILES_FILE: credentials,
    CPL_AWS_CREDENTIALS_FILE: credentials,
    ...(isElsewhere && existsSync(config) && { AWS_SDK_LOAD_CONFIG: "1" }),
  };
}

// One character per byte: what is not text comes out as it went in.
const BYTES = "latin1";

/** A file that we cannot read, the program cannot read either. A pipe or a device could keep the reader for ever. */
function textOf(path: string): string {
  try {
    return statSync(path).isFile() ? readFileSync(path, BYTES) : "";
  } catch {
    return "";
  }
}

function writePrivate(path: string, text: string): string {
  try {
    writeFileSync(path, text, { encoding: BYTES, mode: 0o400, flag: "wx" });
    return path;
  } catch (error) {
    throw systemError(error, `write ${path}`);
  }
}
