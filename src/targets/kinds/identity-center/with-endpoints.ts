import type { RequestEnvironment } from "../../../base/credential-request.ts";
import { home } from "../../../files/home.ts";
import { isLoopback } from "../../../network/loopback.ts";
import type { Profile } from "../../../profiles/profile.ts";
import type { ProfileFiles } from "../../../profiles/profile-reader.ts";
import type { IdentityCenterDefinition } from "../../../source-files/kinds/identity-center.ts";
import { endpointVariant } from "../../endpoints/endpoint-variant.ts";
import { serviceEndpoint } from "../../endpoints/endpoints.ts";
import { overNetwork } from "../../endpoints/network.ts";

/**
 * A source with the endpoints and the network settings of the environment, else the profile. The AWS CLI does not
 * record which endpoint issued its tokens, so tokens are shared with it only for AWS's own endpoints, or for a stand-in
 * on this machine.
 *
 * @throws {ActasError} `configuration`
 */
export function withEndpoints(
  source: IdentityCenterDefinition,
  profile: Profile | undefined,
  files: ProfileFiles,
  environment: RequestEnvironment,
): IdentityCenterDefinition {
  const reached = overNetwork(source, profile, environment);
  const oidc = serviceEndpoint("sso_oidc", profile, files, environment)?.value;
  const portal = serviceEndpoint("sso", profile, files, environment)?.value;
  const variant = endpointVariant(profile, environment, oidc ?? portal);
  const shareCache = reached.shareCache && [oidc, portal].every((url) => !url || isLoopback(new URL(url)));
  return {
    ...reached,
    shareCache,
    ...(shareCache && { home: home(environment, "share a sign-in with the AWS CLI") }),
    endpoints: { ...(oidc && { oidc }), ...(portal && { portal }), ...(variant && { variant }) },
  };
}
