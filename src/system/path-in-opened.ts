import { IS_MACOS } from "./libc.ts";

/**
 * The path of a name in a directory that is held open: in that very one, whatever is put in its place meanwhile. Good
 * for this process alone.
 *
 * macOS has no paths by descriptor: there it is the name in what is at `path` now.
 */
export function pathInOpened(fd: number, path: string, name: string): string {
  return IS_MACOS ? `${path}/${name}` : `/proc/self/fd/${fd}/${name}`;
}
