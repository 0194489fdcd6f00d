import { Iam, type IamLocation } from "../aws/iam.ts";
import { Sts } from "../aws/sts.ts";
import type { StsLocation } from "../aws/sts-location.ts";
import { Clock } from "../base/clock.ts";
import type { CredentialRequest } from "../base/credential-request.ts";
import { iamLocation } from "../targets/endpoints/sts-location.ts";
import { kindOf } from "../targets/kinds/kinds.ts";
import { requireProfile } from "../targets/require-profile.ts";
import { resolveTarget } from "../targets/resolve-target.ts";
import type { KnownFiles } from "./name-key.ts";

/** Whom to ask about the user of a profile. */
export interface RotationPlace {
  readonly iam: Iam;
  readonly iamAt: IamLocation;
  readonly sts: Sts;
  readonly stsAt: StsLocation;
  /** Whether the profile has an MFA device, by which a session can be had. */
  readonly hasMfa: boolean;
  /** The endpoints that the environment or the profile names in place of AWS's own; undefined without any. */
  readonly elsewhere: string | undefined;
}

/** @throws {ActasError} `configuration` for a profile that cannot be used, or an unusable endpoint */
export function rotationPlace(profile: string, { environment, files }: KnownFiles): RotationPlace {
  const request: CredentialRequest = {
    sourceProfile: profile,
    environment,
    freshness: "cached",
    interaction: "never",
    sessionOnly: true,
  };
  const { source } = resolveTarget(request, files, { sources: [], unusable: [] }, { delivery: "other" });
  const clock = new Clock();
  const { serialNumber } = kindOf(source).userOf(source) ?? {};
  const iamAt = iamLocation(requireProfile(profile, files), source.sts, request, files);
  const hasMfa = serialNumber !== undefined;
  const elsewhere = endpointsInWords(iamAt, source.sts);
  return { iam: new Iam(clock), iamAt, sts: new Sts(clock), stsAt: source.sts, hasMfa, elsewhere };
}

function endpointsInWords(iam: IamLocation, sts: StsLocation): string | undefined {
  const named = [
    ["IAM", iam.endpointUrl],
    ["STS", sts.endpointUrl],
  ].flatMap(([service, url]) => (url ? [`${service} at ${url}`] : []));
  return named.join(", ") || undefined;
}
