import { shellArgument } from "../base/shell-word.ts";

/** The hint for a role that a source does not have. */
export function listHint(id: string): string {
  return `\`actas list roles ${shellArgument(id)}\` shows the roles there are`;
}
