import type { CredentialServerDefinition } from "./kinds/credential-server.ts";
import type { IdentityCenterDefinition } from "./kinds/identity-center.ts";

/** The definitions by kind. A new kind of source that one signs in to adds its own here. */
interface DefinitionByKind {
  readonly "identity-center": IdentityCenterDefinition;
  readonly "credential-server": CredentialServerDefinition;
}

/** The kinds of source that one signs in to. */
export type SignInKind = keyof DefinitionByKind;

/** A source one signs in to, of any kind or of one. */
export type SourceDefinition<K extends SignInKind = SignInKind> = {
  readonly [P in K]: DefinitionByKind[P] & { readonly kind: P };
}[K];
