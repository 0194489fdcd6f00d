import { isLoopback } from "../../network/loopback.ts";

/** Such as the endpoint in a VPC. */
const OF_AWS = /\.(?:amazonaws\.com(?:\.cn)?|api\.aws)$/;

/** The host of an STS that is neither AWS's nor on this machine. */
export function stsElsewhere(endpoint: string | undefined): string | undefined {
  const url = URL.parse(endpoint ?? "");
  return !url || isLoopback(url) || OF_AWS.test(url.hostname) ? undefined : url.host;
}
