import type { SignInKind, SourceDefinition } from "../source-files/source-definition.ts";
import type { KindName } from "../targets/kinds/kinds.ts";
import type { ResolvedTarget } from "../targets/resolved-target.ts";
import type { SignInMethods } from "./sign-in-methods.ts";
import type { Source } from "./source.ts";

/** Every source, by the kind a target names; loaded at its first use, as an agent answers before it needs one. */
const SOURCES: { readonly [K in KindName]: () => Promise<Source<K>> } = {
  "credential-process": async () => (await import("./credential-process/credential-process.ts")).credentialProcess,
  "credential-server": async () => (await import("./credential-server/credential-server.ts")).credentialServer,
  "token-file": async () => (await import("./token-file/token-file.ts")).tokenFile,
  "kept-key": async () => (await import("./kept-key/kept-key.ts")).keptKey,
  "iam-user": async () => (await import("./iam-user/iam-user.ts")).iamUser,
  "identity-center": async () => (await import("./identity-center/identity-center.ts")).identityCenter,
  "web-identity": async () => (await import("./web-identity/web-identity.ts")).webIdentity,
};

/** The source that a target starts with. */
export function sourceOf<K extends KindName>({ source }: ResolvedTarget<K>): Promise<Source<K>> {
  return SOURCES[source.kind]();
}

/** How to sign in, by the kind of source; loaded like the sources. */
const SIGN_IN_METHODS: { readonly [K in SignInKind]: () => Promise<SignInMethods<K>> } = {
  "credential-server": async () => (await import("./credential-server/methods.ts")).credentialServerMethods,
  "identity-center": async () => (await import("./identity-center/identity-center-methods.ts")).identityCenterMethods,
  "web-identity": async () => (await import("./web-identity/methods.ts")).webIdentityMethods,
};

/** How to sign in to a source. */
export function signInMethodsOf<K extends SignInKind>(source: SourceDefinition<K>): Promise<SignInMethods<K>> {
  return SIGN_IN_METHODS[source.kind]();
}
