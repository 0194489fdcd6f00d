import type { RequestEnvironment } from "../../../base/credential-request.ts";
import { ActasError } from "../../../base/errors.ts";
import { nearestName } from "../../../base/nearest-name.ts";
import { hasKeys, type Profile } from "../../../profiles/profile.ts";
import type { ProfileFiles } from "../../../profiles/profile-reader.ts";
import { sourceOfId } from "../../../source-files/find-source.ts";
import type { IdentityCenterDefinition } from "../../../source-files/kinds/identity-center.ts";
import { sameUrl } from "../../../source-files/same-url.ts";
import type { SourceDefinitions } from "../../../source-files/source-definitions.ts";
import { nameOf, ownSetting, type Setting, unusable } from "../../setting.ts";
import { namedSources, sameSource } from "./sources-in-profiles.ts";
import { missing, ssoOfProfile, ssoSession, ssoSessionSetting } from "./sso-session.ts";
import { withEndpoints } from "./with-endpoints.ts";

/**
 * Whether a profile gets its credentials from IAM Identity Center. As in the AWS CLI, a permission set takes precedence
 * over its own keys and its `credential_process`; a sign-in alone ranks below them.
 */
export function isIdentityCenterProfile(profile: Profile): boolean {
  if (ownSetting(profile, "sso_account_id", "sso_role_name")) return true;
  if (hasKeys(profile) || profile.settings.has("credential_process")) return false;
  return !!ownSetting(profile, "sso_session", "sso_start_url");
}

/** The account and permission set that are lent. */
export interface PermissionSet {
  readonly accountId: string;
  /** Name of the permission set: the API's `roleName`. */
  readonly roleName: string;
}

/**
 * The permission set that a profile's `sso_…` keys name.
 *
 * @throws {ActasError} `configuration` for a missing or unusable key
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-sso-credentials.html
 */
export function permissionSetOf(profile: Profile): PermissionSet {
  const required = (key: string): Setting => ownSetting(profile, key) ?? missing(key, `profile "${profile.name}"`);
  const accountId = required("sso_account_id");
  const roleName = required("sso_role_name");
  if (!/^\d{12}$/.test(accountId.value)) throw unusable(accountId, "an account id has 12 digits");
  return { accountId: accountId.value, roleName: roleName.value };
}

/**
 * The source that a profile with `sso_…` keys signs in to.
 *
 * With an `sso_session`: the source of that name. A source file of that name counts, but only for the same portal.
 * With a start URL alone: the only named source that has it, so that users need not sign in twice; else the URL itself.
 *
 * @throws {ActasError} `configuration`
 */
export function identityCenterOf(
  profile: Profile,
  files: ProfileFiles,
  definitions: SourceDefinitions,
  environment: RequestEnvironment,
): IdentityCenterDefinition {
  const session = ownSetting(profile, "sso_session");
  const source = session ? ofSession(profile, session, files, definitions) : ofStartUrl(profile, files, definitions);
  return withEndpoints(source, profile, files, environment);
}

function ofStartUrl(profile: Profile, files: ProfileFiles, definitions: SourceDefinitions): IdentityCenterDefinition {
  const own = ssoOfProfile(profile);
  return sameSource(own, namedSources(files, definitions)) ?? own;
}

function ofSession(
  profile: Profile,
  session: Setting,
  files: ProfileFiles,
  definitions: SourceDefinitions,
): IdentityCenterDefinition {
  const section = ssoSession(session.value, files);
  const inFile = sourceOfId(session.value, definitions);
  if (section) refuseTwoMeanings(profile, session.value, files);
  if (!inFile) return section ?? noSession(session, files, definitions);
  const isSame = inFile.kind === "identity-center" && (!section || isSamePortal(section, inFile));
  if (isSame) return inFile;
  throw unusable(session, `${inFile.origin} describes another source of that id`, [
    `give the source in ${inFile.origin} another \`id\``,
  ]);
}

function noSession(session: Setting, files: ProfileFiles, definitions: SourceDefinitions): never {
  const ids = namedSources(files, definitions).sources.map(({ id }) => id);
  const nearest = nearestName(session.value, ids);
  throw unusable(session, `${files.config.path} has no [sso-session] of that name, and no source has that id`, [
    nearest ? `did you mean "${nearest}"?` : "`aws configure sso-session` writes one",
  ]);
}

/**
 * As in the AWS CLI, a profile's own settings must not differ from those of its sso-session; but the spelling of a
 * start URL may.
 */
function refuseTwoMeanings(profile: Profile, session: string, files: ProfileFiles): void {
  for (const key of ["sso_start_url", "sso_region"]) {
    const own = ownSetting(profile, key);
    const other = ssoSessionSetting(session, key, files);
    if (!own || !other || isSame(own.value, other.value)) continue;
    throw new ActasError("configuration", `cannot use ${nameOf(own)}: ${nameOf(other)} says something else`, {
      hints: [`remove \`${key}\` from profile "${profile.name}"`],
    });
  }
}

/** Either may be an invalid URL; that is reported where it is used. */
function isSame(one: string, other: string): boolean {
  return one === other || sameUrl("identity-center", one, other);
}

function isSamePortal(one: IdentityCenterDefinition, other: IdentityCenterDefinition): boolean {
  return one.url === other.url && one.region === other.region;
}
