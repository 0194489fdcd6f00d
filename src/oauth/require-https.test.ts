import { expect, test } from "bun:test";
import { requireHttps } from "./require-https.ts";

const context = { action: 'sign in to "contoso"', origin: "contoso.json" };

test.each(["https://a.example/token", "http://127.0.0.1:1/token", "http://localhost/token", "http://[::1]:2/token"])(
  "%s is good",
  (address) => {
    expect(() => requireHttps(address, context)).not.toThrow();
  },
);

test.each([
  "http://a.example/token?secret",
  "http://127.0.0.1.a.example/",
  "http://localhost.a.example/",
  "http://localhost@a.example/",
  "ftp://localhost/",
  "file:///etc/passwd",
  "javascript:alert(1)",
  "no address",
])("%s is refused, without its query", (address) => {
  expect(() => requireHttps(address, context)).toThrow(/does not begin with https:\/\/$/);
  expect(() => requireHttps(address, context)).not.toThrow(/secret/);
});
