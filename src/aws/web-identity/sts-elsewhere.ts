import { PARTITIONS } from "../../base/partitions.ts";
import { isLoopback } from "../../network/loopback.ts";

/** The host of an STS that is neither AWS's, such as the endpoint in a VPC, nor on this machine. */
export function stsElsewhere(endpoint: string | undefined): string | undefined {
  const url = URL.parse(endpoint ?? "");
  return !url || isLoopback(url) || isOfAws(url.hostname) ? undefined : url.host;
}

function isOfAws(hostname: string): boolean {
  return PARTITIONS.some(
    ({ dnsSuffix, dualStackDnsSuffix }) =>
      hostname.endsWith(`.${dnsSuffix}`) || hostname.endsWith(`.${dualStackDnsSuffix}`),
  );
}
