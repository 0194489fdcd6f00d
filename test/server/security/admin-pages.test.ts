import { expect } from "bun:test";
import { adminTest, HOSTILE } from "../../support/people/admin-test.ts";
import { ACCOUNT } from "../../support/server/role-world.ts";

const PATHS = ["admin/accounts", "admin/findings", "admin/roles", "admin/role?role=x", "admin/loans"];

adminTest("whoever is in no group of administrators sees no page, and no part of one", async (w) => {
  w.world.upstream.signsIn = "bob";
  for (const path of PATHS) {
    const { status, text } = await w.browser.visit(w.at(path));
    expect([status, text.includes("Shop")]).toEqual([403, false]);
  }
});

adminTest("an administrator who is none any more is shut out within a minute", async (w) => {
  expect((await w.browser.visit(w.at("admin"))).status).toBe(200);
  w.world.upstream.people.set("ana", { groups: ["dev"], email: "ana@example.com" });
  w.world.ahead = 61_000;
  expect((await w.browser.visit(w.at("admin/accounts"))).status).toBe(403);
});

adminTest("a cookie that was made up opens nothing", async (w) => {
  await w.browser.visit(w.at("admin"));
  const request = (cookie: string) => w.world.answer(new Request(w.at("admin/accounts"), { headers: { cookie } }));
  for (const cookie of ["actas-pages=x", "actas-pages=", "actas-pages=a; actas-pages=b"]) {
    expect((await request(cookie)).status).toBe(303);
  }
});

for (const [how, change] of [
  ["was not used for an hour", "used_at = now() - interval '61 minutes'"],
  ["is half a day old, however often it was used", "created_at = now() - interval '721 minutes', used_at = now()"],
]) {
  adminTest(`a cookie that ${how} opens nothing`, async (w) => {
    await w.browser.visit(w.at("admin"));
    expect((await w.browser.visit(w.at("admin/accounts"))).status).toBe(200);
    await w.database.query(`UPDATE page_session SET ${change}`);
    w.browser.forget(w.world.upstream.issuer);
    // Whoever is asked to sign in again is somebody else.
    w.world.upstream.signsIn = "nobody";
    expect((await w.browser.visit(w.at("admin/accounts"))).status).toBe(403);
  });
}

adminTest("another site cannot sign an administrator out", async (w) => {
  await w.browser.visit(w.at("admin"));
  for (const headers of [{ origin: "https://evil.example" }, { origin: "null" }, { "sec-fetch-site": "cross-site" }]) {
    const { status } = await w.browser.post(w.at("admin/sign-out"), {}, headers);
    expect(status).toBe(403);
  }
  expect((await w.browser.visit(w.at("admin/accounts"))).status).toBe(200);
});

adminTest("what the owner of an account calls it is shown as text, on every page", async (w) => {
  await w.audit.record({ event: "refused", requestId: "1", name: HOSTILE, role: HOSTILE, why: HOSTILE });
  await w.browser.visit(w.at("admin"));
  const search = new URLSearchParams({ q: HOSTILE, role: HOSTILE });
  for (const path of [
    ...PATHS.map((one) => `${one}?`),
    "admin/accounts?",
    `admin/roles?${search}`,
    `admin/role?${search}`,
  ]) {
    const { headers, text } = await w.browser.visit(w.at(path));
    expect([text.includes("<script"), text.includes("<img")]).toEqual([false, false]);
    expect(headers.get("content-security-policy")).toContain("default-src 'none'");
    expect(headers.get("cache-control")).toBe("no-store");
  }
});

adminTest("what is invisible, or turns the order of what is read, is shown by its number", async (w) => {
  const reason = "for \u202e7-CNI\u200b\u2066";
  await w.audit.record({ event: "refused", requestId: "1", name: "ana", role: "x", reason });
  await w.browser.visit(w.at("admin"));
  const { text } = await w.browser.visit(w.at("admin/loans"));
  expect(text).toContain("for &lt;U+202E&gt;7-CNI&lt;U+200B&gt;&lt;U+2066&gt;");
});

adminTest("a search for what no database takes finds nothing, and is no fault", async (w) => {
  await w.browser.visit(w.at("admin"));
  for (const page of ["accounts", "findings", "roles", "loans"]) {
    const { status, text } = await w.browser.visit(w.at(`admin/${page}?q=nowhere%00&page=99999`));
    expect([status, text.includes("<tbody>")]).toEqual([200, false]);
  }
  const deploy = `arn:aws:iam::${ACCOUNT}:role/Deploy`;
  for (const asked of ["role=%00", `role=${deploy}%00`, `role=${deploy}&groups=a%00&subject=%00&at=%00`]) {
    expect((await w.browser.visit(w.at(`admin/role?${asked}`))).status).toBe(200);
  }
});

adminTest("the cookie of the pages is no bearer, and a bearer is no cookie of the pages", async (w) => {
  const { access_token } = await w.world.tokens();
  const asked = new Request(w.at("admin/accounts"), {
    headers: { authorization: `Bearer ${access_token}`, cookie: `actas-pages=${access_token}` },
  });
  expect((await w.world.answer(asked)).status).toBe(303);
  expect(await w.world.refusal("x".repeat(43))).toMatchObject({ status: 401 });
});
