import { BlockList, isIP, isIPv6 } from "node:net";

/**
 * What is there for one machine or its cloud only: loopback, "this network", link-local (where clouds have their
 * metadata), other addresses of metadata, what is set apart for protocols, multicast and broadcast. Private networks are
 * not among them: many providers are there.
 *
 * @see RFC 6890, RFC 4291 section 2
 */
const OWN: readonly (readonly [string, number])[] = [
  ["0.0.0.0", 8],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["192.0.0.0", 24],
  ["100.100.100.200", 32],
  ["168.63.129.16", 32],
  ["224.0.0.0", 3],
  ["::", 127],
  ["fe80::", 10],
  ["fec0::", 10],
  ["ff00::", 8],
  ["fd00:ec2::", 32],
  ["fd20:ce::", 32],
];

const LIST = new BlockList();
for (const [net, bits] of OWN) LIST.addSubnet(net, bits, isIPv6(net) ? "ipv6" : "ipv4");

/** Whether an address leads no further than this machine's own network, also if it is an IPv4 address within an IPv6 one. */
export function isOfOwnNetwork(text: string): boolean {
  const address = text.split("%", 1)[0] ?? "";
  if (isIP(address) === 0) return true;
  if (!isIPv6(address)) return LIST.check(address, "ipv4");
  return LIST.check(address, "ipv6") || ipv4Within(bytesOf(address)).some((within) => LIST.check(within, "ipv4"));
}

/** Where kinds of translation have the IPv4 address, as numbers of bytes. */
const TRANSLATED: readonly (readonly [RegExp, readonly number[]])[] = [
  // As IPv4 is written in IPv6, was once, and is by SIIT: RFC 4291 section 2.5.5, RFC 2765 section 2.1.
  [/^(0{24}|0{20}ffff|0{16}ffff0000)/, [12, 13, 14, 15]],
  // NAT64: RFC 6052 section 2.1.
  [/^0064ff9b0{16}/, [12, 13, 14, 15]],
  // 6to4: RFC 3056 section 2.
  [/^2002/, [2, 3, 4, 5]],
  // ISATAP: RFC 5214 section 6.1.
  [/^.{16}0[02]005efe/, [12, 13, 14, 15]],
];

/** NAT64 of the own network may have it in one of these places. @see RFC 8215, RFC 6052 section 2.2 */
const LOCAL_NAT64 = /^0064ff9b0001/;
const LOCAL_PLACES = [
  [6, 7, 9, 10],
  [7, 9, 10, 11],
  [9, 10, 11, 12],
  [12, 13, 14, 15],
] as const;

/** Teredo has it inverted. @see RFC 4380 section 4 */
const TEREDO = /^20010000/;

function ipv4Within(bytes: readonly number[]): readonly string[] {
  const hex = Buffer.from(bytes).toString("hex");
  const at = (place: readonly number[]): string => place.map((index) => bytes[index]).join(".");
  if (TEREDO.test(hex))
    return [
      bytes
        .slice(12)
        .map((byte) => byte ^ 255)
        .join("."),
    ];
  // Zeros are what lies between the prefix and the place where it is.
  if (LOCAL_NAT64.test(hex)) return LOCAL_PLACES.map(at).filter((address) => !address.startsWith("0."));
  return TRANSLATED.filter(([form]) => form.test(hex)).map(([, place]) => at(place));
}

/** The 16 bytes of an IPv6 address that {@link isIPv6} takes. */
function bytesOf(address: string): readonly number[] {
  const [before = "", after = ""] = address.split("::");
  const [begin, end] = [partOf(before), partOf(after)];
  return [...begin, ...Array.from({ length: 16 - begin.length - end.length }, () => 0), ...end];
}

function partOf(text: string): readonly number[] {
  if (text === "") return [];
  return text.split(":").flatMap((group) => {
    if (group.includes(".")) return group.split(".").map(Number);
    const number = Number.parseInt(group, 16);
    return [number >> 8, number & 255];
  });
}
