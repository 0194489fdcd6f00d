import { expect, test } from "bun:test";
import { ShortLink } from "./short-link.ts";

const SECRET = "https://signin.aws.amazon.com/federation?SigninToken=s3cret";

test("the first browser is led on, and may come back; another gets nothing", async () => {
  await using link = new ShortLink(SECRET);
  const first = await open(link.url);
  expect([first.status, first.headers.get("location")]).toEqual([307, SECRET]);
  expect(await link.opened()).toBe("opened");
  expect(first.headers.get("cache-control")).toBe("no-store");
  expect(first.headers.get("referrer-policy")).toBe("no-referrer");
  const cookie = first.headers.get("set-cookie")?.split(";")[0] ?? "";
  expect((await open(link.url, { cookie })).headers.get("location")).toBe(SECRET);
  const second = await open(link.url);
  expect([second.status, second.headers.get("location")]).toEqual([403, null]);
  expect(await second.text()).not.toContain("s3cret");
});

test.each([
  ["another path", (url: string) => open(url.replace(/.$/, "")), 404],
  ["a script of a page", (url: string) => open(url, { origin: "https://evil.example", "sec-fetch-mode": "cors" }), 403],
  ["an image of a page", (url: string) => open(url, { "sec-fetch-mode": "no-cors", "sec-fetch-dest": "image" }), 403],
  ["another host's name", (url: string) => open(url, { host: "evil.example" }), 403],
])("%s is not led on, and does not use the link up", async (_, request, status) => {
  await using link = new ShortLink(SECRET);
  const answer = await request(link.url);
  expect([answer.status, answer.headers.get("location")]).toEqual([status, null]);
  expect((await open(link.url)).headers.get("location")).toBe(SECRET);
});

test("when no browser comes, the waiting ends", async () => {
  await using link = new ShortLink(SECRET, 1);
  expect(await link.opened()).toBe("not-opened");
});

function open(url: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(url, { headers, redirect: "manual" });
}
