import { afterAll, afterEach, expect, test } from "bun:test";
import type { ActasError } from "../../../src/base/errors.ts";
import { signIn } from "../../../src/sources/credential-server/sign-in.ts";
import { SignIns } from "../../../src/sources/sign-ins.ts";
import { startAuthorizationServer } from "../../support/authorization-server.ts";
import { Browser } from "../../support/browser.ts";
import { conversationWith } from "../../support/conversation-with.ts";
import { attempt, callbackOf, clock } from "../../support/sign-in-attempt.ts";
import { sourceAt, takesNoProofs } from "../../support/source-at.ts";

const real = await startAuthorizationServer();
afterAll(() => real.stop());

let madeUp: Bun.Server<undefined> | undefined;
afterEach(() => madeUp?.stop(true));

/** Where the real provider sends the browser back to. */
function consent(authorizationUrl: URL): Promise<string> {
  return new Browser().visitUntil(authorizationUrl.href, authorizationUrl.searchParams.get("redirect_uri")!);
}

test("the method of the challenge is S256, and a page that is changed to plain is refused by the provider", async () => {
  const { error } = await attempt(sourceAt(real.issuer), (url) => {
    expect(url.searchParams.get("code_challenge_method")).toBe("S256");
    expect(url.searchParams.get("code_challenge")).toMatch(/^[\w-]{43}$/);
    url.searchParams.set("code_challenge_method", "plain");
    return consent(url);
  });
  expect(error?.message).toContain("the authorization server answered invalid_request");
});

test("a page from which the challenge was taken away gives no sign-in", async () => {
  const { error } = await attempt(sourceAt(real.issuer), (url) => {
    url.searchParams.delete("code_challenge");
    url.searchParams.delete("code_challenge_method");
    return consent(url);
  });
  expect(error?.message).toContain("the authorization server answered invalid_request");
});

test("a code of another person's sign-in is refused, with our own state", async () => {
  let stolen = "";
  await attempt(sourceAt(real.issuer), async (url) => {
    stolen = new URL(await consent(url)).searchParams.get("code")!;
    return callbackOf(url, { error: "access_denied" });
  });
  const { error, page, everything } = await attempt(sourceAt(real.issuer), async (url) => {
    return callbackOf(url, { code: stolen, iss: real.issuer });
  });
  expect(error?.code).toBe("access-denied");
  expect(error?.message).toContain("answered invalid_grant");
  expect(page.status).toBe(400);
  expect(everything).not.toContain(stolen);
});

test.each([
  ["another issuer", {}, "https://evil.example"],
  ["an issuer that begins alike", {}, "ISSUER.evil.example"],
  [
    "another issuer at the same host than the one that is set",
    { issuer: "https://a.example/one" },
    "https://a.example/two",
  ],
  ["no address", {}, "evil"],
  ["nobody, though an issuer is set", { issuer: "https://a.example/one" }, undefined],
  ["the issuer that is set but for a slash", { issuer: "https://a.example/one" }, "https://a.example/one/"],
])("an answer that says it is from %s is refused before the code is sent anywhere", async (_what, oauth, iss) => {
  let asked = 0;
  madeUp = Bun.serve({
    hostname: "127.0.0.1",
    port: 0,
    fetch(request) {
      const told = takesNoProofs(request);
      if (told) return told;
      asked++;
      return Response.json({ access_token: "t", token_type: "Bearer" });
    },
  });
  const issuer = `http://127.0.0.1:${madeUp.port}`;
  const { error, page } = await attempt(sourceAt(issuer, oauth), async (url) =>
    callbackOf(url, { code: "c0de", ...(iss !== undefined && { iss: iss.replace("ISSUER", issuer) }) }),
  );
  const from = iss === undefined ? "does not say who it is from" : "is from another authorization server";
  expect(error?.message).toBe(`cannot sign in to "contoso": the answer ${from}`);
  expect(error?.hints).toEqual([expect.stringContaining("`oauth.issuer` in contoso.json")]);
  expect(page.status).toBe(400);
  expect(asked).toBe(0);
});

test("an answer that says it is from the issuer that is set, or from where we asked, is taken", async () => {
  const said = await attempt(sourceAt(real.issuer), consent);
  expect(said.error).toBeUndefined();
  expect((await attempt(sourceAt(real.issuer, { issuer: real.issuer }), consent)).error).toBeUndefined();
});

test("endpoints without TLS are refused before a page is shown", async () => {
  const conversation = conversationWith({});
  for (const oauth of [
    { tokenEndpoint: "http://login.example/token" },
    { codeGrant: { authorizationEndpoint: "http://login.example/auth", redirectHost: "127.0.0.1" } as const },
  ]) {
    const error = (await signIn(sourceAt(real.issuer, oauth), "code", {
      clock,
      conversation,
      signIns: new SignIns(),
    }).catch((thrown: unknown) => thrown)) as ActasError;
    expect(error.code).toBe("configuration");
    expect(error.message).toMatch(/http:\/\/login\.example\/\w+ does not begin with https:\/\/$/);
  }
});
