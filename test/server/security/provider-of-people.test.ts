import { expect } from "bun:test";
import { HttpRefusal } from "../../../src/server/http-refusal.ts";
import { REDIRECT_URI } from "../../support/people/oauth-program.ts";
import { PageBrowser } from "../../support/people/page-browser.ts";
import type { PeopleWorld } from "../../support/people/people-world.ts";
import { peopleTest } from "../../support/people/server-test.ts";

/** Goes as far as the provider, and returns the address at which it sends the browser back. */
async function wayBack(world: PeopleWorld, browser: PageBrowser): Promise<URL> {
  await browser.visit(world.authorizationUrl());
  const end = browser.stopsAt(`${world.url}oauth/signed-in`);
  const { url } = await browser.submit({ answer: "yes" });
  end();
  return new URL(url);
}

peopleTest("an answer of another issuer signs nobody in", async (world) => {
  const browser = new PageBrowser();
  const back = await wayBack(world, browser);
  back.searchParams.set("iss", "https://evil.example");
  const page = await browser.visit(back.href);
  expect([page.status, page.text]).toEqual([403, expect.stringContaining("from another authorization server")]);
  expect(world.audit).toEqual([]);
});

peopleTest(
  "a subject that no database keeps as it is signs nobody in, and is no fault of the server",
  async (world) => {
    for (const subject of ["ana\0", "\ud800", "ana\udc00"]) {
      world.upstream.people.set(subject, { groups: ["dev"] });
      world.upstream.signsIn = subject;
      const browser = new PageBrowser();
      const back = await wayBack(world, browser);
      const page = await browser.visit(back.href);
      expect([page.status, page.text]).toEqual([403, expect.stringContaining("the subject is no text")]);
    }
    expect(world.audit).toEqual([]);
  },
);

peopleTest("an answer that does not say who it is from signs nobody in", async (world) => {
  const browser = new PageBrowser();
  const back = await wayBack(world, browser);
  back.searchParams.delete("iss");
  expect((await browser.visit(back.href)).status).toBe(403);
});

peopleTest("an answer counts in the browser that was sent away, and there once", async (world) => {
  const browser = new PageBrowser();
  const back = await wayBack(world, browser);
  // Somebody who is made to open it signs in as nobody else.
  const victim = await new PageBrowser().visit(back.href);
  expect([victim.status, victim.text]).toEqual([400, expect.stringContaining("This page is over")]);
  expect((await browser.visit(back.href)).url).toStartWith(REDIRECT_URI);
  expect((await browser.visit(back.href)).status).toBe(400);
});

peopleTest("an answer counts with the cookie's own value, whoever can set one of its name", async (world) => {
  const browser = new PageBrowser();
  const back = await wayBack(world, browser);
  browser.forge("/", "made-up");
  expect((await browser.visit(back.href)).status).toBe(400);
  expect(world.audit).toEqual([]);
});

peopleTest("nobody is signed in of whom the audit trail takes no record", async (world) => {
  const browser = new PageBrowser();
  const back = await wayBack(world, browser);
  world.beforeRecord = () => Promise.reject(new HttpRefusal(503, "temporarily_unavailable", "no room"));
  const page = await browser.visit(back.href);
  expect([page.status, page.url]).toEqual([503, back.href]);
});

peopleTest("a made-up state, or one that is said twice, is nobody's", async (world) => {
  const browser = new PageBrowser();
  const back = await wayBack(world, browser);
  const state = back.searchParams.get("state") ?? "";
  for (const query of ["", "?code=x", "?state=&code=x", "?state=x&code=x", `?state=${state}&state=${state}&code=x`]) {
    expect((await browser.visit(`${world.url}oauth/signed-in${query}`)).status).toBe(400);
  }
});

peopleTest("the question before a sign-in is answered by its own page alone", async (world) => {
  const browser = new PageBrowser();
  await browser.visit(world.authorizationUrl());
  const asked = browser.shown?.url ?? "";
  for (const headers of [{ origin: "https://evil.example" }, { origin: "null" }, { "sec-fetch-site": "cross-site" }]) {
    const answer = await new PageBrowser().post(asked, { answer: "yes" }, headers);
    expect(answer.status).toBe(403);
  }
  // From the right page, but in another browser.
  const origin = new URL(world.url).origin;
  expect((await new PageBrowser().post(asked, { answer: "yes" }, { origin })).status).toBe(400);
  expect((await browser.submit({ answer: "yes" })).url).toStartWith(REDIRECT_URI);
});

for (const [what, changed] of [
  ["keys are elsewhere", { jwks_uri: "https://evil.example/jwks" }],
  ["keys are at the metadata service", { jwks_uri: "http://169.254.169.254/jwks" }],
  ["tokens are elsewhere", { token_endpoint: "https://evil.example/token" }],
  ["page is elsewhere", { authorization_endpoint: "https://evil.example/auth" }],
  ["issuer has a slash more", { issuer: "/" }],
  ["issuer is another", { issuer: "https://evil.example" }],
] as const) {
  peopleTest(`a provider whose ${what} signs nobody in`, async (world) => {
    const { issuer } = world.upstream;
    Object.assign(
      world.upstream.changed,
      "issuer" in changed && changed.issuer === "/" ? { issuer: `${issuer}/` } : changed,
    );
    const browser = new PageBrowser();
    await browser.visit(world.authorizationUrl());
    const page = await browser.submit({ answer: "yes" });
    expect(page.status).toBe(403);
    expect(page.url).not.toContain("evil.example");
    expect(world.audit).toEqual([]);
  });
}

peopleTest("no redirect of the provider is followed by the server", async (world) => {
  const browser = new PageBrowser();
  const back = await wayBack(world, browser);
  world.upstream.down = 302;
  expect((await browser.visit(back.href)).status).toBe(403);
  expect(world.audit).toEqual([]);
});

peopleTest(
  "nothing of the provider's tokens, of ours or of codes is logged or put into the audit trail",
  async (world) => {
    const callback = await world.signIn();
    const code = callback.searchParams.get("code") ?? "";
    const tokens = (await (await world.redeem(code)).json()) as Record<string, string>;
    await world.redeem(code);
    await world.refresh(tokens.refresh_token ?? "");
    world.upstream.down = 500;
    world.ahead = 61_000;
    await world.refusal(tokens.access_token ?? "", "now");
    const said = JSON.stringify([world.said, world.audit]);
    expect(world.said.length).toBeGreaterThan(0);
    for (const secret of [code, tokens.access_token, tokens.refresh_token, "upstream-secret"]) {
      expect(said).not.toContain(secret ?? "");
    }
  },
);
