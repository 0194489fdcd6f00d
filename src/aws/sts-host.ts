import { partitionOfRegion } from "../base/partitions.ts";
import type { StsLocation } from "./sts-location.ts";

/** The name of the host that AWS's SDK asks where no endpoint is configured, for messages. */
export function stsHost({ region, variant = {} }: Pick<StsLocation, "region" | "variant">): string {
  const { dnsSuffix, dualStackDnsSuffix, id } = partitionOfRegion(region);
  const { dualStack, fips } = variant;
  const name = fips && (dualStack || id !== "aws-us-gov") ? "sts-fips" : "sts";
  return `${name}.${region}.${dualStack ? dualStackDnsSuffix : dnsSuffix}`;
}
