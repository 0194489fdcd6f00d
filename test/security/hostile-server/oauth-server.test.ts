import { afterAll, afterEach, expect, test } from "bun:test";
import { inspect } from "node:util";
import { Clock } from "../../../src/base/clock.ts";
import { ActasError } from "../../../src/base/errors.ts";
import { Secret } from "../../../src/base/secret.ts";
import type { CredentialServerDefinition } from "../../../src/source-files/kinds/credential-server.ts";
import { renew, signIn } from "../../../src/sources/credential-server/sign-in.ts";
import { SignIns } from "../../../src/sources/sign-ins.ts";
import { startAuthorizationServer } from "../../support/authorization-server.ts";
import { Browser } from "../../support/browser.ts";
import { conversationWith } from "../../support/conversation-with.ts";
import { sourceAt } from "../../support/source-at.ts";

const real = await startAuthorizationServer();
afterAll(() => real.stop());

let madeUp: Bun.Server<undefined> | undefined;
afterEach(() => madeUp?.stop(true));

const clock = new Clock();

interface Outcome {
  readonly error: ActasError | undefined;
  readonly page: { readonly status: number; readonly text: string };
  /** Everything a user, a log or `--debug` could show of it. */
  readonly everything: string;
}

/** Signs in with a browser that does `browse` after the short URL has led it to the authorization URL. */
async function attempt(
  source: CredentialServerDefinition,
  browse: (authorizationUrl: URL) => Promise<string>,
): Promise<Outcome> {
  const shown = Promise.withResolvers<Outcome["page"]>();
  const conversation = conversationWith({
    "sign-in": async ({ url }, signal) => {
      const authorizationUrl = await fetch(url, { redirect: "manual" });
      const callback = await browse(new URL(authorizationUrl.headers.get("location")!));
      shown.resolve(new Browser().visit(callback));
      await new Promise((resolve) => signal.addEventListener("abort", resolve));
    },
  });
  const error = await signIn(source, "code", { clock, conversation, signIns: new SignIns() }).then(
    () => undefined,
    (thrown: ActasError) => thrown,
  );
  const page = await shown.promise;
  const everything = `${inspect(error, { depth: 10 })} ${error?.hints} ${JSON.stringify(error)} ${page.text}`;
  return { error, page, everything };
}

function callbackOf(authorizationUrl: URL, parameters: Record<string, string>): string {
  const callback = new URL(authorizationUrl.searchParams.get("redirect_uri")!);
  const state = authorizationUrl.searchParams.get("state")!;
  callback.search = new URLSearchParams({ state, ...parameters }).toString();
  return callback.href;
}

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

test("a code of somebody else's sign-in is refused, with our own state", async () => {
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
    fetch() {
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

const SECRETS = {
  code: "c0de-s3cret",
  clientSecret: "cli3nt-s3cret",
  refresh: "refr3sh-s3cret",
  access: "acc3ss-s3cret",
};

const WRONG_ANSWERS: [string, string, () => Response][] = [
  [
    "HTML",
    "something that is not OAuth",
    () => new Response(`<html>${SECRETS.code}`, { headers: { "content-type": "text/html" } }),
  ],
  ["nothing", "something that is not OAuth", () => new Response("")],
  ["a list", "something that is not OAuth", () => Response.json([SECRETS.access])],
  [
    "no token",
    "something that is not OAuth",
    () => Response.json({ token_type: "bearer", refresh_token: SECRETS.refresh }),
  ],
  [
    "a token that is no text",
    "something that is not OAuth",
    () => Response.json({ access_token: { a: SECRETS.access }, token_type: "bearer" }),
  ],
  [
    "another kind of token",
    "something that is not OAuth",
    () => Response.json({ access_token: SECRETS.access, token_type: "mac" }),
  ],
  ["a redirect", "HTTP 302, a redirect", () => Response.redirect(`https://evil.example/?code=${SECRETS.code}`, 302)],
  [
    "a redirect that keeps the method",
    "HTTP 307, a redirect",
    () => Response.redirect(`https://evil.example/?code=${SECRETS.code}`, 307),
  ],
  ["404 in HTML", "HTTP 404", () => new Response("<html>", { status: 404 })],
  ["429", "HTTP 429", () => new Response("", { status: 429 })],
  [
    "500 in JSON",
    "HTTP 500",
    () => Response.json({ error: "server_error", error_description: SECRETS.code }, { status: 500 }),
  ],
  ["too much", "more than 1 MiB", () => new Response("x".repeat(2_000_000))],
  [
    "an error that repeats what it was sent",
    "answered invalid_grant",
    () =>
      Response.json(
        { error: "invalid_grant", error_description: `code ${SECRETS.code} of ${SECRETS.clientSecret}` },
        { status: 400 },
      ),
  ],
  [
    "an error that is no word",
    "answered with an error",
    () => Response.json({ error: `\u001b[2J ${SECRETS.code}` }, { status: 400 }),
  ],
  [
    "an error beside a challenge",
    "answered invalid_client",
    () => Response.json({ error: "invalid_client" }, { status: 401, headers: { "www-authenticate": "Basic" } }),
  ],
];

test.each(WRONG_ANSWERS)(
  "a token endpoint that answers %s is named so, and nothing secret is",
  async (_what, reason, answer) => {
    let verifier = "";
    madeUp = Bun.serve({
      hostname: "127.0.0.1",
      port: 0,
      async fetch(request) {
        verifier = new URLSearchParams(await request.text()).get("code_verifier") ?? "";
        return answer();
      },
    });
    const source = sourceAt(`http://127.0.0.1:${madeUp.port}`, { clientSecret: new Secret(SECRETS.clientSecret) });
    let state = "";
    const { error, page, everything } = await attempt(source, async (url) => {
      state = url.searchParams.get("state")!;
      return callbackOf(url, { code: SECRETS.code });
    });
    expect(error).toBeInstanceOf(ActasError);
    expect(error?.message).toContain(reason);
    expect(error?.hints.length).toBeGreaterThan(0);
    expect(verifier).toMatch(/^[\w-]{86}$/);
    expect(page.status).toBe(400);
    for (const secret of [...Object.values(SECRETS), state, verifier, btoa(`actas:${SECRETS.clientSecret}`)]) {
      expect(everything).not.toContain(secret);
    }
  },
);

test("a renewal that fails says nothing secret either", async () => {
  madeUp = Bun.serve({
    hostname: "127.0.0.1",
    port: 0,
    fetch: () => Response.json({ refresh_token: SECRETS.refresh }),
  });
  const held = {
    key: "k",
    kind: "credential-server",
    source: "contoso",
    url: "http://127.0.0.1:1/",
    renewable: true,
    held: {
      grantType: "code",
      accessToken: new Secret(SECRETS.access),
      refreshToken: new Secret(SECRETS.refresh),
    },
  } as const;
  const conversation = conversationWith({});
  for (const issuer of [`http://127.0.0.1:${madeUp.port}`, "http://127.0.0.1:1"]) {
    const error = (await renew(sourceAt(issuer), held, { clock, conversation, signIns: new SignIns() }).catch(
      (thrown: unknown) => thrown,
    )) as ActasError;
    expect(error.message).toStartWith('cannot renew the sign-in to "contoso": ');
    expect(inspect(error, { depth: 10 })).not.toMatch(/s3cret/);
  }
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
