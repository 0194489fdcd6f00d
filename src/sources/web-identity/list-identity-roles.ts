import { parseRoleArn } from "../../base/arn.ts";
import { listedName, type RoleEntry } from "../../base/role-entry.ts";
import type { WebIdentityDefinition } from "../../source-files/kinds/web-identity.ts";
import type { SignIn } from "../sign-ins.ts";
import { askRolesApi, type RolesOfToken } from "./ask-roles-api.ts";

/**
 * The roles that the roles API gives for the token of a sign-in, by account and name.
 *
 * @throws as {@link askRolesApi}
 */
export async function listIdentityRoles(
  source: WebIdentityDefinition & { readonly rolesUrl: string },
  signIn: SignIn<"web-identity">,
  freshness: "cached" | "refresh",
): Promise<readonly RoleEntry[]> {
  const { roles, aliases } = await askRolesApi(source, signIn, freshness);
  const entries = [...new Set(roles)].flatMap((roleArn) => entryOf(roleArn, aliases ?? {}));
  return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
}

function entryOf(roleArn: string, aliases: NonNullable<RolesOfToken["aliases"]>): readonly RoleEntry[] {
  const parsed = parseRoleArn(roleArn);
  if (!parsed) return [];
  const { accountId } = parsed;
  const alias = Object.hasOwn(aliases, accountId) ? aliases[accountId]?.[0] : undefined;
  const name = listedName(roleArn);
  const isNamed = alias !== undefined && alias !== "" && alias !== accountId;
  return [{ name, accountId, roleArn, ...(isNamed && { accountName: alias, description: alias }) }];
}
