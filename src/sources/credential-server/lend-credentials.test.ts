import { afterEach, expect, test } from "bun:test";
import { Clock } from "../../base/clock.ts";
import type { ActasError } from "../../base/errors.ts";
import { Secret } from "../../base/secret.ts";
import type { CredentialServerDefinition } from "../../source-files/kinds/credential-server.ts";
import { SignInRefused } from "../sign-in-methods.ts";
import type { SignIn } from "../sign-ins.ts";
import { lendCredentials } from "./lend-credentials.ts";
import { listServerRoles } from "./list-server-roles.ts";

const TOKEN = "t0ken";
const LENT = {
  Version: 1,
  AccessKeyId: "ASIAEXAMPLE",
  SecretAccessKey: "secret",
  SessionToken: "session",
  Expiration: "2026-01-02T03:04:05Z",
};

const signIn: SignIn<"credential-server"> = {
  key: "k",
  kind: "credential-server",
  source: "contoso",
  url: "https://roles.example/",
  renewable: false,
  held: { grantType: "code", accessToken: new Secret(TOKEN) },
};

let server: Bun.Server<undefined> | undefined;
afterEach(() => server?.stop(true));

function sourceAnswering(
  answer: (request: Request) => Response | Promise<Response>,
  base = "/api/",
): CredentialServerDefinition {
  server = Bun.serve({ hostname: "127.0.0.1", port: 0, fetch: answer });
  return {
    kind: "credential-server",
    id: "contoso",
    url: `http://127.0.0.1:${server.port}${base}`,
    defaultGrantType: "code",
    origin: "contoso.json",
    oauth: { clientId: "actas", scopes: [], tokenEndpoint: "https://roles.example/token" },
  };
}

function lend(source: CredentialServerDefinition, clock = new Clock()) {
  return lendCredentials(source, signIn, "Deploy/prod", clock);
}

async function failureOf(work: Promise<unknown>): Promise<ActasError> {
  return (await work.catch((error: unknown) => error)) as ActasError;
}

test("asks for the role as the API describes, and gives what was lent", async () => {
  const seen = Promise.withResolvers<{ method: string; url: string; headers: Headers; body: string }>();
  const source = sourceAnswering(async (request) => {
    seen.resolve({ method: request.method, url: request.url, headers: request.headers, body: await request.text() });
    return Response.json(LENT);
  });
  const { credentials, keep } = await lend(source);
  expect(credentials).toMatchObject({ accessKeyId: "ASIAEXAMPLE", expiration: new Date(LENT.Expiration) });
  expect(keep).toBeUndefined();

  const { method, url, headers, body } = await seen.promise;
  expect([method, new URL(url).pathname, body]).toEqual(["POST", "/api/assume-role", '{"Role":"Deploy/prod"}']);
  expect(headers.get("authorization")).toBe(`Bearer ${TOKEN}`);
  expect(headers.get("content-type")).toBe("application/json");
  expect(headers.get("accept")).toBe("application/json");
  expect(headers.get("user-agent")).toMatch(/^actas\/\d+\.\d+\.\d+/);
});

test.each([
  ["/", "/assume-role"],
  ["/api/", "/api/assume-role"],
  ["/api", "/assume-role"],
  ["/api/?v=1", "/api/assume-role"],
])("a base of %s means %s", async (base, path) => {
  const paths: string[] = [];
  const source = sourceAnswering((request) => {
    paths.push(new URL(request.url).pathname);
    return Response.json(LENT);
  }, base);
  await lend(source);
  expect(paths).toEqual([path]);
});

test("credentials for one use are not kept", async () => {
  expect((await lend(sourceAnswering(() => Response.json({ ...LENT, Mairu: { NoCache: true } })))).keep).toBe("never");
  expect(
    (await lend(sourceAnswering(() => Response.json({ ...LENT, Mairu: { NoCache: false } })))).keep,
  ).toBeUndefined();
  expect((await lend(sourceAnswering(() => Response.json({ ...LENT, Mairu: {} })))).keep).toBeUndefined();
});

test("a machine whose clock is wrong learns the time from a server that lends", async () => {
  const clock = new Clock(() => Date.parse("2026-01-02T01:00:00Z"));
  const headers = { date: "Fri, 02 Jan 2026 02:00:00 GMT" };
  await lend(
    sourceAnswering(() => Response.json(LENT, { headers })),
    clock,
  );
  expect(clock.warning()).toContain("60 minutes behind");
});

test("status 401 asks for a new sign-in", async () => {
  expect(await failureOf(lend(sourceAnswering(() => new Response(null, { status: 401 }))))).toBeInstanceOf(
    SignInRefused,
  );
});

test.each([
  [400, "configuration", "actas list roles"],
  [403, "access-denied", "actas list roles"],
  [404, "configuration", "/api/assume-role was asked"],
  [302, "configuration", "contoso.json"],
  [429, "throttled", "try again in 7 seconds"],
  [500, "unreachable", "try again in a minute"],
  [502, "unreachable", "try again in a minute"],
  [418, "unreachable", "contoso.json"],
])("status %d is %p, with what to do", async (status, code, hint) => {
  const headers = { "retry-after": "7", location: "https://evil.example/" };
  const error = await failureOf(lend(sourceAnswering(() => new Response(`no, ${TOKEN}`, { status, headers }))));
  expect(error.code).toBe(code as ActasError["code"]);
  expect(error.message).toContain(`${status}`);
  expect(`${error.message} ${error.hints}`).not.toMatch(/t0ken|evil/);
  expect(error.message).toStartWith('cannot get credentials for "Deploy/prod" from "contoso": the credential server ');
  expect(error.hints.join(" ")).toContain(hint);
});

test.each([
  ["the page of a hotel", "<html>Welcome"],
  ["nothing", ""],
  ["other JSON", '{"Version":1}'],
  ["a list", "[]"],
])("%s instead of credentials is said to be that", async (_what, text) => {
  const error = await failureOf(lend(sourceAnswering(() => new Response(text))));
  expect(error).toMatchObject({ code: "unreachable", message: expect.stringContaining("something else than its API") });
  expect(error.hints[0]).toContain("sign-in page of a network");
});

test("a server that has trouble for a moment is asked once more", async () => {
  const answers = [new Response(null, { status: 503 }), Response.json(LENT), Response.json(LENT)];
  const lent = await lend(sourceAnswering(() => answers.shift()!));
  expect(lent.credentials.accessKeyId).toBe(LENT.AccessKeyId);
  expect(answers).toHaveLength(1);
});

test("a token is not sent without TLS", async () => {
  const source = { ...sourceAnswering(() => Response.json(LENT)), url: "http://roles.example/" };
  expect(await failureOf(lend(source))).toMatchObject({
    code: "configuration",
    message: expect.stringContaining("https://"),
  });
});

test("roles are listed by name", async () => {
  const Roles = [
    { Name: "b", Description: "second" },
    { Name: "a", Description: null },
    { Name: "c", Description: "" },
  ];
  const source = sourceAnswering((request) => {
    expect([request.method, new URL(request.url).pathname]).toEqual(["GET", "/api/roles"]);
    return Response.json({ Roles });
  });
  expect(await listServerRoles(source, signIn)).toEqual([
    { name: "a" },
    { name: "b", description: "second" },
    { name: "c" },
  ]);
});

test.each([404, 405])("a server that answers %d to the list has none", async (status) => {
  expect(
    await listServerRoles(
      sourceAnswering(() => new Response(null, { status })),
      signIn,
    ),
  ).toEqual([]);
});

test("a list that is none is an error, and a refused sign-in is asked for anew", async () => {
  const nonsense = await failureOf(
    listServerRoles(
      sourceAnswering(() => Response.json({ roles: [] })),
      signIn,
    ),
  );
  expect(nonsense.message).toStartWith('cannot list the roles of "contoso": ');
  const refused = await failureOf(
    listServerRoles(
      sourceAnswering(() => new Response(null, { status: 401 })),
      signIn,
    ),
  );
  expect(refused).toBeInstanceOf(SignInRefused);
});
