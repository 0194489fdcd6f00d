import { readText } from "./read-bytes.ts";

/**
 * Whether root has a number here. Within a user namespace without one, root's directories look like everybody's, and
 * no user can be told from root. user_namespaces(7); macOS has none.
 */
export function userNamespaceHasRoot(): boolean {
  const maps = readText("/proc/self/uid_map");
  return maps === "" || /^\s*0\s/m.test(maps);
}
