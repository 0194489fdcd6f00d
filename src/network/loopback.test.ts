import { expect, test } from "bun:test";
import { isLoopback, isPrivate } from "./loopback.ts";

test.each([
  "http://127.0.0.1",
  "http://127.0.0.1:8080/a",
  "http://127.255.255.254",
  "http://127.1",
  "http://0x7f.1",
  "http://0177.0.0.1",
  "http://2130706433",
  "http://127.0.0.1.",
  "http://[::1]:1",
  "http://[0:0:0:0:0:0:0:1]",
  "http://localhost",
  "http://LOCALHOST:1",
  "http://l%6fcalhost",
  "http://evil.example@127.0.0.1",
  "http:127.0.0.1",
  "http:\\\\127.0.0.1",
  "http://127。0。0。1",
  "http://12\t7.0.0.1",
])("%j is this machine", (text) => {
  expect(isLoopback(new URL(text))).toBe(true);
  expect(isPrivate(new URL(text))).toBe(true);
});

test.each([
  "http://127.0.0.1.evil.example",
  "http://127.0.0.1@evil.example",
  "http://127.0.0.1:80@evil.example",
  "http://localhost:x@evil.example",
  "http://evil.example/@127.0.0.1",
  "http://evil.example#@127.0.0.1",
  "http://evil.example\\@127.0.0.1",
  "http://localhost.evil.example",
  "http://a.localhost",
  "http://localhost.",
  "http://localhost.localdomain",
  "http://xlocalhost",
  "http://128.0.0.1",
  "http://126.255.255.255",
  "http://2130706432.evil.example",
  "http://2147483648",
  "http://0.0.0.0",
  "http://[::]",
  "http://[::ffff:127.0.0.1]",
  "http://[::ffff:7f00:1]",
  "http://[::127.0.0.1]",
  "http://[::2]",
  "http://[fe80::1]",
  "http://169.254.169.254",
  "http://10.127.0.1",
  "http://ip6-localhost",
])("%j is not, so it needs TLS", (text) => {
  expect(isLoopback(new URL(text))).toBe(false);
  expect(isPrivate(new URL(text))).toBe(false);
  expect(isPrivate(new URL(text.replace("http", "https")))).toBe(true);
});

test.each(["ftp://127.0.0.1", "ws://127.0.0.1", "file:///x", "javascript:alert(1)"])("%j is not HTTP", (text) => {
  expect(isPrivate(new URL(text))).toBe(false);
});
