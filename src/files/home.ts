import type { Environment } from "../base/environment.ts";
import { ActasError } from "../base/errors.ts";
import { homeInUserDatabase } from "../system/user-database.ts";

/**
 * The home directory of an environment: HOME or, where that is not set or empty, the one in the user database, as for
 * `~` in a shell and in botocore. The environment is that of a request: the agent's own HOME may differ.
 *
 * @param purpose - completes "cannot …"
 * @throws {ActasError} `configuration` like {@link homeAsSet}, and when the user database does not know the user either
 */
export function home(environment: Environment, purpose: string): string {
  const path = homeAsSet(environment, purpose) ?? homeInUserDatabase();
  if (path?.startsWith("/")) return path;
  throw noHome(purpose, "HOME is not set, and the user database has no home directory of yours");
}

/**
 * The home directory of an environment that sets it; undefined when HOME is not set or empty.
 *
 * @param purpose - completes "cannot …"
 * @throws {ActasError} `configuration` when HOME is relative: the agent would take it for another directory than the
 *   command; and as {@link refuseUndecoded}
 */
export function homeAsSet({ HOME }: Environment, purpose: string): string | undefined {
  if (HOME && !HOME.startsWith("/")) throw noHome(purpose, "HOME is not an absolute path");
  return HOME ? refuseUndecoded("HOME", HOME, purpose) : undefined;
}

/**
 * The path that a variable names, unless it has bytes that are not UTF-8: the runtime has put U+FFFD in their place, and
 * so another directory would be read and made.
 *
 * @throws {ActasError} `configuration`
 */
export function refuseUndecoded(variable: string, path: string, purpose: string): string {
  if (!path.includes("\ufffd")) return path;
  throw new ActasError("configuration", `cannot ${purpose}: the path in ${variable} is not UTF-8`, {
    hints: [`have ${variable} name that directory by a symbolic link, whose own path is UTF-8`],
  });
}

/**
 * The directory of the user's configuration files, by the XDG Base Directory Specification, which says that a relative
 * path is to be ignored.
 *
 * @throws {ActasError} `configuration` as {@link home}
 */
export function configurationHome(environment: Environment, purpose: string): string {
  const { XDG_CONFIG_HOME } = environment;
  if (XDG_CONFIG_HOME?.startsWith("/")) return refuseUndecoded("XDG_CONFIG_HOME", XDG_CONFIG_HOME, purpose);
  return `${beforeSlash(home(environment, purpose))}/.config`;
}

/** A directory without the slashes at its end, to which a slash and a name are added: empty for the root. */
export function beforeSlash(directory: string): string {
  return directory.replace(/\/+$/, "");
}

function noHome(purpose: string, reason: string): ActasError {
  return new ActasError("configuration", `cannot ${purpose}: ${reason}`, { hints: ["set HOME"] });
}
