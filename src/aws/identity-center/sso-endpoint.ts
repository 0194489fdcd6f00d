import { type EndpointVariant, partitionOfRegion } from "../../base/partitions.ts";
import type { Network } from "../../network/network.ts";

/** Where an API of IAM Identity Center answers. */
export interface SsoEndpoint {
  readonly region: string;
  /** Without a slash at the end. */
  readonly url: string;
  /** How it is reached. */
  readonly network?: Network | undefined;
}

/** Where to ask in place of AWS's usual endpoint. */
type Instead = string | EndpointVariant | undefined;

/** The OIDC API of a region, or a URL in its place. @see https://docs.aws.amazon.com/general/latest/gr/sso.html */
export function oidcEndpoint(region: string, instead?: Instead, network?: Network): SsoEndpoint {
  return { region, network, url: urlOf("oidc", region, instead) };
}

/** The access portal API of a region, or a URL in its place. */
export function portalEndpoint(region: string, instead?: Instead, network?: Network): SsoEndpoint {
  return { region, network, url: urlOf("portal.sso", region, instead) };
}

/** GovCloud's usual endpoints are those with validated cryptography. */
function urlOf(service: string, region: string, instead: Instead = {}): string {
  if (typeof instead === "string") return instead.replace(/\/+$/, "");
  const { dualStack, fips } = instead;
  const { dnsSuffix, dualStackDnsSuffix, id } = partitionOfRegion(region);
  const name = fips && (dualStack || id !== "aws-us-gov") ? `${service}-fips` : service;
  return `https://${name}.${region}.${dualStack ? dualStackDnsSuffix : dnsSuffix}`;
}
