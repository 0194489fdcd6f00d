import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { systemError } from "../../base/system-error.ts";
import { hideDefault } from "./hide-default.ts";

/** Where the user's AWS files are, and an existing folder of mode 0700 for the files that take their place. */
export interface GuardedFilesOptions {
  readonly configFile: string;
  readonly credentialsFile: string;
  readonly directory: string;
}

/**
 * Writes files that a program reads in place of the user's, where the user's would give it other credentials than ours:
 * in every SDK a `[default]` profile with keys, a role, a sign-in or a `credential_process` outranks the container
 * endpoint. The copies (mode 0600) keep everything else, other profiles with their keys included, so whoever made the
 * folder removes it when the program is gone.
 *
 * @returns the variables that point at the copies; none when the user's files stand in nobody's way
 * @throws {ActasError} `system` when a copy cannot be written
 */
export function guardedFiles({ configFile, credentialsFile, directory }: GuardedFilesOptions) {
  const users = { config: textOf(configFile), credentials: textOf(credentialsFile) };
  const guarded = hideDefault(users);
  const copy = (name: keyof typeof users): string | undefined =>
    guarded[name] === users[name] ? undefined : writePrivate(join(directory, name), guarded[name]);
  const [config, credentials] = [copy("config"), copy("credentials")];
  return {
    ...(config && { AWS_CONFIG_FILE: config }),
    ...(credentials && { AWS_SHARED_CREDENTIALS_FILE: credentials }),
  };
}

// One character per byte: what is not text comes out as it went in.
const BYTES = "latin1";

/** A file that we cannot read, the program cannot read either. */
function textOf(path: string): string {
  try {
    return readFileSync(path, BYTES);
  } catch {
    return "";
  }
}

function writePrivate(path: string, text: string): string {
  try {
    writeFileSync(path, text, { encoding: BYTES, mode: 0o600, flag: "wx" });
    return path;
  } catch (error) {
    throw systemError(error, `write ${path}`);
  }
}
