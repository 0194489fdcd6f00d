import { ActasError } from "../base/errors.ts";
import { shellArgument } from "../base/shell-word.ts";
import type { SourceDefinition } from "../source-files/source-definition.ts";

/** The error when a source refuses a sign-in that was just made. */
export function refusedAgain({ id, origin }: SourceDefinition): ActasError {
  return new ActasError(
    "access-denied",
    `cannot get credentials from "${id}": it refuses the sign-in that was just made`,
    {
      hints: [`check "${id}" in ${origin}: its client, scopes and address belong together`],
    },
  );
}

/** The same, of one that was just renewed. */
export function refusedRenewed({ id }: SourceDefinition): ActasError {
  return new ActasError(
    "sign-in-required",
    `cannot get credentials from "${id}": it refuses the sign-in that was just renewed`,
    { hints: [`try again in a minute; if that does not help, run \`actas login --again ${shellArgument(id)}\``] },
  );
}
