import type { Network } from "../base/network.ts";

/** Where an API of IAM Identity Center answers. */
export interface SsoEndpoint {
  readonly region: string;
  /** Without a slash at the end. */
  readonly url: string;
  /** How it is reached. */
  readonly network?: Network | undefined;
}

/** The OIDC API of a region, or `url` in its place. @see https://docs.aws.amazon.com/general/latest/gr/sso.html */
export function oidcEndpoint(
  region: string,
  url = `https://oidc.${region}.${domainOf(region)}`,
  network?: Network,
): SsoEndpoint {
  return { region, network, url: withoutSlash(url) };
}

/** The access portal API of a region, or `url` in its place. */
export function portalEndpoint(
  region: string,
  url = `https://portal.sso.${region}.${domainOf(region)}`,
  network?: Network,
): SsoEndpoint {
  return { region, network, url: withoutSlash(url) };
}

function domainOf(region: string): string {
  return region.startsWith("cn-") ? "amazonaws.com.cn" : "amazonaws.com";
}

function withoutSlash(url: string): string {
  return url.replace(/\/+$/, "");
}
