import type { Network } from "../../../network/network.ts";
import type { RequestContext } from "../../../oauth/request-context.ts";
import { inTime } from "./in-time.ts";
import { requireSafeAddress } from "./safe-address.ts";

/** Who is asked on behalf of people. */
export interface AskedIssuer {
  readonly issuer: string;
  /** That it may name besides its own. */
  readonly hosts?: readonly string[];
  /** The setting that describes it, such as `people.provider`. */
  readonly setting: string;
  readonly network?: Network | undefined;
}

/** How an issuer is asked: not for longer than 5 seconds, and nowhere that is not configured. @param action - completes "cannot …" */
export function guardedContext({ issuer, hosts = [], network, setting }: AskedIssuer, action: string): RequestContext {
  const origin = `\`${setting}\``;
  const asked = { hosts: [new URL(issuer).host, ...hosts], setting };
  return {
    source: "people",
    action,
    origin,
    network,
    signal: inTime(action, origin),
    mayAsk: (address) => requireSafeAddress(address, asked),
  };
}
