import type { RequestEnvironment } from "../base/credential-request.ts";
import { findProfile } from "../profiles/profile.ts";
import type { ProfileFiles } from "../profiles/profile-reader.ts";
import type { SourceDefinitions } from "../source-files/source-definitions.ts";
import { withSourcesInProfiles } from "./kinds/identity-center/sources-in-profiles.ts";
import { roleKindOf } from "./kinds/kinds.ts";
import { withProvidersInProfiles } from "./kinds/web-identity/providers-in-profiles.ts";

/**
 * All sources: those of the source files, then the sso-sessions, then the start URLs of profiles without an
 * sso-session, then the OpenID providers of profiles. If several have the same id, the first counts.
 *
 * @throws {ActasError} `configuration` for an endpoint that cannot be used
 */
export function knownSources(
  files: ProfileFiles,
  definitions: SourceDefinitions,
  environment: RequestEnvironment,
): SourceDefinitions {
  const { sources, ...others } = withProvidersInProfiles(files, withSourcesInProfiles(files, definitions));
  const fallback = findProfile(files, "default");
  const reached = sources.map((source) => roleKindOf(source).reached(source, fallback, files, environment));
  return { ...others, sources: reached };
}
