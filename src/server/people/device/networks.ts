import { isIPv4, isIPv6 } from "node:net";

/**
 * Whether two addresses look as if they were in one network: the same /24, or the same /64 of IPv6. It takes no part in
 * what is allowed unless the configuration says so: an address tells little, and a foreign one is worth a warning.
 */
export function isSameNetwork(one: string, other: string): boolean {
  const [first, second] = [networkOf(one), networkOf(other)];
  return first !== undefined && first === second;
}

/** The network of an address, for what counts by it; `undefined` for what is no address. */
export function networkOf(address: string): string | undefined {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, "").split("%")[0] ?? "";
  if (isIPv4(plain)) return plain.startsWith("127.") ? "loopback" : plain.split(".").slice(0, 3).join(".");
  if (!isIPv6(plain)) return undefined;
  if (new URL(`http://[${plain}]/`).hostname === "[::1]") return "loopback";
  return groupsOf(plain).slice(0, 4).join(":");
}

/** Whom a request is counted for: an IPv4 address, or the network of an IPv6 one, of which one person has many. */
export function countedAs(address: string): string {
  const network = networkOf(address);
  return network === undefined || network === "loopback" || !address.includes(":") ? address : network;
}

/** The eight groups of an IPv6 address, without leading zeros. */
function groupsOf(address: string): readonly string[] {
  const [head = "", tail] = new URL(`http://[${address}]/`).hostname.slice(1, -1).split("::");
  const before = head === "" ? [] : head.split(":");
  const after = tail ? tail.split(":") : [];
  const zeros = tail === undefined ? 0 : 8 - before.length - after.length;
  return [...before, ...Array<string>(zeros).fill("0"), ...after];
}
