import type { CredentialRequest } from "../../base/credential-request.ts";
import { ActasError } from "../../base/errors.ts";
import type { RoleEntry } from "../../base/role-entry.ts";
import { matchingRoles } from "../../targets/matching-roles.ts";
import { inShell, typedRole } from "../../targets/typed-target.ts";
import { ask } from "../asking/ask.ts";
import { otherMeanings } from "../list/list-roles.ts";
import { terminalListener } from "../terminal/terminal-listener.ts";

/** Most roles that are proposed. */
const SHOWN = 3;

/**
 * The error for a profile that is not there, with the roles that `ACCOUNT/ROLE` names in the lists the agent holds: the
 * source in front of it was left out. A proposal only: without its source a role is never acted as.
 */
export async function withoutSource(
  { environment, target }: CredentialRequest,
  refused: ActasError,
): Promise<ActasError> {
  if (!target?.includes("/")) return refused;
  const found = new Map<string, RoleEntry[]>();
  const onRoles = (source: string, roles: readonly RoleEntry[]): void => {
    found.set(source, [...(found.get(source) ?? []), ...roles]);
  };
  const request = { request: "roles", freshness: "held", environment, interaction: "never" } as const;
  await ask(request, "used", terminalListener({ onRoles })).catch(() => undefined);
  const meanings = await otherMeanings();
  const meant = [...found].flatMap(([source, roles]) =>
    matchingRoles(target, roles).map(({ accountName, name }) => {
      const typed = inShell(typedRole(source, name, meanings));
      return accountName ? `${typed} (${accountName})` : typed;
    }),
  );
  if (meant.length === 0) return refused;
  return new ActasError(refused.code, refused.message, {
    hints: [`did you mean ${meant.slice(0, SHOWN).join(" or ")}?`],
    cause: refused,
  });
}
