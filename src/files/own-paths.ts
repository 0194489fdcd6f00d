import type { Environment } from "../base/environment.ts";
import { hostName } from "../system/host-name.ts";
import { type Paths, pathsFrom } from "./paths.ts";
import { type RuntimeHome, runtimeHome } from "./runtime-home.ts";
import { refuseUnsafePath } from "./safe-path.ts";

/** Where this user's files are on this machine, and what the user should know of it. */
export interface OwnPaths extends Paths {
  /** Why XDG_RUNTIME_DIR is not used, if it is set and is not; ends the sentence "XDG_RUNTIME_DIR is not used: ". */
  readonly ignored?: string;
}

/**
 * Decides where files are: by the environment, and by whose the directories are that it names. Every process of a user
 * on a machine comes to the same answer, so that a job of cron finds the agent that a desktop has started.
 *
 * @throws {ActasError} as {@link pathsFrom}, and `system` when another user could change where the agent is
 */
export function ownPaths(environment: Environment = process.env): OwnPaths {
  const isNamed = environment.ACTAS_AGENT_SOCK?.startsWith("/");
  const { path, ignored }: RuntimeHome = isNamed ? {} : runtimeHome(environment.XDG_RUNTIME_DIR);
  const paths = pathsFrom(environment, path, path || isNamed ? "" : hostName());
  if (!path) refuseUnsafePath(paths.runtime);
  return { ...paths, ...(ignored && { ignored }) };
}
