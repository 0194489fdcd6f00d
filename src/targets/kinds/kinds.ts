import type { Profile } from "../../profiles/profile.ts";
import type { ProfileFiles } from "../../profiles/profile-reader.ts";
import type { SignInKind, SourceDefinition } from "../../source-files/source-definition.ts";
import { type CredentialProcessReference, credentialProcess } from "./credential-process.ts";
import { type CredentialServerReference, credentialServer } from "./credential-server.ts";
import { type IamUserReference, iamUser } from "./iam-user.ts";
import { type IdentityCenterReference, identityCenter } from "./identity-center/identity-center.ts";
import { type KeptKeyReference, keptKey } from "./kept-key.ts";
import type { NamedByProfile, NamedByRole, SourceKind } from "./source-kind.ts";
import { type TokenFileReference, tokenFile } from "./token-file/token-file.ts";
import { type WebIdentityReference, webIdentity } from "./web-identity/web-identity.ts";

interface ReferenceByKind {
  readonly "iam-user": IamUserReference;
  readonly "kept-key": KeptKeyReference;
  readonly "credential-process": CredentialProcessReference;
  readonly "token-file": TokenFileReference;
  readonly "identity-center": IdentityCenterReference;
  readonly "credential-server": CredentialServerReference;
  readonly "web-identity": WebIdentityReference;
}

/** Every kind of source. */
export type KindName = keyof ReferenceByKind;

/** The start of a role chain: a source of kind `K`, or of any kind. */
export type SourceReference<K extends KindName = KindName> = {
  readonly [P in K]: ReferenceByKind[P] & { readonly kind: P };
}[K];

/** A row for each kind of source. */
const KINDS: { readonly [K in KindName]: SourceKind<SourceReference<K>> } = {
  "iam-user": iamUser,
  "kept-key": keptKey,
  "credential-process": credentialProcess,
  "token-file": tokenFile,
  "identity-center": identityCenter,
  "credential-server": credentialServer,
  "web-identity": webIdentity,
};

/** The kinds that a profile can name. If a profile names several, the first of them counts. */
const NAMED_BY_PROFILE: readonly NamedByProfile<SourceReference>[] = [
  tokenFile,
  identityCenter,
  iamUser,
  keptKey,
  credentialProcess,
  webIdentity,
];

const NAMED_BY_ROLE: { readonly [K in SignInKind]: NamedByRole<SourceDefinition<K>, SourceReference<K>> } = {
  "identity-center": identityCenter,
  "credential-server": credentialServer,
  "web-identity": webIdentity,
};

/** The row of a source. */
export function kindOf<K extends KindName>(source: SourceReference<K>): SourceKind<SourceReference<K>> {
  return KINDS[source.kind];
}

/** The kind of source that the profile itself names. */
export function kindIn(profile: Profile, files: ProfileFiles): NamedByProfile<SourceReference> | undefined {
  return NAMED_BY_PROFILE.find((kind) => kind.isIn(profile, files));
}

/** Whether the profile names a source that can lend its credentials to the profile's own role. */
export function lendsToItself(profile: Profile): boolean {
  return NAMED_BY_PROFILE.some((kind) => kind.lendsToItself(profile));
}

/** How the roles of a source are named. */
export function roleKindOf<K extends SignInKind>(
  source: SourceDefinition<K>,
): NamedByRole<SourceDefinition<K>, SourceReference<K>> {
  return NAMED_BY_ROLE[source.kind];
}
