import type { Network } from "../../../network/network.ts";
import { proxyFor } from "../../../network/proxy-for.ts";
import type { RequestContext } from "../../../oauth/request-context.ts";
import { inTime, orAborted } from "./in-time.ts";
import { type Resolver, safeAddresses } from "./safe-address.ts";

/** Who is asked on behalf of people. */
export interface AskedIssuer {
  readonly issuer: string;
  /** That it may name besides its own. */
  readonly hosts?: readonly string[];
  /** The setting that describes it, such as `people.provider`. */
  readonly setting: string;
  readonly network?: Network | undefined;
  /** Absent: the one of this machine. */
  readonly resolver?: Resolver;
}

/**
 * How an issuer is asked: not for longer than 5 seconds, and nowhere that is not configured. Its host is looked up for each
 * request, and asked at the addresses that were judged.
 *
 * @param action - completes "cannot …"
 */
export function guardedContext(
  { issuer, hosts = [], network, resolver, setting }: AskedIssuer,
  action: string,
): RequestContext {
  const origin = `\`${setting}\``;
  const asked = { hosts: [new URL(issuer).host, ...hosts], setting };
  const signal = inTime(action, origin);
  return {
    source: "people",
    isByServer: true,
    action,
    origin,
    network,
    signal,
    whereIs: async (url) => {
      const isByProxy = proxyFor(url, network ?? {}) !== undefined;
      return orAborted(safeAddresses(url, { ...asked, isByProxy }, resolver), signal);
    },
  };
}
