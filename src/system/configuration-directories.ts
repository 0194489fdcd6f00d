import { IS_MACOS } from "./libc.ts";

/**
 * Where an administrator puts configuration for all users, the most important directory first. A Mac has one, which no
 * variable moves.
 *
 * @param variable - `XDG_CONFIG_DIRS`; a relative directory in it does not count
 * @see https://specifications.freedesktop.org/basedir-spec/latest/
 */
export function configurationDirectories(variable = ""): readonly string[] {
  if (IS_MACOS) return ["/etc"];
  const directories = variable.split(":").filter((directory) => directory.startsWith("/"));
  return directories.length > 0 ? directories : ["/etc/xdg"];
}
