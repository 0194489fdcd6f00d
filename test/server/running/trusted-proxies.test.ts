import { expect, test } from "bun:test";
import { TrustedProxies } from "../../../src/server/listener/trusted-proxies.ts";

const PROXIES = new TrustedProxies(["10.0.0.0/8", "fd00::1"]);

test("what a client says of whom it asks for counts only from a proxy that is configured", () => {
  expect(PROXIES.clientOf("203.0.113.9", "198.51.100.1")).toBe("203.0.113.9");
  expect(PROXIES.clientOf("10.1.2.3", "198.51.100.1")).toBe("198.51.100.1");
  expect(PROXIES.clientOf("::ffff:10.1.2.3", "198.51.100.1")).toBe("198.51.100.1");
  expect(PROXIES.clientOf("fd00::1", "[2001:db8::7]:4711")).toBe("2001:db8::7");
  expect(new TrustedProxies([]).clientOf("10.1.2.3", "198.51.100.1")).toBe("10.1.2.3");
});

test("what stands before the address that the last proxy saw was the client's own to write", () => {
  expect(PROXIES.clientOf("10.1.2.3", "127.0.0.1, 198.51.100.1")).toBe("198.51.100.1");
  expect(PROXIES.clientOf("10.1.2.3", "127.0.0.1, 198.51.100.1, 10.9.9.9")).toBe("198.51.100.1");
});

test("nonsense from a proxy leaves the proxy's own address", () => {
  for (const nonsense of [null, "", "unknown", "'; DROP TABLE", "198.51.100.1, _hidden"])
    expect(PROXIES.clientOf("10.1.2.3", nonsense)).toBe("10.1.2.3");
});

test("an entry that is no network is a fault of the configuration", () => {
  for (const entry of ["10.0.0.0/33", "proxy.example.org", "10.0.0.0/", "10.0.0.0/8/8", "fd00::/129"])
    expect(() => new TrustedProxies([entry])).toThrow(`cannot use "${entry}" of \`listen.proxies\``);
});
