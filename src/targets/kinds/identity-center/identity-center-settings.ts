import type { Profile } from "../../../profiles/profile.ts";
import type { ProfileFiles } from "../../../profiles/profile-reader.ts";
import type { SourceDefinitions } from "../../../source-files/source-definitions.ts";
import { type Lookup, ownSetting, type Setting } from "../../setting.ts";
import { ssoSessionSetting } from "./sso-session.ts";

/** Where the profile signs in, by its own settings, else by its source file. */
export function identityCenterSettings(
  source: Profile,
  files: ProfileFiles,
  definitions: SourceDefinitions,
): Record<string, Lookup> {
  const session = ownSetting(source, "sso_session");
  const file = session && definitions.sources.find(({ id }) => id === session.value);
  const written = (key: string, ofFile: string | undefined): Setting | undefined =>
    (session && ssoSessionSetting(session.value, key, files)) ??
    ownSetting(source, key) ??
    (file && ofFile ? { value: ofFile, origin: { kind: "source", id: file.id, key, file: file.origin } } : undefined);
  return {
    sso_session: () => session,
    sso_start_url: () => written("sso_start_url", file?.url),
    sso_region: () => written("sso_region", file?.kind === "identity-center" ? file.region : undefined),
    sso_registration_scopes: () => written("sso_registration_scopes", undefined),
    sso_account_id: () => ownSetting(source, "sso_account_id"),
    sso_role_name: () => ownSetting(source, "sso_role_name"),
  };
}
