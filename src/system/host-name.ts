import { IS_MACOS } from "./libc.ts";
import { readText } from "./read-bytes.ts";

/**
 * Tells this machine from others that share the same HOME. Empty on macOS, where a HOME is on one machine only, and
 * where the machine's name changes with the network it is in.
 */
export function hostName(): string {
  return IS_MACOS ? "" : readText("/proc/sys/kernel/hostname").trim();
}
