import type { StsLocation } from "../../aws/sts-location.ts";
import { parseRoleArn, partitionOf } from "../../base/arn.ts";
import type { CredentialRequest } from "../../base/credential-request.ts";
import { ActasError } from "../../base/errors.ts";
import type { WebIdentityDefinition } from "../../source-files/kinds/web-identity.ts";
import { overNetwork } from "../endpoints/network.ts";
import { listHint } from "../list-hint.ts";
import { refuse } from "../refuse-flags.ts";
import type { RoleHop } from "../role-hops.ts";
import { LENT_ROLE } from "./lent-role.ts";
import type { NamedByRole, SourceKind } from "./source-kind.ts";

/** An OpenID provider. The roles are in the chain: AWS gives the first of them for the provider's token. */
export interface WebIdentityReference {
  readonly kind: "web-identity";
  readonly source: WebIdentityDefinition;
  /** The role that the user named, as typed. */
  readonly role: string;
  readonly sts: StsLocation;
}

/** The row of OpenID providers. */
export const webIdentity: SourceKind<WebIdentityReference> & NamedByRole<WebIdentityDefinition, WebIdentityReference> =
  {
    ...LENT_ROLE,
    assumedBy: "token",
    keyParts: () => [],
    roleOf: ({ role }) => role,
    accountOf: ({ role }) => parseRoleArn(role)?.accountId,
    lent: (source, role, sts) => ({ kind: "web-identity", source, role, sts: sts() }),
    arnsOf: (source, role) => [...(source.jumpRoleArn ? [source.jumpRoleArn] : []), arnOf(role, source)],
    partitionOf: (source, role) => partitionOf(source.jumpRoleArn ?? role),
    servers: ({ rolesUrl, url }) => [url, ...(rolesUrl ? [rolesUrl] : [])],
    reached: (source, profile, _, environment) => overNetwork(source, profile, environment),
    refuseFlags(
      request: CredentialRequest,
      { source: { id } }: WebIdentityReference,
      [first]: readonly RoleHop[],
    ): void {
      const { serialNumber, tokenCode } = request;
      refuse({ "--mfa-serial": serialNumber, "--otp": tokenCode }, `"${id}" asks for what it needs in the browser`);
      refuse({ "--external-id": first?.externalId }, "AWS takes none for a role that is assumed by a token");
    },
  };

/** @throws {ActasError} `role-not-found` for text that names no role */
function arnOf(role: string, { id }: WebIdentityDefinition): string {
  const [, accountId, name] = /^(\d{12})\/(.+)$/s.exec(role) ?? [];
  const arn = accountId && name ? `arn:aws:iam::${accountId}:role/${name}` : role;
  if (parseRoleArn(arn)) return arn;
  const reason = "a role is named by its ARN, or as ACCOUNT_ID/ROLE";
  throw new ActasError("role-not-found", `cannot use role "${role}" of "${id}": ${reason}`, { hints: [listHint(id)] });
}
