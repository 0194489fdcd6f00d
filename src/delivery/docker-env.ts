import type { EnvironmentChanges } from "../base/environment.ts";

/**
 * Variables in the form of `docker run --env-file`: a value is everything up to the end of the line, quotes included.
 * What is to be removed is left out, as a container inherits nothing.
 *
 * @param environment - without control characters
 * @see https://docs.docker.com/reference/cli/docker/container/run/#env
 */
export function dockerEnv(environment: EnvironmentChanges): string {
  const lines = Object.entries(environment).filter(([, value]) => value !== null);
  return lines.map(([name, value]) => `${name}=${value}\n`).join("");
}
