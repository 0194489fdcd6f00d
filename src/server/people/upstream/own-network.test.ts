import { expect, test } from "bun:test";
import { isOfOwnNetwork } from "./own-network.ts";

test.each([
  "127.0.0.1",
  "127.8.8.8",
  "0.0.0.0",
  "0.1.2.3",
  "169.254.169.254",
  "169.254.0.1",
  "192.0.0.192",
  "100.100.100.200",
  "168.63.129.16",
  "224.0.0.1",
  "239.255.255.250",
  "255.255.255.255",
  "::",
  "::1",
  "fe80::1",
  "fe80::1%eth0",
  "febf::1",
  "fec0::1",
  "ff02::1",
  "fd00:ec2::254",
  "fd20:ce::254",
])("%s leads no further than this machine's own network", (address) => {
  expect(isOfOwnNetwork(address)).toBe(true);
});

test.each([
  ["mapped", "::ffff:169.254.169.254"],
  ["mapped, in hexadecimal", "::ffff:a9fe:a9fe"],
  ["mapped, in full", "0000:0000:0000:0000:0000:FFFF:A9FE:A9FE"],
  ["of loopback", "::ffff:127.0.0.1"],
  ["compatible", "::169.254.169.254"],
  ["translated without state", "::ffff:0:169.254.169.254"],
  ["NAT64", "64:ff9b::a9fe:a9fe"],
  ["NAT64 of the network, whole", "64:ff9b:1::a9fe:a9fe"],
  ["NAT64 of the network, after 48 bits", "64:ff9b:1:a9fe:a9:fe00::"],
  ["NAT64 of the network, after 56 bits", "64:ff9b:1:ffa9:fe:a9fe::"],
  ["NAT64 of the network, after 64 bits", "64:ff9b:1:ffff:a9:fea9:fe00:0"],
  ["6to4", "2002:a9fe:a9fe::1"],
  ["ISATAP", "2001:db8::5efe:169.254.169.254"],
  ["ISATAP, of an address that is unique", "2001:db8::200:5efe:169.254.169.254"],
  ["Teredo", "2001:0:4136:e378:8000:63bf:5601:5601"],
])("an IPv4 address within IPv6, %s, is that address", (_, address) => {
  expect(isOfOwnNetwork(address)).toBe(true);
});

test.each(["", "id.example", "0x7f.1", "2852039166", "127.1", "1.2.3.4.5"])(
  "%p is no address, and not asked",
  (text) => {
    expect(isOfOwnNetwork(text)).toBe(true);
  },
);

test.each([
  "93.184.216.34",
  "10.1.2.3",
  "172.16.0.1",
  "192.168.1.1",
  "100.64.0.1",
  "198.18.0.1",
  "223.255.255.255",
  "2606:2800:220:1::1",
  "fd12:3456::1",
  "fd00:ec3::1",
  "2001:db8::a9fe:a9fe",
  "::ffff:93.184.216.34",
  "64:ff9b::93.184.216.34",
  "64:ff9b:1::10.1.2.3",
  "2002:5db8:d822::1",
  "2001:0:4136:e378:8000:63bf:3fff:fdd2",
])("%s may be a provider's", (address) => {
  expect(isOfOwnNetwork(address)).toBe(false);
});
