import type { Environment } from "../base/environment.ts";
import { configurationDirectories } from "../system/configuration-directories.ts";
import { beforeSlash } from "./home.ts";

/**
 * Where an administrator keeps configuration of actas for all users of the machine, the most important directory first:
 * below `XDG_CONFIG_DIRS`, then `/etc/actas`.
 */
export function systemFolders({ XDG_CONFIG_DIRS }: Environment): readonly string[] {
  const folders = configurationDirectories(XDG_CONFIG_DIRS).map((folder) => `${beforeSlash(folder)}/actas`);
  return [...new Set([...folders, "/etc/actas"])];
}
