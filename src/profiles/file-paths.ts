import { homedir } from "node:os";
import { isAbsolute, join, resolve } from "node:path";
import type { RequestEnvironment } from "../base/credential-request.ts";
import { ActasError } from "../base/errors.ts";

const FILE_VARIABLES = ["AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE"] as const;

/** Absolute paths of the two AWS files. */
export interface ProfilePaths {
  readonly config: string;
  readonly credentials: string;
}

/**
 * Where the AWS files are: `AWS_CONFIG_FILE` and `AWS_SHARED_CREDENTIALS_FILE`, else `~/.aws`.
 *
 * @throws {ActasError} `configuration` for a relative path: see {@link anchorFileVariables}
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/file-location.html
 */
export function profilePaths(environment: RequestEnvironment): ProfilePaths {
  const [config, credentials] = FILE_VARIABLES.map((name) => namedPath(name, environment));
  const folder = join(home(environment), ".aws");
  return { config: config ?? join(folder, "config"), credentials: credentials ?? join(folder, "credentials") };
}

/**
 * Makes relative paths in the environment absolute, as seen from `directory`: for a command to do before it hands
 * its environment to the agent, which lives in another directory.
 */
export function anchorFileVariables(environment: RequestEnvironment, directory: string): RequestEnvironment {
  const anchored = FILE_VARIABLES.flatMap((name) => {
    const path = environment[name];
    return path && !path.startsWith("~/") ? [[name, resolve(directory, path)] as const] : [];
  });
  return { ...environment, ...Object.fromEntries(anchored) };
}

function namedPath(name: (typeof FILE_VARIABLES)[number], environment: RequestEnvironment): string | undefined {
  const path = environment[name];
  if (!path) return undefined;
  if (path.startsWith("~/")) return join(home(environment), path.slice(2));
  if (isAbsolute(path)) return path;
  throw new ActasError("configuration", `cannot read profiles: ${name} is not an absolute path`);
}

function home({ HOME }: RequestEnvironment): string {
  return HOME || homedir();
}
