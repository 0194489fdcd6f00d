import { IS_MACOS } from "./libc.ts";

/**
 * The path of a name in a directory that is held open. It leads into that very directory, even if another has been put
 * in its place. Valid in this process only.
 *
 * macOS has no paths by descriptor: there the result leads into whatever directory is at `path` now.
 */
export function pathInOpened(fd: number, path: string, name: string): string {
  return IS_MACOS ? `${path}/${name}` : `/proc/self/fd/${fd}/${name}`;
}
