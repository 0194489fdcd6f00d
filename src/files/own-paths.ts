import type { Environment } from "../base/environment.ts";
import { hostName } from "../system/host-name.ts";
import { type Paths, pathsFrom } from "./paths.ts";
import { type RuntimeHome, runtimeHome } from "./runtime-home.ts";
import { refuseUnsafePath } from "./safe-path.ts";

/** Where this user's files are on this machine, and what the user should know about that. */
export interface OwnPaths extends Paths {
  /** Why XDG_RUNTIME_DIR is not used although it is set; ends the sentence "XDG_RUNTIME_DIR is not used: ". */
  readonly ignored?: string;
}

/**
 * Decides where files are, by the environment and by the owners of the directories that it names. All processes of a
 * user on a machine get the same answer, so that a cron job finds the agent that was started from a desktop.
 *
 * @throws {ActasError} like {@link pathsFrom}, and `system` when another user could change where the agent is
 */
export function ownPaths(environment: Environment = process.env): OwnPaths {
  const isNamed = environment.ACTAS_AGENT_SOCK?.startsWith("/");
  const { path, ignored }: RuntimeHome = isNamed ? {} : runtimeHome(environment.XDG_RUNTIME_DIR);
  const paths = pathsFrom(environment, path, path || isNamed ? "" : hostName());
  if (!path) refuseUnsafePath(paths.runtime);
  return { ...paths, ...(ignored && { ignored }) };
}
