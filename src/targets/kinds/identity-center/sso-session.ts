import { ActasError } from "../../../base/errors.ts";
import { isRegionName } from "../../../base/region-name.ts";
import { findSsoSession, type Profile, ssoSessionNames } from "../../../profiles/profile.ts";
import type { ProfileFiles } from "../../../profiles/profile-reader.ts";
import type { IdentityCenterDefinition } from "../../../source-files/kinds/identity-center.ts";
import { IDENTITY_CENTER_SCOPES, portalFrom } from "../../../source-files/kinds/identity-center.ts";
import type { UnusableSource } from "../../../source-files/source-definitions.ts";
import { urlProblem } from "../../../source-files/source-url.ts";
import { ownSetting, type Setting, unusable } from "../../setting.ts";

/**
 * The source that `[sso-session NAME]` describes; `undefined` when there is no such section.
 *
 * @throws {ActasError} `configuration` for a key that is missing or cannot be used
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-sso-credentials.html
 */
export function ssoSession(name: string, files: ProfileFiles): IdentityCenterDefinition | undefined {
  const section = findSsoSession(files, name);
  if (!section) return undefined;
  const setting = (key: string): Setting | undefined => ssoSessionSetting(name, key, files);
  return definition({
    id: name,
    startUrl: setting("sso_start_url") ?? missing("sso_start_url", `sso-session "${name}"`),
    region: setting("sso_region") ?? missing("sso_region", `sso-session "${name}"`),
    scopes: setting("sso_registration_scopes"),
    origin: `sso-session ${name} in ${files.config.path}`,
  });
}

/** The sources of all `[sso-session NAME]`, and those that cannot be used. */
export function ssoSessions(files: ProfileFiles): (IdentityCenterDefinition | UnusableSource)[] {
  return ssoSessionNames(files).flatMap((id): (IdentityCenterDefinition | UnusableSource)[] => {
    try {
      return [ssoSession(id, files)].filter((found) => found !== undefined);
    } catch (error) {
      if (!(error instanceof ActasError)) throw error;
      return [{ id, origin: `sso-session ${id} in ${files.config.path}`, error }];
    }
  });
}

/**
 * The source described in a profile itself, the legacy form from before sso-sessions. Its id is the start URL in normal
 * form.
 *
 * @throws {ActasError} `configuration` for a key that is missing or cannot be used
 */
export function ssoOfProfile(profile: Profile): IdentityCenterDefinition {
  const required = (key: string): Setting => ownSetting(profile, key) ?? missing(key, `profile "${profile.name}"`);
  const startUrl = required("sso_start_url");
  const region = required("sso_region");
  const file = profile.settings.get("sso_start_url")?.file;
  return definition({ startUrl, region, origin: `profile ${profile.name} in ${file}` });
}

/** A setting of `[sso-session NAME]`. */
export function ssoSessionSetting(session: string, key: string, files: ProfileFiles): Setting | undefined {
  const value = findSsoSession(files, session)?.get(key);
  return value ? { value, origin: { kind: "sso-session", session, key, file: files.config.path } } : undefined;
}

/** The error for a missing key of IAM Identity Center. */
export function missing(key: string, place: string): never {
  throw new ActasError("configuration", `cannot sign in to IAM Identity Center: ${place} has no \`${key}\``, {
    hints: ["`aws configure sso` writes all that is needed"],
  });
}

interface Written {
  /** Absent: the start URL. */
  readonly id?: string;
  readonly startUrl: Setting;
  readonly region: Setting;
  readonly scopes?: Setting | undefined;
  readonly origin: string;
}

function definition({ id, startUrl, region, scopes, origin }: Written): IdentityCenterDefinition {
  const problem = urlProblem(startUrl.value);
  if (problem) throw unusable(startUrl, problem);
  if (!isRegionName(region.value)) throw unusable(region, "it is not the name of a region");
  const asked = (scopes?.value ?? "").split(",").flatMap((scope) => scope.trim() || []);
  const portal = portalFrom(startUrl.value);
  return {
    kind: "identity-center",
    id: id ?? portal.url,
    ...portal,
    defaultGrantType: "code",
    origin,
    region: region.value,
    scopes: asked.length > 0 ? asked : IDENTITY_CENTER_SCOPES,
    shareCache: false,
    endpoints: {},
  };
}
