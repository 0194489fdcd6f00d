import type { SignInMethods } from "../sign-in-methods.ts";

/** How to sign in to a credential server, through the OAuth 2.0 authorization server in front of it. */
export const credentialServerMethods: SignInMethods<"credential-server"> = {
  signIn: async (...call) => (await lazily()).signIn(...call),
  renew: async (...call) => (await lazily()).renew(...call),
  signOut: async (...call) => (await lazily()).signOut(...call),
  listRoles: async (source, signIn, report) => {
    const { listServerRoles } = await import("./list-server-roles.ts");
    report(await listServerRoles(source, signIn));
  },
};

/** The OAuth library is loaded when it is needed, which is seldom. */
function lazily(): Promise<typeof import("./sign-in.ts")> {
  return import("./sign-in.ts");
}
