import { ActasError } from "../../base/errors.ts";
import { partitionOfRegion } from "../../base/partitions.ts";

/** Where the console of a region is, and where one signs in to it. */
export interface ConsoleHosts {
  /** `https://REGION.console.aws.amazon.com` */
  readonly console: string;
  /** `https://REGION.signin.aws.amazon.com` */
  readonly signIn: string;
}

/** By partition. @see https://docs.aws.amazon.com/general/latest/gr/signin-service.html */
const DOMAINS: Readonly<Record<string, { readonly console: string; readonly signIn: string }>> = {
  aws: { console: "console.aws.amazon.com", signIn: "signin.aws.amazon.com" },
  "aws-cn": { console: "console.amazonaws.cn", signIn: "signin.amazonaws.cn" },
  "aws-us-gov": { console: "console.amazonaws-us-gov.com", signIn: "signin.amazonaws-us-gov.com" },
};

/**
 * China and the GovCloud have one place each to sign in, as has a region that is not named.
 *
 * @throws {ActasError} `unsupported` for a partition whose addresses are not public
 */
export function consoleHosts(region: string | undefined): ConsoleHosts {
  const { id } = partitionOfRegion(region ?? "");
  const domains = DOMAINS[id];
  if (!domains) throw new ActasError("unsupported", `cannot open the console of ${region}: where it is, is not public`);
  const at = region && id === "aws" ? `${region}.` : "";
  return { console: `https://${at}${domains.console}`, signIn: `https://${at}${domains.signIn}` };
}
