import type { SignInKind, SourceDefinition } from "../source-definition.ts";
import { credentialServer } from "./credential-server.ts";
import type { DefinitionKind } from "./definition-kind.ts";
import { identityCenter } from "./identity-center.ts";
import { webIdentity } from "./web-identity.ts";

type Rows = { readonly [K in SignInKind]: DefinitionKind<SourceDefinition<K>> };

/** A row for each kind of source that users sign in to. */
export const DEFINITION_KINDS = {
  "identity-center": identityCenter,
  "credential-server": credentialServer,
  "web-identity": webIdentity,
} satisfies Rows;

/** The row of a source. */
export function definitionKindOf<K extends SignInKind>(
  source: SourceDefinition<K>,
): DefinitionKind<SourceDefinition<K>> {
  const rows: Rows = DEFINITION_KINDS;
  return rows[source.kind];
}
