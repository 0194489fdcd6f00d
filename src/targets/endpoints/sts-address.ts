import { stsHost } from "../../aws/sts-host.ts";
import type { StsLocation } from "../../aws/sts-location.ts";

/** Where STS is asked, for a question that needs no credentials; the global endpoint is in one of these regions too. */
export function stsAddress(location: Pick<StsLocation, "endpointUrl" | "region" | "variant">): string {
  return location.endpointUrl ?? `https://${stsHost(location)}/`;
}
