import type { EnvironmentChanges } from "../../base/environment.ts";
import { programFiles } from "../../delivery/guarded-files/program-files.ts";
import { RivalIdentity } from "../../delivery/guarded-files/rival-identity.ts";
import type { Door } from "../../serve/door.ts";
import type { ServeFiles } from "../../serve/serve-files.ts";
import { requestEnvironment } from "../environment/request-environment.ts";
import type { ServedTargets } from "./served-targets.ts";

interface ServedProgram {
  /** Undefined: none has been chosen yet. */
  readonly target: string | undefined;
  readonly targets: ServedTargets;
  readonly files: ServeFiles;
  readonly door: Pick<Door, "environment">;
}

/**
 * The changes to the environment of a program that is served: its region and endpoints are those of the target, and it
 * finds no other identity in the AWS files, of which it may be given copies.
 *
 * @throws {ActasError} as `programFiles()`
 */
export async function servedEnvironment({ door, files, target, targets }: ServedProgram): Promise<EnvironmentChanges> {
  // What is about the target is not known before its credentials are there.
  const ofTarget = target === undefined ? {} : await targets.variables(target).catch((): EnvironmentChanges => ({}));
  const copies = await programFiles(requestEnvironment(), files.directory, new RivalIdentity());
  return { ...ofTarget, ...door.environment, ...copies };
}
