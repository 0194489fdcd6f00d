import { oidcEndpoint, portalEndpoint } from "../../../aws/identity-center/sso-endpoint.ts";
import type { StsLocation } from "../../../aws/sts-location.ts";
import { ActasError } from "../../../base/errors.ts";
import { partitionOfRegion } from "../../../base/partitions.ts";
import type { IdentityCenterDefinition } from "../../../source-files/kinds/identity-center.ts";
import { stsForLater } from "../../endpoints/sts-location.ts";
import { listHint } from "../../list-hint.ts";
import { LENT_ROLE } from "../lent-role.ts";
import type { NamedByProfile, NamedByRole, SourceKind } from "../source-kind.ts";
import {
  identityCenterOf,
  isIdentityCenterProfile,
  type PermissionSet,
  permissionSetOf,
} from "./identity-center-profile.ts";
import { withEndpoints } from "./with-endpoints.ts";

/** A permission set in an account of IAM Identity Center. */
export interface IdentityCenterReference extends PermissionSet {
  readonly kind: "identity-center";
  readonly source: IdentityCenterDefinition;
  /** For the roles that follow, and for asking whose the credentials are. */
  readonly sts: StsLocation;
}

/** The row of IAM Identity Center. */
export const identityCenter: SourceKind<IdentityCenterReference> &
  NamedByProfile<IdentityCenterReference> &
  NamedByRole<IdentityCenterDefinition, IdentityCenterReference> = {
  ...LENT_ROLE,
  keyParts: ({ accountId, roleName }) => [accountId, roleName],
  roleOf: ({ accountId, roleName }) => `${accountId}/${roleName}`,
  accountOf: ({ accountId }) => accountId,
  isIn: isIdentityCenterProfile,
  lendsToItself: isIdentityCenterProfile,
  reference(parts, request, files) {
    const source = identityCenterOf(parts.source, files, parts.definitions, request.environment);
    const { id: partition } = partitionOfRegion(source.region);
    const caller = { own: parts.source, lineage: [parts.source, ...parts.defaults], partition };
    const sts = stsForLater(caller, request, files);
    return { kind: "identity-center", source, ...permissionSetOf(parts.source), sts };
  },
  signInOfProfile: identityCenterOf,
  lent: (source, role, sts) => ({ kind: "identity-center", source, ...permissionSet(role, source), sts: sts() }),
  partitionOf: ({ region }) => partitionOfRegion(region).id,
  servers: ({ endpoints: { oidc, portal, variant }, region }) => [
    oidcEndpoint(region, oidc ?? variant).url,
    portalEndpoint(region, portal ?? variant).url,
  ],
  reached: withEndpoints,
};

function permissionSet(role: string, { id }: IdentityCenterDefinition): PermissionSet {
  const [, accountId, roleName] = /^(\d{12})\/(.+)$/s.exec(role) ?? [];
  if (accountId && roleName) return { accountId, roleName };
  const reason = "a role of IAM Identity Center is ACCOUNT_ID/PERMISSION_SET";
  throw new ActasError("role-not-found", `cannot use role "${role}" of "${id}": ${reason}`, { hints: [listHint(id)] });
}
