import type { RequestEnvironment } from "../../../base/credential-request.ts";
import { ActasError } from "../../../base/errors.ts";
import type { Profile } from "../../../profiles/profile.ts";
import type { ProfileFiles } from "../../../profiles/profile-reader.ts";
import type { WebIdentityDefinition } from "../../../source-files/kinds/web-identity.ts";
import { serviceEndpoint } from "../../endpoints/endpoints.ts";
import { overNetwork } from "../../endpoints/network.ts";

/** A source with the network settings, and the STS in place of AWS's own, of the environment, else the profile. */
export function withSts(
  source: WebIdentityDefinition,
  profile: Profile | undefined,
  files: ProfileFiles,
  environment: RequestEnvironment,
): WebIdentityDefinition {
  const stsEndpoint = endpointOf(profile, files, environment);
  return { ...overNetwork(source, profile, environment), ...(stsEndpoint && { stsEndpoint }) };
}

/** One that cannot be used is reported where STS is called. */
function endpointOf(...settings: [Profile | undefined, ProfileFiles, RequestEnvironment]): string | undefined {
  try {
    return serviceEndpoint("sts", ...settings)?.value;
  } catch (error) {
    if (error instanceof ActasError) return undefined;
    throw error;
  }
}
