import type { ActasError } from "../base/errors.ts";
import type { EndpointVariant } from "../base/partitions.ts";
import type { Network } from "../network/network.ts";

/** Which STS answers: `endpointUrl` when a profile or the environment names one. */
export interface StsLocation {
  readonly region: string;
  readonly endpointUrl?: string;
  /** Why the configured endpoint cannot be used; thrown at the first call. */
  readonly unusable?: ActasError;
  /** Of AWS's own endpoints. */
  readonly variant?: EndpointVariant;
  /** How it is reached; not part of any key, since it answers the same. */
  readonly network?: Network;
  /** `legacy`: `sts_regional_endpoints = legacy`, the global endpoint where AWS still has one. */
  readonly scope: "regional" | "legacy";
}

/** The STS of a region, or the one that is named in its place. */
export function regionalSts({ endpointUrl, network, region }: RegionalSts): StsLocation {
  return { region, scope: "regional", ...(endpointUrl && { endpointUrl }), ...(network && { network }) };
}

interface RegionalSts {
  readonly region: string;
  readonly endpointUrl?: string | undefined;
  readonly network?: Network | undefined;
}
