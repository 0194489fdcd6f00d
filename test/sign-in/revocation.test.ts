import { afterEach, expect, test } from "bun:test";
import { Secret } from "../../src/base/secret.ts";
import type { CredentialServerDefinition } from "../../src/source-files/kinds/credential-server.ts";
import { signOut } from "../../src/sources/credential-server/sign-in.ts";
import type { SignIn } from "../../src/sources/sign-ins.ts";
import { conversationWith } from "../support/conversation-with.ts";
import { sourceAt } from "../support/source-at.ts";

const REFRESH = "refresh-of-ana";
const ACCESS = "access-of-ana";
const SIGN_IN: SignIn<"credential-server"> = {
  ...{ key: "k", kind: "credential-server", source: "contoso", url: "http://127.0.0.1:1/", renewable: true },
  held: { grantType: "device", accessToken: new Secret(ACCESS), refreshToken: new Secret(REFRESH) },
};

/** No user is asked for anything when a sign-in is ended. */
const TOOLS = {
  conversation: conversationWith({}),
};

interface Asked {
  readonly form: URLSearchParams;
  readonly basic: string | null;
}

let server: Bun.Server<undefined> | undefined;
const asked: Asked[] = [];
afterEach(async () => {
  await server?.stop(true);
  asked.length = 0;
});

/** A provider that judges as RFC 7009 says, and answers what is right with `answer`. */
function provider(answer: (asked: Asked) => Response): string {
  server = Bun.serve({
    hostname: "127.0.0.1",
    port: 0,
    async fetch(request) {
      const one = { form: new URLSearchParams(await request.text()), basic: request.headers.get("authorization") };
      asked.push(one);
      const isForm = request.headers.get("content-type")?.startsWith("application/x-www-form-urlencoded");
      if (request.method !== "POST" || !isForm || !one.form.get("token")) return refused("invalid_request");
      if (one.basic === null && one.form.get("client_id") !== "actas") return refused("invalid_client", 401);
      return answer(one);
    },
  });
  return `http://127.0.0.1:${server.port}`;
}

const refused = (error: string, status = 400): Response => Response.json({ error }, { status });
const done = (): Response => new Response(null, { status: 200 });

/** A device client, which has no secret and no authorization endpoint. */
function deviceSource(origin: string): CredentialServerDefinition {
  const { codeGrant: _, ...oauth } = sourceAt(origin, { revocationEndpoint: `${origin}/revoke` }).oauth;
  return { ...sourceAt(origin), defaultGrantType: "device", oauth: { ...oauth, clientId: "actas" } };
}

test.each<[string, (one: Asked) => Response]>([
  ["answers 200 and nothing", done],
  ["answers 200 and a page", () => new Response("<p>ok</p>")],
  ["answers 200 and JSON", () => Response.json({})],
  ["answers 204", () => new Response(null, { status: 204 })],
  ["answers 202", () => new Response("accepted", { status: 202 })],
  [
    "cannot revoke access tokens, which are signed",
    ({ form }) => (form.get("token") === ACCESS ? refused("unsupported_token_type") : done()),
  ],
  [
    "does not know the access token any more, once the refresh token is revoked",
    ({ form }) => (form.get("token") === ACCESS ? refused("invalid_request") : done()),
  ],
  ["fails at the access token", ({ form }) => (form.get("token") === ACCESS ? refused("server_error", 503) : done())],
])("a device client's sign-in is ended at a provider that %s", async (_, answer) => {
  expect(await signOut(deviceSource(provider(answer)), SIGN_IN, TOOLS)).toBe("revoked");
  expect(asked[0]?.form.get("token")).toBe(REFRESH);
  expect(asked[0]?.form.get("token_type_hint")).toBe("refresh_token");
});

test("a public client says who it is in the body, a confidential one by its secret", async () => {
  const source = deviceSource(provider(done));
  await signOut(source, SIGN_IN, TOOLS);
  expect(asked.map(({ form, basic }) => [form.get("client_id"), basic])).toEqual([
    ["actas", null],
    ["actas", null],
  ]);
  asked.length = 0;
  await signOut({ ...source, oauth: { ...source.oauth, clientSecret: new Secret("s") } }, SIGN_IN, TOOLS);
  expect(asked[0]?.basic).toBe(`Basic ${btoa("actas:s")}`);
});

test.each<[string, (one: Asked) => Response]>([
  [
    "refuses the refresh token",
    ({ form }) => (form.get("token") === REFRESH ? refused("invalid_client", 401) : done()),
  ],
  [
    "cannot revoke refresh tokens",
    ({ form }) => (form.get("token") === REFRESH ? refused("unsupported_token_type") : done()),
  ],
  ["fails", () => refused("server_error", 500)],
  ["answers 200 with an error", () => Response.json({ error: "invalid_client" })],
  ["sends elsewhere", () => new Response(null, { status: 302, headers: { location: "/" } })],
])("it is only forgotten when the provider %s", async (_, answer) => {
  expect(await signOut(deviceSource(provider(answer)), SIGN_IN, TOOLS)).toBe("forgotten");
});

test("without a refresh token the access token is what is ended", async () => {
  const { refreshToken: _, ...held } = SIGN_IN.held;
  const plain = { ...SIGN_IN, held };
  expect(await signOut(deviceSource(provider(done)), plain, TOOLS)).toBe("revoked");
  const refusing = provider(() => refused("unsupported_token_type"));
  expect(await signOut(deviceSource(refusing), plain, TOOLS)).toBe("forgotten");
});

test("the access token is revoked also where the refresh token cannot be", async () => {
  const answer = ({ form }: Asked): Response => (form.get("token") === REFRESH ? refused("server_error", 500) : done());
  await signOut(deviceSource(provider(answer)), SIGN_IN, TOOLS);
  expect(asked.map(({ form }) => form.get("token"))).toContain(ACCESS);
});
