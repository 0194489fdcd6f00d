import { expect, test } from "bun:test";
import { safeAddresses } from "./safe-address.ts";

const ASKED = { hosts: ["id.example", "id.example:8443", "127.0.0.1:8080", "localhost:9"], setting: "people.provider" };

function ask(address: string, ...addresses: readonly string[]): Promise<readonly string[] | undefined> {
  const hosts = [...ASKED.hosts, new URL(address).host].slice(0, address.includes("id.example") ? 4 : 5);
  return safeAddresses(new URL(address), { ...ASKED, hosts }, async () => addresses);
}

test.each([
  ["https://id.example/jwks", "93.184.216.34"],
  ["https://id.example:8443/jwks", "2606:2800:220:1::1"],
  // A provider in the company's own network is one, too.
  ["https://id.example/jwks", "10.1.2.3"],
  ["https://id.example/jwks", "fd12:3456::1"],
])("%s is asked at %s, and nowhere else", async (address, resolved) => {
  expect(await ask(address, resolved)).toEqual([resolved]);
});

test.each(["http://127.0.0.1:8080/jwks", "http://localhost:9/jwks"])(
  "%s, on this machine, is asked",
  async (address) => {
    await ask(address);
  },
);

test("a host one of whose addresses is for this machine is not asked, not at the others either", async () => {
  for (const addresses of [["169.254.169.254"], ["93.184.216.34", "::ffff:169.254.169.254"], ["no address"]])
    await expect(ask("https://id.example/jwks", ...addresses)).rejects.toThrow("for machines within their own network");
});

test("a host without an address is not asked, and neither is one that cannot be looked up", async () => {
  const failing = async () => Promise.reject(new Error("SERVFAIL"));
  for (const resolver of [async () => [], failing])
    await expect(safeAddresses(new URL("https://id.example/"), ASKED, resolver)).rejects.toThrow("cannot be resolved");
});

test("behind a proxy a name is the proxy's to look up, and an address is judged all the same", async () => {
  const asked = { ...ASKED, hosts: [...ASKED.hosts, "169.254.169.254"], isByProxy: true };
  const unused = () => Promise.reject(new Error("this machine knows no names"));
  expect(await safeAddresses(new URL("https://id.example/"), asked, unused)).toBeUndefined();
  await expect(safeAddresses(new URL("https://169.254.169.254/"), asked, unused)).rejects.toThrow("their own network");
});

test.each([
  "https://169.254.169.254/latest/meta-data",
  "https://[::ffff:169.254.169.254]/",
  "https://[fe80::1]/",
  "https://2852039166/",
  "https://0xa9fea9fe/",
  "https://0251.0376.0251.0376/",
  "https://169.254.43518/",
  "https://169.254.169.254./",
  "https://0/",
  "https://0.0.0.0/",
  "https://[::]/",
  "https://[64:ff9b::169.254.169.254]/",
  "https://[2002:a9fe:a9fe::]/",
])("%s is not asked, though it were listed", async (address) => {
  await expect(ask(address)).rejects.toThrow("for machines within their own network");
});

test.each([
  "https://evil.example/jwks",
  "https://id.example.evil.example/jwks",
  "https://id.example:444/jwks",
  "https://id.example@evil.example/jwks",
])("%s is not asked, for its host is not listed", async (address) => {
  await expect(safeAddresses(new URL(address), ASKED, async () => ["93.184.216.34"])).rejects.toThrow(
    "it is not the issuer's host, nor listed",
  );
});

test("a host elsewhere is not asked without TLS", async () => {
  await expect(ask("http://id.example/jwks", "93.184.216.34")).rejects.toThrow("does not begin with https://");
});
