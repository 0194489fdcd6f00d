import { ownPaths } from "../files/own-paths.ts";
import { readSettings } from "../settings/settings.ts";
import type { Share } from "./open-persistence.ts";

/**
 * What a command without an agent shares with others; undefined where the user keeps nothing, or has no place for it.
 *
 * @throws {ActasError} `configuration` when the settings are not valid
 */
export async function lastingMemory(): Promise<Share | undefined> {
  const paths = pathsIfAny();
  const { persist } = paths ? await readSettings(paths.config) : { persist: "none" as const };
  if (!paths || persist === "none") return undefined;
  const { openPersistence } = await import("./open-persistence.ts");
  return openPersistence(persist, paths, "command");
}

/** A container may have no HOME. */
function pathsIfAny() {
  try {
    return ownPaths();
  } catch {
    return undefined;
  }
}
