import { existsSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { systemError } from "../../base/system-error.ts";
import { readRegularFile } from "../../files/read-regular-file.ts";
import { hideBoto } from "./hide-boto.ts";
import { hideDefault } from "./hide-default.ts";

/** The paths of the user's AWS files, and an existing folder of mode 0700 for the copies. */
export interface GuardedFilesOptions {
  readonly configFile: string;
  readonly credentialsFile: string;
  /** See `botoPaths`; the last is the user's own. */
  readonly botoFiles: readonly [...string[], string];
  readonly directory: string;
  /** The program reads another credentials file. */
  readonly credentials?: "unread";
  /** `boto`: the AWS files are known to do no harm. */
  readonly look?: "all" | "boto";
}

/**
 * Writes copies for a program to read in place of the user's files, where those would give it other credentials than
 * ours: in most SDKs a `[default]` profile with keys, a role, a sign-in or a `credential_process` outranks the
 * container endpoint; in botocore the keys of boto, its predecessor, do so too. The copies keep everything else,
 * including other profiles with their keys, so the caller must remove the folder when the program has ended. Their mode
 * is 0400: a program that tries to change them gets an error, since the change would be lost.
 *
 * @returns the variables that point at the copies; none when the user's files do no harm
 * @throws {ActasError} `system` when a copy cannot be written
 */
export function guardedFiles(options: GuardedFilesOptions) {
  const { configFile, credentialsFile, botoFiles, credentials, directory, look = "all" } = options;
  const users = look === "all" ? { config: textOf(configFile), credentials: textOf(credentialsFile) } : NOTHING;
  const guarded = hideDefault(users);
  const boto = hideBoto(botoFiles.map(textOf));
  const copy = (name: string, text: string): string => writePrivate(join(directory, name), text);
  return {
    ...(guarded.config !== users.config && { AWS_CONFIG_FILE: copy("config", guarded.config) }),
    ...(credentials !== "unread" &&
      guarded.credentials !== users.credentials && {
        AWS_SHARED_CREDENTIALS_FILE: copy("credentials", guarded.credentials),
      }),
    ...(boto !== undefined && { BOTO_CONFIG: copy("boto", boto) }),
  };
}

/**
 * Variables that name the AWS files for programs that do not read the usual ones. The AWS SDK for Java v1 and GDAL have
 * other variables for the credentials file; without them, Java uses the home directory of the user database, whatever
 * HOME is. The AWS SDKs for JavaScript v2 and Go v1 read the variables only when they are told to load the config file
 * as well, which must exist then.
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

const NOTHING = { config: "", credentials: "" };

// One character per byte, so that bytes that are not text stay unchanged.
const BYTES = "latin1";

/** If we cannot read a file, neither can the program. */
function textOf(path: string): string {
  try {
    return readRegularFile(path, BYTES);
  } catch {
    return "";
  }
}

function writePrivate(path: string, text: string): string {
  try {
    // A shell that acts as a target again has copies, perhaps of what the files were.
    rmSync(path, { force: true });
    writeFileSync(path, text, { encoding: BYTES, mode: 0o400, flag: "wx" });
    return path;
  } catch (error) {
    throw systemError(error, `write ${path}`);
  }
}
