import { lookup } from "node:dns/promises";
import { isIP } from "node:net";
import { ActasError } from "../../../base/errors.ts";
import { isLoopback } from "../../../network/loopback.ts";
import { isOfOwnNetwork } from "./own-network.ts";

/** Which hosts may be asked on behalf of people, and what the errors call them. */
export interface AskedHosts {
  /** The issuer's own, and those that are listed beside it. */
  readonly hosts: readonly string[];
  /** The setting that lists them, such as `people.provider`. */
  readonly setting: string;
  /** A proxy finds the addresses of hosts, and may know names that this machine does not. */
  readonly isByProxy?: boolean;
}

/** Finds the addresses of a host. */
export type Resolver = (host: string) => Promise<readonly string[]>;

const resolve: Resolver = async (host) => (await lookup(host, { all: true })).map(({ address }) => address);

/**
 * The addresses at which a host may be asked; `undefined` where nobody looks a name up. It refuses what a discovery
 * document has no business to name: a host that is not listed, plain HTTP beyond this machine, and whatever is only there
 * for this machine or its cloud, such as the metadata service.
 *
 * @throws {ActasError} `configuration`; `unreachable` for a host without an address
 */
export async function safeAddresses(
  url: URL,
  { hosts, isByProxy = false, setting }: AskedHosts,
  resolver: Resolver = resolve,
): Promise<readonly string[] | undefined> {
  const host = url.hostname.replace(/^\[|\]$/g, "");
  if (!hosts.includes(url.host)) {
    throw refusal(url, "it is not the issuer's host, nor listed", `add "${url.host}" to \`${setting}.hosts\``);
  }
  if (isLoopback(url)) return undefined;
  if (url.protocol !== "https:") throw refusal(url, "it does not begin with https://", "use https there");
  const isLiteral = isIP(host) !== 0;
  if (isByProxy && !isLiteral) return undefined;
  const addresses = isLiteral ? [host] : await addressesOf(url, host, resolver);
  const bad = addresses.find(isOfOwnNetwork);
  if (bad !== undefined) {
    throw refusal(url, `its address ${bad} is for machines within their own network`, `check \`${setting}\``);
  }
  return isLiteral ? undefined : addresses;
}

async function addressesOf(url: URL, host: string, resolver: Resolver): Promise<readonly string[]> {
  const addresses = await resolver(host).catch((): readonly string[] => []);
  if (addresses.length > 0) return addresses;
  throw new ActasError("unreachable", `cannot ask ${url.host}: the host name cannot be resolved`, {
    hints: ["check the name, and the network of this machine"],
  });
}

function refusal(url: URL, reason: string, hint: string): ActasError {
  return new ActasError("configuration", `cannot ask ${url.protocol}//${url.host}: ${reason}`, {
    hints: [hint],
  });
}
