import type { SourceDefinition } from "../source-files/source-definition.ts";
import type { SourceReference } from "../targets/resolved-target.ts";
import { credentialProcess } from "./credential-process/credential-process.ts";
import { credentialServer } from "./credential-server/credential-server.ts";
import { credentialServerMethods } from "./credential-server/methods.ts";
import { iamUser } from "./iam-user/iam-user.ts";
import { identityCenter } from "./identity-center/identity-center.ts";
import { identityCenterMethods } from "./identity-center/identity-center-methods.ts";
import type { SignInMethods } from "./sign-in-methods.ts";
import type { Source } from "./source.ts";

/** Every source, by the kind a target names. */
export const SOURCES: Readonly<Record<SourceReference["kind"], Source>> = {
  "credential-process": credentialProcess,
  "credential-server": credentialServer,
  "iam-user": iamUser,
  "identity-center": identityCenter,
};

type MethodsByKind = {
  readonly [Kind in SourceDefinition["kind"]]: SignInMethods<Extract<SourceDefinition, { kind: Kind }>>;
};

/** How to sign in, by the kind of source. */
const SIGN_IN_METHODS: MethodsByKind = {
  "credential-server": credentialServerMethods,
  "identity-center": identityCenterMethods,
};

/** How to sign in to a source. */
export function signInMethodsOf<Definition extends SourceDefinition>(source: Definition): SignInMethods<Definition> {
  const methods: unknown = SIGN_IN_METHODS[source.kind];
  return methods as SignInMethods<Definition>;
}
