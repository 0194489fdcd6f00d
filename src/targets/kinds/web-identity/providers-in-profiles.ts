import { WEB_IDENTITY_URL } from "../../../profiles/key-generations.ts";
import { findProfile, profileNames } from "../../../profiles/profile.ts";
import type { ProfileFiles } from "../../../profiles/profile-reader.ts";
import type { WebIdentityDefinition } from "../../../source-files/kinds/web-identity.ts";
import { type SourceDefinitions, withPlace } from "../../../source-files/source-definitions.ts";
import { providerOfProfile } from "./provider-of-profile.ts";

/** The named sources, plus the OpenID providers of profiles that no named source is. */
export function withProvidersInProfiles(files: ProfileFiles, named: SourceDefinitions): SourceDefinitions {
  const fallback = findProfile(files, "default");
  const found = new Map<string, WebIdentityDefinition>();
  for (const name of profileNames(files)) {
    const profile = findProfile(files, name);
    if (!profile?.settings.has(WEB_IDENTITY_URL)) continue;
    const provider = attempt(() => providerOfProfile(profile, [profile, ...(fallback ? [fallback] : [])], named));
    if (provider && !named.sources.includes(provider)) found.set(`${provider.url} ${provider.clientId}`, provider);
  }
  return withPlace(named, [...found.values()]);
}

/** Unusable profiles are left out; the error is reported when one is used. */
function attempt<T>(action: () => T): T | undefined {
  try {
    return action();
  } catch {
    return undefined;
  }
}
