import { expect } from "bun:test";
import { REDIRECT_URI } from "../../support/people/oauth-program.ts";
import { PageBrowser } from "../../support/people/page-browser.ts";
import { PeopleWorld } from "../../support/people/people-world.ts";
import { peopleTest } from "../../support/people/server-test.ts";

peopleTest("a person who signs in at the provider is known by an access token, groups and all", async (world) => {
  const tokens = await world.tokens();
  expect(tokens).toMatchObject({ token_type: "DPoP", expires_in: 300, scope: "profile" });
  expect(await world.personOf(tokens.access_token)).toMatchObject({
    issuer: world.upstream.issuer,
    subject: "ana",
    name: "ana@example.com",
    groups: ["dev", "ops"],
    via: "code",
    client: "actas",
  });
  expect(world.audit).toMatchObject([{ event: "signed-in", subject: "ana", client: "actas", address: "127.0.0.1" }]);
});

peopleTest("a person is asked before the browser goes to the provider, and may say no", async (world) => {
  const browser = new PageBrowser();
  const page = await browser.visit(world.authorizationUrl());
  expect(page.text).toContain("<b>actas</b> on this computer wants AWS credentials as you");
  expect(world.upstream.asked).not.toContain("/auth");
  const { searchParams } = new URL((await browser.submit({ answer: "no" })).url);
  expect([searchParams.get("error"), searchParams.get("state")]).toEqual(["access_denied", "st4te"]);
  expect(searchParams.get("iss")).toBe(`${world.url}oauth`);
});

peopleTest("whom the provider refuses is not signed in, and the client is told", async (world) => {
  world.upstream.signsIn = "nobody";
  const callback = await world.signIn();
  expect(callback.searchParams.get("error")).toBe("access_denied");
  expect(callback.searchParams.has("code")).toBe(false);
  expect(world.audit).toEqual([]);
});

peopleTest("a browser is not recognised the next time: another person can sign in with it", async (world) => {
  const browser = new PageBrowser();
  await world.signIn(browser);
  browser.forget(world.upstream.issuer);
  world.upstream.signsIn = "bob";
  const callback = await world.signIn(browser);
  const tokens = (await (await world.redeem(callback.searchParams.get("code") ?? "")).json()) as {
    access_token: string;
  };
  expect(await world.personOf(tokens.access_token)).toMatchObject({ subject: "bob", groups: ["dev"] });
  expect(browser.cookies.filter((name) => name.startsWith("actas-session"))).toEqual([]);
});

peopleTest("two sign-ins in one browser do not disturb each other", async (world) => {
  const browser = new PageBrowser();
  await browser.visit(world.authorizationUrl({ state: "first" }));
  const first = browser.shown;
  await browser.visit(world.authorizationUrl({ state: "second" }));
  const second = await browser.submit({ answer: "yes" });
  browser.shown = first;
  const other = await browser.submit({ answer: "yes" });
  expect([second, other].map(({ url }) => new URL(url).searchParams.get("state"))).toEqual(["second", "first"]);
  expect([second, other].every(({ url }) => new URL(url).searchParams.has("code"))).toBe(true);
});

peopleTest("a sign-in that one replica began ends at another", async (world, database) => {
  await using other = await PeopleWorld.start(database, () => ({}), { share: world });
  const browser = new PageBrowser();
  await browser.visit(world.authorizationUrl());
  const { answer } = world;
  world.answer = (request) => other.answer(request);
  const { url } = await browser.submit({ answer: "yes" });
  const redeemed = await world.redeem(new URL(url).searchParams.get("code") ?? "");
  world.answer = answer;
  const { access_token } = (await redeemed.json()) as { access_token: string };
  expect(await world.personOf(access_token)).toMatchObject({ subject: "ana" });
});

// What Mairu sends: its own client id, any port of loopback, one of two paths, scopes of its configuration at each renewal.
for (const redirect_uri of ["http://127.0.0.1:1/oauth2callback", "http://localhost:1/oauth/callback"]) {
  peopleTest(`Mairu's user signs in by ${redirect_uri}, and stays so`, async (world) => {
    const browser = new PageBrowser("http://localhost:1/");
    const mairu = { client_id: "mairu", redirect_uri, scope: "profile teams" };
    const callback = await world.signIn(redirect_uri.includes("localhost") ? browser : new PageBrowser(), mairu);
    const answer = await world.token({
      grant_type: "authorization_code",
      code: callback.searchParams.get("code") ?? "",
      redirect_uri,
      code_verifier: "v".repeat(64),
      client_id: "mairu",
    });
    const tokens = (await answer.json()) as { access_token: string; refresh_token: string };
    expect(await world.personOf(tokens.access_token)).toMatchObject({ subject: "ana", client: "mairu" });
    const renewed = await world.refresh(tokens.refresh_token, { client_id: "mairu", scope: "profile teams" });
    expect(renewed.status).toBe(200);
  });
}

peopleTest("a client that asks for no scope gets what there is", async (world) => {
  const tokens = await world.tokens({ scope: "" });
  expect(await world.personOf(tokens.access_token)).toMatchObject({ subject: "ana" });
});

peopleTest("a refresh token is good once, and its successor goes on", async (world) => {
  let { refresh_token } = await world.tokens();
  for (const _ of [1, 2, 3]) {
    const answer = await world.refresh(refresh_token);
    expect(answer.status).toBe(200);
    const tokens = (await answer.json()) as { refresh_token: string; access_token: string };
    expect(tokens.refresh_token).not.toBe(refresh_token);
    expect(await world.personOf(tokens.access_token)).toMatchObject({ subject: "ana" });
    refresh_token = tokens.refresh_token;
  }
});

peopleTest("signing out ends access tokens, too", async (world) => {
  const { access_token, refresh_token } = await world.tokens();
  const body = new URLSearchParams({ token: refresh_token, client_id: "actas" });
  expect((await fetch(`${world.url}oauth/revoke`, { method: "POST", body })).status).toBe(200);
  expect(await world.refusal(access_token)).toEqual({ status: 401, code: "invalid_token" });
  expect((await world.refresh(refresh_token)).status).toBe(400);
});

peopleTest("both documents of the authorization server name its endpoints", async (world) => {
  for (const path of ["oauth/.well-known/openid-configuration", ".well-known/oauth-authorization-server/oauth"]) {
    expect(await (await fetch(world.url + path)).json()).toMatchObject({
      issuer: `${world.url}oauth`,
      authorization_endpoint: `${world.url}oauth/authorize`,
      token_endpoint: `${world.url}oauth/token`,
      jwks_uri: `${world.url}oauth/jwks`,
      code_challenge_methods_supported: ["S256"],
    });
  }
});

peopleTest("a provider that is down is said on a page, and nobody is signed in", async (world) => {
  const browser = new PageBrowser();
  await browser.visit(world.authorizationUrl());
  world.upstream.down = 503;
  const page = await browser.submit({ answer: "yes" });
  expect([page.status, page.headers.get("retry-after")]).toEqual([503, "10"]);
  expect(page.text).toContain("Try again in a minute");
  world.upstream.down = undefined;
  const again = await browser.submit({ answer: "yes" });
  expect(again.url).toStartWith(REDIRECT_URI);
});
