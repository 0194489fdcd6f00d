import { lookup } from "node:dns/promises";
import { ActasError } from "../../../base/errors.ts";
import { isLoopback } from "../../../network/loopback.ts";

/** Which hosts may be asked on behalf of people, and what the errors call them. */
export interface AskedHosts {
  /** The issuer's own, and those that are listed beside it. */
  readonly hosts: readonly string[];
  /** The setting that lists them, such as `people.provider`. */
  readonly setting: string;
}

/** Finds the addresses of a host. */
export type Resolver = (host: string) => Promise<readonly string[]>;

const resolve: Resolver = async (host) => (await lookup(host, { all: true })).map(({ address }) => address);

/**
 * Refuses an address that a discovery document has no business to name: a host that is not listed, plain HTTP beyond this
 * machine, and whatever is only there for this machine or its cloud, such as the metadata service. What passes is asked
 * with TLS, so a name that resolves to another address a moment later has no certificate there.
 *
 * @throws {ActasError} `configuration`; `unreachable` for a host without an address
 * @see RFC 3927, RFC 4291 section 2.5.6
 */
export async function requireSafeAddress(
  address: URL,
  { hosts, setting }: AskedHosts,
  resolver: Resolver = resolve,
): Promise<void> {
  const host = hostOf(address);
  if (!hosts.includes(address.host)) {
    throw refusal(address, "it is not the issuer's host, nor listed", `add "${address.host}" to \`${setting}.hosts\``);
  }
  if (isLoopback(address)) return;
  if (address.protocol !== "https:") throw refusal(address, "it does not begin with https://", "use https there");
  const addresses = /^[\d.]+$|:/.test(host) ? [host] : await addressesOf(address, host, resolver);
  const bad = addresses.find(isForThisMachine);
  if (bad !== undefined) {
    throw refusal(address, `its address ${bad} is for machines within their own network`, `check \`${setting}\``);
  }
}

async function addressesOf(address: URL, host: string, resolver: Resolver): Promise<readonly string[]> {
  try {
    return await resolver(host);
  } catch {
    throw new ActasError("unreachable", `cannot ask ${address.host}: the host name cannot be resolved`, {
      hints: ["check the name, and the network of this machine"],
    });
  }
}

function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[|\]$/g, "");
}

/**
 * Loopback under another name, link-local (where clouds have their metadata), "this network", multicast; also as an IPv4
 * address within an IPv6 one. Private networks are not among them: many providers are there.
 */
function isForThisMachine(address: string): boolean {
  const mapped = mappedIpv4(address);
  if (mapped) return isForThisMachine(mapped);
  if (address.includes(":")) {
    const text = new URL(`http://[${address.split("%")[0]}]/`).hostname.slice(1, -1);
    return /^(::1?$|fe[89ab]|ff|fd00:ec2:)/.test(text);
  }
  return /^(0|127|169\.254|22[4-9]|23\d|2[45]\d)\./.test(address);
}

/** The IPv4 address within `::ffff:169.254.169.254`, `64:ff9b::a9fe:a9fe` and the like. */
function mappedIpv4(address: string): string | undefined {
  if (!address.includes(":")) return undefined;
  const text = URL.parse(`http://[${address.split("%")[0]}]/`)?.hostname.slice(1, -1) ?? "";
  const [, high, low] = /^(?:::ffff:(?:0:)?|64:ff9b::|::)([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(text) ?? [];
  if (high === undefined || low === undefined) return undefined;
  const number = Number.parseInt(high, 16) * 65_536 + Number.parseInt(low, 16);
  return [24, 16, 8, 0].map((bits) => Math.floor(number / 2 ** bits) % 256).join(".");
}

function refusal(address: URL, reason: string, hint: string): ActasError {
  return new ActasError("configuration", `cannot ask ${address.protocol}//${address.host}: ${reason}`, {
    hints: [hint],
  });
}
