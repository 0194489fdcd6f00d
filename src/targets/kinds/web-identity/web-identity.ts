import type { StsLocation } from "../../../aws/sts-location.ts";
import { parseRoleArn, partitionOf } from "../../../base/arn.ts";
import type { CredentialRequest } from "../../../base/credential-request.ts";
import { ActasError } from "../../../base/errors.ts";
import { WEB_IDENTITY_URL } from "../../../profiles/key-generations.ts";
import { findProfile, type Profile } from "../../../profiles/profile.ts";
import type { WebIdentityDefinition } from "../../../source-files/kinds/web-identity.ts";
import { stsForLater } from "../../endpoints/sts-location.ts";
import { listHint } from "../../list-hint.ts";
import { refuse } from "../../refuse-flags.ts";
import type { RoleHop } from "../../role-hops.ts";
import { inheritedSetting, ownSetting, type Setting, unusable } from "../../setting.ts";
import { LENT_ROLE } from "../lent-role.ts";
import type { NamedByProfile, NamedByRole, SourceKind } from "../source-kind.ts";
import { providerOfProfile } from "./provider-of-profile.ts";
import { withSts } from "./with-sts.ts";

/** An OpenID provider. The roles are in the chain: AWS gives the first of them for the provider's token. */
export interface WebIdentityReference {
  readonly kind: "web-identity";
  readonly source: WebIdentityDefinition;
  /** The role that the user named, as typed. */
  readonly role: string;
  readonly sts: StsLocation;
}

/** The row of OpenID providers. */
export const webIdentity: SourceKind<WebIdentityReference> &
  NamedByProfile<WebIdentityReference> &
  NamedByRole<WebIdentityDefinition, WebIdentityReference> = {
  ...LENT_ROLE,
  assumedBy: "token",
  keyParts: () => [],
  roleOf: ({ role }) => role,
  accountOf: ({ role }) => parseRoleArn(role)?.accountId,
  isIn: hasProvider,
  lendsToItself: hasProvider,
  roleBefore: (_, lineage) => inheritedSetting(lineage, "jump_role_arn"),
  reference({ source: profile, lineage, defaults, definitions, firstRoleArn }, request, files) {
    const own = ownSetting(profile, WEB_IDENTITY_URL) as Setting;
    if (firstRoleArn === undefined) {
      const hint = `set \`role_arn\` in profile "${profile.name}" to the role that AWS gives for the token`;
      throw unusable(own, "the profile has no `role_arn`", [hint]);
    }
    const provider = providerOfProfile(profile, [profile, ...lineage], definitions);
    const source = withSts(provider, profile, files, request.environment);
    const partition = partitionOf(firstRoleArn) ?? "aws";
    const sts = stsForLater({ own: profile, lineage: [profile, ...defaults], partition }, request, files);
    return { kind: "web-identity", source, role: firstRoleArn, sts };
  },
  signInOfProfile(profile, files, definitions, environment) {
    const fallback = findProfile(files, "default");
    const provider = providerOfProfile(profile, [profile, ...(fallback ? [fallback] : [])], definitions);
    return withSts(provider, profile, files, environment);
  },
  lent: (source, role, sts) => ({ kind: "web-identity", source, role, sts: sts() }),
  arnsOf: (source, role) => [...(source.jumpRoleArn ? [source.jumpRoleArn] : []), arnOf(role, source)],
  partitionOf: (source, role) => partitionOf(source.jumpRoleArn ?? role),
  servers: ({ rolesUrl, url }) => [url, ...(rolesUrl ? [rolesUrl] : [])],
  reached: withSts,
  refuseFlags(request: CredentialRequest, { source: { id } }: WebIdentityReference, [first]: readonly RoleHop[]): void {
    const { serialNumber, tokenCode } = request;
    refuse({ "--mfa-serial": serialNumber, "--otp": tokenCode }, `"${id}" asks for what it needs in the browser`);
    refuse({ "--external-id": first?.externalId }, "AWS takes none for a role that is assumed by a token");
  },
};

/** Keys and commands come before it, as for every other tool. */
function hasProvider({ settings }: Profile): boolean {
  return settings.has(WEB_IDENTITY_URL);
}

/** @throws {ActasError} `role-not-found` for text that names no role */
function arnOf(role: string, { id }: WebIdentityDefinition): string {
  const [, accountId, name] = /^(\d{12})\/(.+)$/s.exec(role) ?? [];
  const arn = accountId && name ? `arn:aws:iam::${accountId}:role/${name}` : role;
  if (parseRoleArn(arn)) return arn;
  const reason = "a role is named by its ARN, or as ACCOUNT_ID/ROLE";
  throw new ActasError("role-not-found", `cannot use role "${role}" of "${id}": ${reason}`, { hints: [listHint(id)] });
}
