/** What is sent, and what the answers below repeat of it. */
export const SECRETS = {
  code: "c0de-s3cret",
  clientSecret: "cli3nt-s3cret",
  refresh: "refr3sh-s3cret",
  access: "acc3ss-s3cret",
};

/** What a server answers that is broken or hostile, what the error says of it, and the answer. */
export const WRONG_ANSWERS: [string, string, () => Response][] = [
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
