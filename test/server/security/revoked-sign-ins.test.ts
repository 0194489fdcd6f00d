import { expect } from "bun:test";
import { endSignInsOf } from "../../../src/server/people/sign-ins/end-sign-ins-of.ts";
import { adminTest } from "../../support/people/admin-test.ts";
import { PageBrowser } from "../../support/people/page-browser.ts";
import { peopleTest } from "../../support/people/server-test.ts";

const DEVICE_GRANT = "urn:ietf:params:oauth:grant-type:device_code";
const REFUSED = { status: 401, code: "invalid_token" };

peopleTest("nothing that was issued for a sign-in outlives it: neither tokens nor codes", async (world, database) => {
  const { access_token, refresh_token } = await world.tokens();
  const code = (await world.signIn()).searchParams.get("code") ?? "";
  const other = await world.tokens({ client_id: "mairu" });
  expect(await endSignInsOf(database, "ana", "a test")).toBe(3);
  for (const token of [access_token, other.access_token]) {
    expect(await world.refusal(token, "held")).toEqual(REFUSED);
    expect(await world.refusal(token, "now")).toEqual(REFUSED);
  }
  const renewed = { refresh_token: other.refresh_token, client_id: "mairu" };
  for (const answer of [
    await world.redeem(code),
    await world.refresh(refresh_token),
    await world.refresh(other.refresh_token, renewed),
  ])
    expect([answer.status, await answer.json()]).toEqual([400, expect.objectContaining({ error: "invalid_grant" })]);
  expect(await database.query("SELECT kind FROM oauth_item WHERE sign_in IS NOT NULL")).toEqual([]);
});

peopleTest(
  "a browser that is on its way back with a sign-in that was ended gets nothing for it",
  async (world, database) => {
    const browser = new PageBrowser();
    await browser.visit(world.authorizationUrl());
    const end = browser.stopsAt(`${world.url}oauth/authorize/`);
    const { url } = await browser.submit({ answer: "yes" });
    end();
    expect(await endSignInsOf(database, "ana", "a test")).toBe(1);
    const back = new URL((await browser.visit(url)).url);
    const answer = await world.redeem(back.searchParams.get("code") ?? "");
    expect([answer.status, answer.ok]).toEqual([400, false]);
  },
);

peopleTest(
  "a program on another device gets nothing for a code that was confirmed before the sign-in was ended",
  async (world, database) => {
    const body = new URLSearchParams({ client_id: "actas" });
    const codes = (await (await fetch(`${world.url}oauth/device`, { method: "POST", body })).json()) as Codes;
    const browser = new PageBrowser();
    await browser.visit(codes.verification_uri);
    await browser.submit({ user_code: codes.user_code });
    expect((await browser.submit({ confirm: "yes" })).text).toContain("You are signed in");
    expect(await endSignInsOf(database, "ana", "a test")).toBe(1);
    const { device_code } = codes;
    const answer = await world.token({ grant_type: DEVICE_GRANT, device_code, client_id: "actas" });
    expect([answer.status, await answer.json()]).toEqual([400, expect.objectContaining({ error: "invalid_grant" })]);
  },
  () => ({ device: { clients: ["actas"], network: "any" } }),
);

adminTest("a browser on the administrators' pages has to sign in again for the next page", async (w) => {
  await w.browser.visit(w.at("admin"));
  expect((await w.browser.visit(w.at("admin/accounts"))).text).toContain("Shop");
  expect(await endSignInsOf(w.database, "ana", "a test")).toBe(1);
  const end = w.browser.stopsAt(w.world.upstream.issuer);
  const shown = await w.browser.visit(w.at("admin/accounts"));
  end();
  expect([shown.text.includes("Shop"), shown.url.startsWith(w.world.upstream.issuer)]).toEqual([false, true]);
});

interface Codes {
  readonly device_code: string;
  readonly user_code: string;
  readonly verification_uri: string;
}
