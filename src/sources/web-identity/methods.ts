import { ActasError } from "../../base/errors.ts";
import type { WebIdentityDefinition } from "../../source-files/kinds/web-identity.ts";
import type { SignInMethods } from "../sign-in-methods.ts";

/** How to sign in to an OpenID provider. */
export const webIdentityMethods: SignInMethods<"web-identity"> = {
  signIn: async (...call) => (await lazily()).signIn(...call),
  renew: async (...call) => (await lazily()).renew(...call),
  signOut: async (...call) => (await lazily()).signOut(...call),
  requireList: (source) => {
    if (!hasList(source)) throw noList(source);
  },
  isListedElsewhere: true,
  listRoles: async (source, signIn, report, { freshness = "cached" }) => {
    if (!hasList(source)) throw noList(source);
    const { listIdentityRoles } = await import("./list-identity-roles.ts");
    report(await listIdentityRoles(source, signIn, freshness));
  },
};

/** The OpenID library is loaded when somebody signs in. */
function lazily(): Promise<typeof import("./sign-in.ts")> {
  return import("./sign-in.ts");
}

function hasList(source: WebIdentityDefinition): source is WebIdentityDefinition & { readonly rolesUrl: string } {
  return source.rolesUrl !== undefined;
}

/** Neither the provider nor AWS tells which roles a token may assume. */
function noList({ id, origin }: WebIdentityDefinition): ActasError {
  const hints = [
    "name a role by its ARN or as ACCOUNT_ID/ROLE, or ask for one of your profiles: `actas list targets`",
    `an organisation may have a roles API: \`web_identity.roles_url\` in ${origin} is its address`,
  ];
  return new ActasError("configuration", `cannot list the roles of "${id}": it has no roles API`, { hints });
}
