import { findProfile, profileNames } from "../../../profiles/profile.ts";
import type { ProfileFiles } from "../../../profiles/profile-reader.ts";
import { isOfBundle } from "../../../source-files/is-of-bundle.ts";
import type { IdentityCenterDefinition } from "../../../source-files/kinds/identity-center.ts";
import { type SourceDefinitions, withPlace } from "../../../source-files/source-definitions.ts";
import { ssoOfProfile, ssoSessions } from "./sso-session.ts";

/** The named sources: those of source files, and sso-sessions. What a bundle says comes after all of the user's own. */
export function namedSources(files: ProfileFiles, definitions: SourceDefinitions): SourceDefinitions {
  const { sources, unusable } = definitions;
  const all = [...sources, ...unusable];
  const ofBundles = all.filter(({ origin }) => isOfBundle(origin));
  if (ofBundles.length === 0) return withPlace(definitions, ssoSessions(files));
  const own = {
    ...definitions,
    sources: sources.filter((one) => !ofBundles.includes(one)),
    unusable: unusable.filter((one) => !ofBundles.includes(one)),
  };
  return withPlace(withPlace(own, ssoSessions(files)), ofBundles);
}

/** The same, plus the start URLs of profiles without an sso-session that no named source has. */
export function withSourcesInProfiles(files: ProfileFiles, definitions: SourceDefinitions): SourceDefinitions {
  const named = namedSources(files, definitions);
  return withPlace(named, startUrlsOf(files, named));
}

/** The only named source with that start URL and region; `undefined` when there is none, or more than one. */
export function sameSource(
  { url, region }: IdentityCenterDefinition,
  { sources }: SourceDefinitions,
): IdentityCenterDefinition | undefined {
  const [one, another] = sources
    .filter((source) => source.kind === "identity-center")
    .filter((source) => source.url === url && source.region === region);
  return another ? undefined : one;
}

/** Unusable profiles are left out; the error is reported when one is used. */
function startUrlsOf(files: ProfileFiles, named: SourceDefinitions): IdentityCenterDefinition[] {
  const sources = profileNames(files).flatMap((name) => {
    const profile = findProfile(files, name);
    const isComplete = profile?.settings.has("sso_start_url") && profile.settings.has("sso_region");
    return profile && isComplete && !profile.settings.has("sso_session") ? attempt(() => ssoOfProfile(profile)) : [];
  });
  const different = sources.filter((source) => !sameSource(source, named));
  return [...new Map(different.toReversed().map((source) => [`${source.region} ${source.url}`, source])).values()];
}

function attempt<T>(action: () => T): T[] {
  try {
    return [action()];
  } catch {
    return [];
  }
}
