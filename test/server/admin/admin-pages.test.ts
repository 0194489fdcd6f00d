import { expect } from "bun:test";
import { acknowledgeFinding } from "../../../src/server/findings/acknowledge-finding.ts";
import { endFindings } from "../../../src/server/findings/keep-findings.ts";
import { listFindings } from "../../../src/server/findings/list-findings.ts";
import { adminTest, HOSTILE } from "../../support/people/admin-test.ts";
import { ACCOUNT } from "../../support/server/role-world.ts";

const YEAR = new Date().getUTCFullYear();
const DEPLOY = `arn:aws:iam::${ACCOUNT}:role/Deploy`;

adminTest(
  "an administrator signs in on the way to the page, and sees accounts with the age of their scan",
  async (w) => {
    const { status, text, url } = await w.browser.visit(w.at("admin"));
    expect([status, url]).toEqual([200, w.at("admin/accounts")]);
    expect(text).toContain(">Shop</td>");
    expect(text).toContain("shop-prod");
    expect(text).toMatch(/\d+ (minutes?|hours?|days?) ago|just now/);
    expect(w.world.audit).toMatchObject([{ event: "signed-in", subject: "ana", client: "pages of this server" }]);
  },
);

adminTest("rows are searched for, and a text that is a pattern for the database is only a text", async (w) => {
  await w.browser.visit(w.at("admin"));
  expect((await w.browser.visit(w.at("admin/accounts?q=shop"))).text).toContain(ACCOUNT);
  expect((await w.browser.visit(w.at("admin/accounts?q=sh_p"))).text).toContain("No account is called so.");
  expect((await w.browser.visit(w.at("admin/accounts?q=%25"))).text).toContain("No account is called so.");
  expect((await w.browser.visit(w.at("admin/roles?q=Deploy"))).text).toContain(DEPLOY);
});

adminTest("findings name the role, what is wrong with it, since when and until when, and who lets it be", async (w) => {
  await w.browser.visit(w.at("admin"));
  const page = async (search = "") => (await w.browser.visit(w.at(`admin/findings?q=${search}`))).text;
  const wide = `arn:aws:iam::${ACCOUNT}:role/Wide`;
  expect(await page()).toMatch(new RegExp(`${wide}</a></td>.*open-to-provider.*Everybody with a token.*${YEAR}-`));
  const [found] = await listFindings(w.database, "open");
  await acknowledgeFinding(w.database, {
    accountId: ACCOUNT,
    role: "Wide",
    code: "open-to-provider",
    by: "ana",
    reason: HOSTILE,
    sha256: found?.trust_sha256 ?? undefined,
  });
  expect(await page("wide")).toMatch(/by ana: &lt;script&gt;/);
  await endFindings(w.database, [ACCOUNT]);
  expect(await page()).toMatch(new RegExp(`${wide}</td>.*${YEAR}-.*${YEAR}-`));
  expect(await page("no-audience")).toContain("Nothing is wrong");
});

adminTest("an account is a link to what is known of it, wherever findings and roles name it", async (w) => {
  await w.browser.visit(w.at("admin"));
  await w.database.query("INSERT INTO finding (account_id, code) VALUES ($1, 'account-unread')", [ACCOUNT]);
  const linkTo = `<a href="/admin/accounts?q=${ACCOUNT}">`;
  const page = async (path: string) => (await w.browser.visit(w.at(`admin/${path}`))).text;
  const findings = await page("findings");
  expect(findings).toContain(`<td>${linkTo}${ACCOUNT}</a></td>`);
  expect(findings).toContain(`<td>${linkTo}Shop</a></td>`);
  expect(await page("roles?q=Deploy")).toContain(`<td>${linkTo}Shop</a></td>`);
  expect(await page(`role?role=${DEPLOY}`)).toContain(`${linkTo}${ACCOUNT}</a>`);
  expect(await page(`accounts?q=${ACCOUNT}`)).toContain(">Shop</td>");
});

adminTest("a role's page is called after the role, and belongs to the roles", async (w) => {
  await w.browser.visit(w.at("admin"));
  const { text } = await w.browser.visit(w.at(`admin/role?role=${DEPLOY}`));
  expect(text).toContain("<title>Role Deploy - actas</title>");
  expect(text).toContain("<h1>Role Deploy</h1>");
  expect(text).toContain('<a href="/admin/roles" aria-current="true">Roles</a>');
  const none = (await w.browser.visit(w.at("admin/role?role=Nobody"))).text;
  expect(none).toContain("<h1>There is no such role</h1>");
  expect((await w.browser.visit(w.at("admin/roles"))).text).toContain("<title>Roles - actas</title>");
});

adminTest("a role's page says why somebody may take it or not, by both locks", async (w) => {
  await w.browser.visit(w.at("admin"));
  const page = (groups: string) => w.browser.visit(w.at(`admin/role?role=${DEPLOY}&groups=${groups}&subject=`));
  expect((await page("dev")).text).toContain("Yes.");
  const closed = (await page("ops")).text;
  expect(closed).toContain("No.");
  expect(closed).toContain("each of these would be enough: dev.");
  expect(closed).toContain("you are not in the group dev");
  expect(closed).toContain("AssumeRoleWithWebIdentity");
});

adminTest("a role's page knows what the broker says in AWS, and which roles it keeps back", async (w) => {
  await w.browser.visit(w.at("admin"));
  const page = async (name: string) =>
    (await w.browser.visit(w.at(`admin/role?role=${ACCOUNT}/${name}&groups=dev&subject=`))).text;
  const build = await page("Build");
  expect(build).toContain("Yes.");
  expect(build).not.toContain("The server does not assume it");
  const open = await page("Open");
  expect(open).toContain('<span class="bad">No.</span>');
  expect(open).toContain(
    "The server does not assume it: its trust policy does not ask for this server&#x27;s external id.",
  );
});

adminTest("loans are listed from the audit trail, the last one first", async (w) => {
  await w.audit.record({ event: "issued", requestId: "1", subject: "bob", name: "bob@example.com", role: DEPLOY });
  await w.audit.record({ event: "refused", requestId: "2", subject: "eve", name: "eve", role: DEPLOY, why: "no rule" });
  await w.browser.visit(w.at("admin"));
  const { text } = await w.browser.visit(w.at("admin/loans"));
  expect(text.indexOf("no rule")).toBeGreaterThan(0);
  expect(text.indexOf("no rule")).toBeLessThan(text.indexOf("bob@example.com"));
  expect((await w.browser.visit(w.at("admin/loans?q=bob"))).text).not.toContain("no rule");
});

adminTest("who signs out is signed out on the server, too", async (w) => {
  await w.browser.visit(w.at("admin"));
  const out = await w.browser.submit({});
  expect(out.url).toBe(w.at("admin/signed-out"));
  const rows = await w.database.query("SELECT 1 FROM sign_in WHERE ended_at IS NULL");
  expect(rows).toEqual([]);
});
