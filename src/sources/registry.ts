import type { SignInKind, SourceDefinition } from "../source-files/source-definition.ts";
import type { KindName } from "../targets/kinds/kinds.ts";
import type { ResolvedTarget } from "../targets/resolved-target.ts";
import { credentialProcess } from "./credential-process/credential-process.ts";
import { credentialServer } from "./credential-server/credential-server.ts";
import { credentialServerMethods } from "./credential-server/methods.ts";
import { iamUser } from "./iam-user/iam-user.ts";
import { identityCenter } from "./identity-center/identity-center.ts";
import { identityCenterMethods } from "./identity-center/identity-center-methods.ts";
import type { SignInMethods } from "./sign-in-methods.ts";
import type { Source } from "./source.ts";

/** Every source, by the kind a target names. */
const SOURCES: { readonly [K in KindName]: Source<K> } = {
  "credential-process": credentialProcess,
  "credential-server": credentialServer,
  "iam-user": iamUser,
  "identity-center": identityCenter,
};

/** The source that a target starts with. */
export function sourceOf<K extends KindName>({ source }: ResolvedTarget<K>): Source<K> {
  return SOURCES[source.kind];
}

/** How to sign in, by the kind of source. */
const SIGN_IN_METHODS: { readonly [K in SignInKind]: SignInMethods<K> } = {
  "credential-server": credentialServerMethods,
  "identity-center": identityCenterMethods,
};

/** How to sign in to a source. */
export function signInMethodsOf<K extends SignInKind>(source: SourceDefinition<K>): SignInMethods<K> {
  return SIGN_IN_METHODS[source.kind];
}
