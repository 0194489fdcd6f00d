import type { StsLocation } from "../../aws/sts-location.ts";
import { partitionOf } from "../../base/arn.ts";
import type { CredentialServerDefinition } from "../../source-files/kinds/credential-server.ts";
import { overNetwork } from "../endpoints/network.ts";
import { LENT_ROLE } from "./lent-role.ts";
import type { NamedByRole, SourceKind } from "./source-kind.ts";

/** A role of a credential server. The server decides which names are roles. */
export interface CredentialServerReference {
  readonly kind: "credential-server";
  readonly source: CredentialServerDefinition;
  readonly role: string;
  readonly sts: StsLocation;
}

/** The row of credential servers. */
export const credentialServer: SourceKind<CredentialServerReference> &
  NamedByRole<CredentialServerDefinition, CredentialServerReference> = {
  ...LENT_ROLE,
  keyParts: ({ role }) => [role],
  roleOf: ({ role }) => role,
  accountOf: () => undefined,
  lent: (source, role, sts) => ({ kind: "credential-server", source, role, sts: sts() }),
  partitionOf: (_, role) => partitionOf(role),
  servers: ({ oauth: { tokenEndpoint }, url }) => [url, tokenEndpoint],
  reached: (source, profile, _, environment) => overNetwork(source, profile, environment),
};
