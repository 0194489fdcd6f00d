import type { SignInMethods } from "../sign-in-methods.ts";

/** How to sign in to an OpenID provider. */
export const webIdentityMethods: SignInMethods<"web-identity"> = {
  signIn: async (...call) => (await lazily()).signIn(...call),
  renew: async (...call) => (await lazily()).renew(...call),
  signOut: async (...call) => (await lazily()).signOut(...call),
  listRoles: async (_source, _signIn, report) => report([]),
};

/** The OpenID library is loaded when somebody signs in. */
function lazily(): Promise<typeof import("./sign-in.ts")> {
  return import("./sign-in.ts");
}
