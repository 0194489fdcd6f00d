import { readText } from "./read-bytes.ts";

/**
 * Whether root is mapped into this user namespace. If not, root's files belong to the overflow user, like those of all
 * other unmapped users, and root cannot be told from them. user_namespaces(7); macOS has none.
 */
export function userNamespaceHasRoot(): boolean {
  const maps = readText("/proc/self/uid_map");
  return maps === "" || /^\s*0\s/m.test(maps);
}
