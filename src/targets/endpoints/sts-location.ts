import type { IamLocation } from "../../aws/iam.ts";
import type { StsLocation } from "../../aws/sts-location.ts";
import type { CredentialRequest } from "../../base/credential-request.ts";
import { ActasError } from "../../base/errors.ts";
import type { Profile } from "../../profiles/profile.ts";
import type { ProfileFiles } from "../../profiles/profile-reader.ts";
import { builtIn, fromEnvironment, type Lineage, ownSetting, type Setting, unusable } from "../setting.ts";
import { endpointVariant } from "./endpoint-variant.ts";
import { serviceEndpoint } from "./endpoints.ts";
import { stsRegion } from "./region.ts";

/** The caller of STS: `own` is the profile whose endpoint counts, `lineage` the profiles that may set the region. */
export interface StsCaller {
  readonly own: Profile;
  readonly lineage: Lineage;
  readonly partition: string;
}

/**
 * The STS to call.
 *
 * @throws {ActasError} `usage` or `configuration` for an invalid endpoint or scope, or when no region is known
 */
export function stsLocation(caller: StsCaller, request: CredentialRequest, files: ProfileFiles): StsLocation {
  const location = stsForLater(caller, request, files);
  if (location.unusable) throw location.unusable;
  return location;
}

/**
 * The same for a source that does not need STS: an unusable endpoint is an error only when STS is called to tell whose
 * the credentials are.
 *
 * @throws {ActasError} `usage` or `configuration` for an invalid region or scope
 */
export function stsForLater(
  { own, lineage, partition }: StsCaller,
  request: CredentialRequest,
  files: ProfileFiles,
): StsLocation {
  const region = stsRegion(lineage, request, partition);
  if (!region) {
    throw new ActasError("configuration", `cannot call STS: nothing names a region of the partition "${partition}"`, {
      hints: [`set \`region\` in profile "${own.name}", or use \`--region\``],
    });
  }
  const location = { region, scope: scopeOf(stsScope(own, request)) };
  try {
    const endpoint = serviceEndpoint("sts", own, files, request.environment);
    const variant = endpointVariant(own, request.environment, endpoint?.value);
    return { ...location, ...(endpoint && { endpointUrl: endpoint.value }), ...(variant && { variant }) };
  } catch (error) {
    if (!(error instanceof ActasError)) throw error;
    return { ...location, unusable: error };
  }
}

/**
 * The IAM to call about a user who is found by {@link stsLocation}.
 *
 * @throws {ActasError} `usage` or `configuration` for an invalid endpoint
 */
export function iamLocation(
  own: Profile,
  { region, network }: Pick<StsLocation, "region" | "network">,
  { environment }: CredentialRequest,
  files: ProfileFiles,
): IamLocation {
  const endpoint = serviceEndpoint("iam", own, files, environment);
  const variant = endpointVariant(own, environment, endpoint?.value);
  return {
    region,
    ...(endpoint && { endpointUrl: endpoint.value }),
    ...(variant && { variant }),
    ...(network && { network }),
  };
}

/** `AWS_STS_REGIONAL_ENDPOINTS` or the profile's `sts_regional_endpoints`; `regional` without either. */
export function stsScope(own: Profile, { environment }: CredentialRequest): Setting {
  return (
    fromEnvironment(environment, "AWS_STS_REGIONAL_ENDPOINTS") ??
    ownSetting(own, "sts_regional_endpoints") ??
    builtIn("regional")
  );
}

function scopeOf(setting: Setting): StsLocation["scope"] {
  if (setting.value === "regional" || setting.value === "legacy") return setting.value;
  throw unusable(setting, "it is neither `regional` nor `legacy`");
}
