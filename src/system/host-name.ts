import { IS_MACOS } from "./libc.ts";
import { readText } from "./read-bytes.ts";

/**
 * What tells this machine from others that have the same HOME. Empty on macOS, where a HOME is on one machine and the
 * machine's name is that of the network it is in.
 */
export function hostName(): string {
  return IS_MACOS ? "" : readText("/proc/sys/kernel/hostname").trim();
}
