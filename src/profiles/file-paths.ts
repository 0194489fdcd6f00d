import type { RequestEnvironment } from "../base/credential-request.ts";
import { ActasError } from "../base/errors.ts";
import { beforeSlash, home, refuseUndecoded } from "../files/home.ts";

const FILE_VARIABLES = ["AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE"] as const;
type FileVariable = (typeof FILE_VARIABLES)[number] | "BOTO_CONFIG";

const READING = "read profiles";

/** Absolute paths of the two AWS files. */
export interface ProfilePaths {
  readonly config: string;
  readonly credentials: string;
}

/**
 * The paths of the AWS files: `AWS_CONFIG_FILE` and `AWS_SHARED_CREDENTIALS_FILE`, else `~/.aws`.
 *
 * @throws {ActasError} `configuration` for a relative path, since the agent runs in another directory than the command
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/file-location.html
 */
export function profilePaths(environment: RequestEnvironment): ProfilePaths {
  const [config, credentials] = FILE_VARIABLES.map((name) => namedPath(name, environment));
  const folder = atHome(".aws", environment);
  return { config: config ?? `${folder}/config`, credentials: credentials ?? `${folder}/credentials` };
}

/**
 * The credentials file of a program that does not read the variables.
 *
 * @throws {ActasError} `configuration` as {@link profilePaths}
 */
export function homeCredentials(environment: RequestEnvironment): string {
  return atHome(".aws/credentials", environment);
}

/**
 * Absolute paths of the files in which boto, the predecessor of boto3, kept keys; the last is the user's own.
 *
 * @throws {ActasError} `configuration` as {@link profilePaths}
 */
export function botoPaths(environment: RequestEnvironment): readonly [...string[], string] {
  const named = namedPath("BOTO_CONFIG", environment);
  return named ? [named] : ["/etc/boto.cfg", atHome(".boto", environment)];
}

function namedPath(name: FileVariable, environment: RequestEnvironment): string | undefined {
  const path = environment[name];
  if (!path) return undefined;
  if (path.startsWith("~/")) return atHome(path.slice(2), environment);
  if (path.startsWith("/")) return refuseUndecoded(name, path, READING);
  throw new ActasError("configuration", `cannot ${READING}: ${name} is not an absolute path`);
}

function atHome(path: string, environment: RequestEnvironment): string {
  return `${beforeSlash(home(environment, READING))}/${path}`;
}
