import { expect, test } from "bun:test";
import { callbackPage } from "./callback-page.ts";

test("a sign-in that is done says so, and that the tab can be closed", async () => {
  const page = callbackPage({ source: "contoso" });
  expect(page.status).toBe(200);
  const html = await page.text();
  expect(html).toContain("Signed in to contoso");
  expect(html).toContain("You can close this tab");
});

test("a failure says why and what to do, with commands set apart", async () => {
  const failure = { message: 'cannot sign in to "contoso": it was refused', hints: ["run `actas login contoso`"] };
  const page = callbackPage({ source: "contoso", failure });
  expect(page.status).toBe(400);
  const html = await page.text();
  expect(html).toContain("<p>Cannot sign in to &quot;contoso&quot;: it was refused.</p>");
  expect(html).toContain("<li>Run <code>actas login contoso</code>.</li>");
});

test("whatever is in a name or a message is text", async () => {
  const evil = "<img src=x onerror=alert(1)>`<script>`&\"'";
  const html = await callbackPage({ source: evil, failure: { message: evil, hints: [evil] } }).text();
  expect(html).not.toMatch(/<img|<script/);
});

test("nothing runs, loads, frames, caches or learns of the page", async () => {
  const page = callbackPage({ source: "contoso" });
  const policy = page.headers.get("content-security-policy") ?? "";
  expect(policy).toStartWith("default-src 'none'; style-src 'sha256-");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).not.toContain("unsafe");
  expect(page.headers.get("cache-control")).toBe("no-store");
  expect(page.headers.get("referrer-policy")).toBe("no-referrer");
  expect(await page.text()).not.toMatch(/<script|<link|<img|https?:/);
});
