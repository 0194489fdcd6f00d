import { expect, test } from "bun:test";
import type { RequestEnvironment } from "../base/credential-request.ts";
import { networkOf } from "./network.ts";
import { proxyFor } from "./proxy-for.ts";

const AWS = "https://sts.eu-west-1.amazonaws.com/";
const PROXY = { HTTPS_PROXY: "http://proxy.corp:3128" };

const asked = (environment: RequestEnvironment, url = AWS): string | undefined =>
  proxyFor(new URL(url), networkOf(environment))?.url;

test.each([
  [{}, undefined],
  [PROXY, "http://proxy.corp:3128/"],
  [{ https_proxy: "http://small:1", HTTPS_PROXY: "http://capital:1" }, "http://small:1/"],
  [{ https_proxy: "", HTTPS_PROXY: "http://capital:1" }, "http://capital:1/"],
  [{ HTTP_PROXY: "http://plain:1", http_proxy: "http://plain:1" }, undefined],
  [{ ALL_PROXY: "http://all:1" }, "http://all:1/"],
  [{ all_proxy: "http://all:1", ...PROXY }, "http://proxy.corp:3128/"],
  [{ ALL_PROXY: "socks5://all:1" }, undefined],
  [{ ALL_PROXY: "socks5h://all:1", ...PROXY }, "http://proxy.corp:3128/"],
  [{ HTTPS_PROXY: "proxy.corp:3128" }, "http://proxy.corp:3128/"],
  [{ HTTPS_PROXY: "10.0.0.1:3128" }, "http://10.0.0.1:3128/"],
  [{ HTTPS_PROXY: "https://proxy.corp" }, "https://proxy.corp/"],
  [{ HTTPS_PROXY: "http://ana:p%40ss@proxy.corp:3128" }, "http://ana:p%40ss@proxy.corp:3128/"],
])("%j: %p", (environment, proxy) => {
  expect(asked(environment)).toBe(proxy);
});

test.each([
  "*",
  "sts.eu-west-1.amazonaws.com",
  "amazonaws.com",
  ".amazonaws.com",
  "*.amazonaws.com",
  "AMAZONAWS.COM",
  "localhost, .amazonaws.com",
  "localhost .amazonaws.com",
  "amazonaws.com:443",
  ",,amazonaws.com.",
])("what NO_PROXY=%j names is asked directly", (value) => {
  expect(asked({ ...PROXY, NO_PROXY: value })).toBeUndefined();
  expect(asked({ ...PROXY, no_proxy: value, NO_PROXY: "nobody" })).toBeUndefined();
});

test.each([
  "",
  ",",
  "aws.com",
  "sts",
  "amazonaws.com:80",
  "xamazonaws.com",
  "amazonaws.com.evil",
  "10.0.0.0/8",
  "/",
  ".",
])("NO_PROXY=%j names something else", (value) => {
  expect(asked({ ...PROXY, NO_PROXY: value })).toBe("http://proxy.corp:3128/");
});

test.each([
  ["10.1.2.3", "10.1.2.3", true],
  ["10.1.2.3", "10.0.0.0/8", true],
  ["10.1.2.3", "10.1.2.0/24", true],
  ["10.1.3.3", "10.1.2.0/24", false],
  ["10.1.2.3", "0.0.0.0/0", true],
  ["10.1.2.3", "10.1.2.3/33", false],
  ["10.1.2.3", "10.1.2.3/", false],
  ["110.1.2.3", "10.1.2.3", false],
  ["[fd00::1]", "fd00::1", true],
  ["[fd00::1]", "[fd00::1]", true],
  ["[fd00::1]:8443", "[fd00::1]:8443", true],
  ["[fd00::1]", "[fd00::1]:8443", false],
])("the address %s and NO_PROXY=%s", (host, value, isDirect) => {
  expect(asked({ ...PROXY, NO_PROXY: value }, `https://${host}/`) === undefined).toBe(isDirect);
});

test("plain HTTP on this machine does not go through a proxy that is elsewhere", () => {
  for (const host of ["127.0.0.1:8080", "localhost", "[::1]", "0x7f.1"]) {
    expect(asked({ HTTP_PROXY: "http://proxy.corp:3128" }, `http://${host}/`)).toBeUndefined();
    expect(asked({ ALL_PROXY: "http://proxy.corp:3128" }, `http://${host}/`)).toBeUndefined();
    expect(asked({ HTTP_PROXY: "http://127.0.0.1:3128" }, `http://${host}/`)).toBe("http://127.0.0.1:3128/");
    expect(asked(PROXY, `https://${host}/`)).toBe("http://proxy.corp:3128/");
  }
});

test.each(["socks5://proxy:1080", "ftp://proxy", "http://", "http://a b", "://", "proxy:port"])(
  "%j is no proxy, and the setting is named without its value",
  (value) => {
    expect(() => asked({ HTTPS_PROXY: value })).toThrow(
      "cannot use `HTTPS_PROXY`: it is not the address of an HTTP proxy",
    );
  },
);
