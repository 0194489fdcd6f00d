import type { SandboxRole } from "../accounts.ts";
import { isLike } from "../is-like.ts";
import { aliasOf } from "./yoyodyne-accounts.ts";

/** The answer of the roles API. */
export interface ListedRoles {
  readonly roles: readonly string[];
  /** An account without an alias has its number instead. */
  readonly aliases: Readonly<Record<string, readonly string[]>>;
}

/**
 * The roles whose trust policy names one of the groups. Like the API that it imitates, it looks at nothing else: a
 * listed role may still be refused.
 */
export function listedRoles(roles: readonly SandboxRole[], groups: readonly string[]): ListedRoles {
  const listed = roles.filter((role) =>
    groupPatterns(role).some((pattern) => groups.some((group) => isLike(pattern, group))),
  );
  const accounts = [...new Set(listed.map(({ accountId }) => accountId))];
  return {
    roles: listed.map(({ arn }) => arn),
    aliases: Object.fromEntries(accounts.map((accountId) => [accountId, [aliasOf(accountId) ?? accountId]])),
  };
}

/** What a role's trust policy wants to find in the claim `amr`. */
function groupPatterns({ trustPolicy }: SandboxRole): readonly string[] {
  return trustPolicy.flatMap(({ Principal, Condition = {} }) =>
    !("Federated" in Principal)
      ? []
      : Object.entries(Condition)
          .filter(([operator]) => operator.startsWith("ForAnyValue:"))
          .flatMap(([, keys]) => Object.entries(keys))
          .filter(([key]) => key.endsWith(":amr"))
          .flatMap(([, values]) => [values ?? []].flat()),
  );
}
