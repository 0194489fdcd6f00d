import type { RequestEnvironment } from "../../base/credential-request.ts";
import { asRequested, type Surroundings } from "../../base/surroundings.ts";
import { environmentOf } from "../../system/processes/environment-of.ts";
import { surroundingsKey } from "../../targets/surroundings-key.ts";

/** What a grant's file keeps of the surroundings it was made in: enough to know them again, and nothing secret. */
export interface SurroundingsTrace {
  readonly directory: string;
  /** Digest of directory and variables, see {@link surroundingsKey}. */
  readonly key: string;
  /** Names of variables that the program was started with others for. */
  readonly changed: readonly string[];
}

export function traceOf(surroundings: Surroundings, changed: readonly string[]): SurroundingsTrace {
  return { directory: surroundings.directory, key: surroundingsKey(surroundings), changed };
}

/**
 * The surroundings again, after an agent that knew them is gone: the program still has the variables it was started
 * with, and what was changed for it is undone. Undefined when that does not come to the very same, since then a command
 * could print another's credentials.
 *
 * @param environment - the variables that the grant's own request names
 */
export function surroundingsOfTrace(
  pid: number,
  { changed, directory, key }: SurroundingsTrace,
  environment: RequestEnvironment,
): Surroundings | undefined {
  const variables = new Map(environmentOf(pid));
  for (const name of changed) variables.delete(name);
  const found = asRequested({ directory, environment: Object.fromEntries(variables) }, environment);
  return surroundingsKey(found) === key ? found : undefined;
}
