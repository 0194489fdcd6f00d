import { expect, test } from "bun:test";
import { requireSafeAddress } from "./safe-address.ts";

const ASKED = { hosts: ["id.example", "id.example:8443", "127.0.0.1:8080", "localhost:9"], setting: "people.provider" };

function ask(address: string, ...addresses: readonly string[]): Promise<void> {
  const hosts = [...ASKED.hosts, new URL(address).host].slice(0, address.includes("id.example") ? 4 : 5);
  return requireSafeAddress(new URL(address), { ...ASKED, hosts }, async () => addresses);
}

test.each([
  ["https://id.example/jwks", "93.184.216.34"],
  ["https://id.example:8443/jwks", "2606:2800:220:1::1"],
  // A provider in the company's own network is one, too.
  ["https://id.example/jwks", "10.1.2.3"],
  ["https://id.example/jwks", "fd12:3456::1"],
])("%s at %s is asked", async (address, resolved) => {
  await ask(address, resolved);
});

test.each(["http://127.0.0.1:8080/jwks", "http://localhost:9/jwks"])(
  "%s, on this machine, is asked",
  async (address) => {
    await ask(address);
  },
);

test.each([
  ["169.254.169.254"],
  ["fd00:ec2::254"],
  ["::ffff:169.254.169.254"],
  ["::ffff:a9fe:a9fe"],
  ["64:ff9b::a9fe:a9fe"],
  ["::169.254.169.254"],
  ["fe80::1"],
  ["fe80::1%eth0"],
  ["127.0.0.1"],
  ["127.8.8.8"],
  ["::1"],
  ["::"],
  ["0.0.0.0"],
  ["224.0.0.1"],
  ["255.255.255.255"],
  ["ff02::1"],
])("a host whose address is %s is not asked, not even as the second of two", async (resolved) => {
  await expect(ask("https://id.example/jwks", resolved)).rejects.toThrow("for machines within their own network");
  await expect(ask("https://id.example/jwks", "93.184.216.34", resolved)).rejects.toThrow("their own network");
});

test.each([
  "https://169.254.169.254/latest/meta-data",
  "https://[::ffff:169.254.169.254]/",
  "https://[fe80::1]/",
  "https://2852039166/",
  "https://0xa9fea9fe/",
])("%s is not asked, though it were listed", async (address) => {
  await expect(ask(address)).rejects.toThrow("for machines within their own network");
});

test.each([
  "https://evil.example/jwks",
  "https://id.example.evil.example/jwks",
  "https://id.example:444/jwks",
  "https://id.example@evil.example/jwks",
])("%s is not asked, for its host is not listed", async (address) => {
  await expect(requireSafeAddress(new URL(address), ASKED, async () => ["93.184.216.34"])).rejects.toThrow(
    "it is not the issuer's host, nor listed",
  );
});

test("a host elsewhere is not asked without TLS", async () => {
  await expect(ask("http://id.example/jwks", "93.184.216.34")).rejects.toThrow("does not begin with https://");
});
