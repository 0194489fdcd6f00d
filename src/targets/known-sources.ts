import type { RequestEnvironment } from "../base/credential-request.ts";
import { isLoopback } from "../network/loopback.ts";
import { findProfile, type Profile, profileNames } from "../profiles/profile.ts";
import type { ProfileFiles } from "../profiles/profile-reader.ts";
import type { IdentityCenterDefinition } from "../source-files/kinds/identity-center.ts";
import type { SourceDefinition } from "../source-files/source-definition.ts";
import { type SourceDefinitions, withPlace } from "../source-files/source-definitions.ts";
import { endpointVariant } from "./endpoint-variant.ts";
import { serviceEndpoint } from "./endpoints.ts";
import { networkFor } from "./network.ts";
import { ssoOfProfile, ssoSessions } from "./sso-session.ts";

/**
 * All sources there are: those of the source files, then the sso-sessions, then the start URLs of profiles that
 * have no sso-session. Of one id the first counts.
 *
 * @throws {ActasError} `configuration` for an endpoint that cannot be used
 */
export function knownSources(
  files: ProfileFiles,
  definitions: SourceDefinitions,
  environment: RequestEnvironment,
): SourceDefinitions {
  const named = namedSources(files, definitions);
  const { sources, unusable } = withPlace(named, startUrlsOf(files, named));
  const fallback = findProfile(files, "default");
  return { sources: sources.map((source) => withEndpoints(source, fallback, files, environment)), unusable };
}

/** The sources that somebody gave a name: in a source file, or as an sso-session. */
export function namedSources(files: ProfileFiles, definitions: SourceDefinitions): SourceDefinitions {
  return withPlace(definitions, ssoSessions(files));
}

/** The one named source with that start URL and region; `undefined` when there is none, or more than one. */
export function sameSource(
  { url, region }: IdentityCenterDefinition,
  { sources }: SourceDefinitions,
): IdentityCenterDefinition | undefined {
  const [one, another] = sources
    .filter((source) => source.kind === "identity-center")
    .filter((source) => source.url === url && source.region === region);
  return another ? undefined : one;
}

/**
 * With the endpoints of the environment, else the profile, and reached as these say. The AWS CLI keeps its tokens
 * without saying where they were made, so none is shared with another address than AWS's own, or a stand-in for it on
 * this machine.
 *
 * @throws {ActasError} `configuration`
 */
export function withEndpoints<D extends SourceDefinition>(
  source: D,
  profile: Profile | undefined,
  files: ProfileFiles,
  environment: RequestEnvironment,
): D {
  const network = networkFor(profile ? [profile] : [], environment);
  const reached = network ? { ...source, network } : source;
  if (reached.kind !== "identity-center") return reached;
  const oidc = serviceEndpoint("sso_oidc", profile, files, environment)?.value;
  const portal = serviceEndpoint("sso", profile, files, environment)?.value;
  const variant = endpointVariant(profile, environment, oidc ?? portal);
  const shareCache = reached.shareCache && [oidc, portal].every((url) => !url || isLoopback(new URL(url)));
  return {
    ...reached,
    shareCache,
    ...(shareCache && environment.HOME && { home: environment.HOME }),
    endpoints: { ...(oidc && { oidc }), ...(portal && { portal }), ...(variant && { variant }) },
  };
}

/** Profiles that cannot be used are left out: whoever uses one is told. */
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
