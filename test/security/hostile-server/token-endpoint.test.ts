import { afterEach, expect, test } from "bun:test";
import { inspect } from "node:util";
import { ActasError } from "../../../src/base/errors.ts";
import { Secret } from "../../../src/base/secret.ts";
import { renew } from "../../../src/sources/credential-server/sign-in.ts";
import { SignIns } from "../../../src/sources/sign-ins.ts";
import { conversationWith } from "../../support/conversation-with.ts";
import { attempt, callbackOf, clock } from "../../support/sign-in-attempt.ts";
import { sourceAt } from "../../support/source-at.ts";

let madeUp: Bun.Server<undefined> | undefined;
afterEach(() => madeUp?.stop(true));

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
