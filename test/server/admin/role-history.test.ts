import { expect } from "bun:test";
import { adminTest, HOSTILE } from "../../support/people/admin-test.ts";
import { foundAt } from "../../support/server/role-past.ts";
import { ACCOUNT, allowed, group } from "../../support/server/role-world.ts";

const DEPLOY = `arn:aws:iam::${ACCOUNT}:role/Deploy`;

adminTest("a role's page says who could take it at a time, and since which change", async (w) => {
  // Nothing is known of it but what scans find from now on.
  await w.database.query("DELETE FROM account");
  const first = await foundAt(w.database, "2026-05-01T10:00:00Z", { roles: { Deploy: [allowed(group("ops"))] } });
  await foundAt(w.database, "2026-05-03T10:00:00Z", { roles: { Deploy: [allowed(group("ops", "sre"))] } });
  await w.browser.visit(w.at("admin"));
  const page = async (asked: Record<string, string>) =>
    (await w.browser.visit(w.at(`admin/role?${new URLSearchParams({ role: DEPLOY, ...asked })}`))).text;
  const then = await page({ at: "2026-05-02", groups: "sre" });
  expect(then).toContain("At 2026-05-02T23:59:59.999Z");
  expect(then).toContain(`<strong>no</strong>, since 2026-05-01T10:00:00.000Z, version ${first} of the map`);
  expect(await page({ at: String(first + 1), groups: "sre" })).toContain("also has sre");
  expect(await page({ at: "2026-05-02" })).toContain("<strong>ops</strong>");
  const now = await page({});
  expect(now).toContain("<strong>ops, sre</strong>, since 2026-05-03T10:00:00.000Z");
  expect(now.indexOf("<h2>History</h2>")).toBeGreaterThan(0);
  expect(await page({ at: "2020-01-01" })).toContain("No scan had found the role by then.");
  expect(await page({ at: "whenever" })).toContain("&quot;whenever&quot; is no time");
});

adminTest("what a trust policy of the past names is shown as text", async (w) => {
  await foundAt(w.database, "2026-05-01T10:00:00Z", { roles: { Deploy: [allowed(group("ops"))] } });
  await foundAt(w.database, "2026-05-03T10:00:00Z", { roles: { Deploy: [allowed(group("ops", HOSTILE, "\u202Eu"))] } });
  await w.browser.visit(w.at("admin"));
  const asked = new URLSearchParams({ role: DEPLOY, at: "2026-05-04", groups: HOSTILE, subject: HOSTILE });
  for (const query of [
    asked,
    new URLSearchParams({ role: DEPLOY }),
    new URLSearchParams({ role: DEPLOY, at: HOSTILE }),
  ]) {
    const { status, text } = await w.browser.visit(w.at(`admin/role?${query}`));
    expect([status, text.includes("<script"), text.includes("<img"), /<li>[^<]*\u202E/.test(text)]).toEqual([
      200,
      false,
      false,
      false,
    ]);
  }
});
