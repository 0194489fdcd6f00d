import { expect, test } from "bun:test";
import { maskSent } from "./mask-sent.ts";

const TOKEN = 'aoaAAAAA+x/y=z&<"q>\\é~0123456789abcdefghijklmnopqrstuvwxyz/+==';
const sent = { headers: { Authorization: `Bearer ${TOKEN}` } };
const xml = (text: string): string =>
  text.replace(
    /[&<>"']/g,
    (one) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&apos;" })[one] ?? "",
  );

test.each([
  ["plain", TOKEN],
  ["in a URL", encodeURIComponent(TOKEN)],
  ["in a URL, in small letters", encodeURIComponent(TOKEN).toLowerCase()],
  ["in a form", `${new URLSearchParams({ a: TOKEN })}`.slice(2)],
  ["in JSON", JSON.stringify(TOKEN).slice(1, -1)],
  ["in JSON with all slashes escaped", JSON.stringify(TOKEN).slice(1, -1).replaceAll("/", "\\/")],
  ["in JSON by number", [...TOKEN].map((one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, "0")}`).join("")],
  ["in XML", xml(TOKEN)],
  ["in XML by number", [...TOKEN].map((one) => `&#${one.charCodeAt(0)};`).join("")],
  [
    "in XML by hexadecimal number",
    [...TOKEN].map((one) => `&#x${one.charCodeAt(0).toString(16).toUpperCase()};`).join(""),
  ],
  ["in base64", Buffer.from(TOKEN).toString("base64")],
  ["in base64 for URLs", Buffer.from(TOKEN).toString("base64url")],
  ["cut off", TOKEN.slice(0, 40)],
])("a token is found %s", (_, written) => {
  const masked = maskSent(`before ${written} after`, sent);
  expect(masked).toMatch(/^before \[secret\]\W* after$/);
  expect(maskSent(`{"a":"${written}","b":1}`, sent)).toMatch(/^\{"a":"\[secret\][=+/]*","b":1\}$/);
});

test.each([
  ["without its beginning", [TOKEN.slice(10)]],
  ["in pieces", [TOKEN.slice(0, 20), TOKEN.slice(20, 40), TOKEN.slice(40)]],
  ["in pieces and small letters", [TOKEN.slice(3, 23).toLowerCase(), TOKEN.slice(25)]],
])("a token is found %s", (_, pieces) => {
  const masked = maskSent(`É before ${pieces.join(" | ")} after`, sent);
  expect(masked).toBe(`É before ${pieces.map(() => "[secret]").join(" | ")} after`);
});

test("a long secret of any characters is found to its end", () => {
  const unusual = `a first part of 24 letters $!*(){}[]|?^ "and" <more> \\ & 'so on'`;
  const body = JSON.stringify({ clientSecret: unusual });
  for (const written of [unusual, encodeURIComponent(unusual), JSON.stringify(unusual).slice(1, -1), xml(unusual)]) {
    expect(maskSent(`before ${written} after`, { body })).toBe("before [secret] after");
  }
  expect(JSON.parse(maskSent(JSON.stringify({ a: unusual, b: `x${unusual}y` }), { body }))).toEqual({
    a: "[secret]",
    b: "x[secret]y",
  });
});

test.each([
  [{ headers: { "x-amz-security-token": TOKEN } }, TOKEN],
  [{ headers: { "X-Amz-Sso_Bearer_Token": TOKEN } }, TOKEN],
  [
    {
      headers: { authorization: "AWS4-HMAC-SHA256 Credential=AKIA/x, SignedHeaders=host, Signature=0123abcd0123abcd" },
    },
    "0123abcd0123abcd",
  ],
  [{ headers: { authorization: `Basic ${btoa("client:a%20pass+word")}` } }, btoa("client:a%20pass+word")],
  [{ headers: { authorization: `Basic ${btoa("client:a%20pass+word")}` } }, "a%20pass+word"],
  [{ headers: { authorization: `Basic ${btoa("client:a%20pass+word")}` } }, "a pass word"],
  [{ body: "Action=GetSessionToken&SerialNumber=x&TokenCode=123456" }, "123456"],
  [{ body: "client_id=a&client_secret=hush-hush" }, "hush-hush"],
  [
    { body: "refresh_token=r-t-1&code=c-o-d-e&code_verifier=v-e-r&device_code=d-e-v&token=t-o-k" },
    "r-t-1 c-o-d-e v-e-r d-e-v t-o-k",
  ],
  [
    {
      body: JSON.stringify({
        clientSecret: "s-e-c",
        refreshToken: "r-e-f",
        code: "c-o-d",
        codeVerifier: "v-e-r",
        deviceCode: "d-e-v",
      }),
    },
    "s-e-c r-e-f c-o-d v-e-r d-e-v",
  ],
  [{ body: new TextEncoder().encode("TokenCode=654321") }, "654321"],
])("%j: %s is a secret", (request, text) => {
  expect(maskSent(text, request)).toMatch(/^(\[secret\] ?)+$/);
});

test("text that is not a secret stays, even if it looks like one", () => {
  const body =
    "Action=AssumeRole&RoleArn=arn:aws:iam::123456789012:role/Dev&RoleSessionName=ana&TokenCode=123456&ExternalId=id";
  const text =
    "User: arn:aws:iam::123456789012:user/ana is not authorized to AssumeRole arn:aws:iam::123456789012:role/Dev";
  expect(maskSent(text, { body })).toBe(text);
  expect(maskSent("code 123456!", { body })).toBe("code [secret]!");
  expect(maskSent("a b c", { body: '{"code":"a"}', headers: {} })).toBe("a b c");
  expect(maskSent("anything", {})).toBe("anything");
  expect(maskSent("{", { body: '{"code' })).toBe("{");
});

test("a text of a megabyte takes no time", () => {
  const long = { headers: { authorization: `Bearer ${"ab".repeat(2000)}` } };
  const unlike = "a".repeat(1024 * 1024);
  expect(maskSent(unlike, long)).toBe(unlike);
  expect(maskSent("ab".repeat(512 * 1024), long)).toBe("[secret]");
}, 3_000);
