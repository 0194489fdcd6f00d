import { expect, test } from "bun:test";
import { isSameNetwork } from "./networks.ts";

test.each([
  ["203.0.113.9", "203.0.113.200"],
  ["::ffff:203.0.113.9", "203.0.113.10"],
  ["127.0.0.1", "::1"],
  ["127.0.0.1", "127.8.0.1"],
  ["2001:db8:1:2::1", "2001:0db8:0001:0002:ffff::2"],
  ["fe80::1%eth0", "fe80::2"],
])("%s and %s are in one network", (one, other) => {
  expect(isSameNetwork(one, other)).toBe(true);
});

test.each([
  ["203.0.113.9", "203.0.114.9"],
  ["203.0.113.9", "2001:db8::1"],
  ["2001:db8:1:2::1", "2001:db8:1:3::1"],
  ["127.0.0.1", "10.0.0.1"],
  ["", ""],
  ["unknown", "unknown"],
])("%p and %p are not, or nobody knows", (one, other) => {
  expect(isSameNetwork(one, other)).toBe(false);
});
