import type { CredentialServerDefinition } from "./kinds/credential-server.ts";
import type { IdentityCenterDefinition } from "./kinds/identity-center.ts";
import type { WebIdentityDefinition } from "./kinds/web-identity.ts";

/** The definitions by kind. A new kind of source that users sign in to adds its own here. */
interface DefinitionByKind {
  readonly "identity-center": IdentityCenterDefinition;
  readonly "credential-server": CredentialServerDefinition;
  readonly "web-identity": WebIdentityDefinition;
}

/** The kinds of source that users sign in to. */
export type SignInKind = keyof DefinitionByKind;

/** A source that users sign in to, of kind `K` or of any kind. */
export type SourceDefinition<K extends SignInKind = SignInKind> = {
  readonly [P in K]: DefinitionByKind[P] & { readonly kind: P };
}[K];
