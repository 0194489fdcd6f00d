import { afterEach, describe, expect, test } from "bun:test";
import { ActasError } from "../../base/errors.ts";
import { checkServer } from "./check-server.ts";
import { plannedSource } from "./write-source.ts";

type Answers = Readonly<Record<string, () => Response>>;

const GOOD: Answers = {
  "GET /api/roles": () => new Response("", { status: 401 }),
  "POST /api/assume-role": () => new Response("", { status: 401 }),
  "POST /api/oauth/token": () => Response.json({ error: "invalid_request" }, { status: 400 }),
  "GET /api/oauth/authorize": () => new Response("<p>sign in</p>"),
  "POST /api/oauth/device": () => Response.json({ error: "invalid_request" }, { status: 400 }),
};

const servers: Bun.Server<unknown>[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.stop(true);
});

/** What the check finds, and what the server was sent. */
async function check(answers: Answers): Promise<{ error?: ActasError; sent: string[] }> {
  const sent: string[] = [];
  const server = Bun.serve({
    hostname: "127.0.0.1",
    port: 0,
    async fetch(request) {
      const name = `${request.method} ${new URL(request.url).pathname}`;
      sent.push(`${name} ${await request.text()}`);
      return (answers[name] ?? (() => new Response("", { status: 404 })))();
    },
  });
  servers.push(server);
  const oauth = { client_id: "actas", client_secret: "hush", code_grant: {}, device_grant: {} };
  const definition = plannedSource({ id: "team", url: `${server.url.href}api/`, oauth });
  if (definition.kind !== "credential-server") throw new Error("expected a credential server");
  try {
    await checkServer(definition);
  } catch (error) {
    if (error instanceof ActasError) return { error, sent };
    throw error;
  }
  return { sent };
}

test("a server that answers as one passes, and is told no secret", async () => {
  const { error, sent } = await check(GOOD);
  expect(error).toBeUndefined();
  expect(sent.sort()).toEqual([
    "GET /api/oauth/authorize ",
    "GET /api/roles ",
    "POST /api/assume-role {}",
    "POST /api/oauth/device ",
    "POST /api/oauth/token client_id=actas",
  ]);
});

test.each([400, 403, 429])("a role without a token may be refused with %d", async (status) => {
  expect((await check({ ...GOOD, "POST /api/assume-role": () => new Response("", { status }) })).error).toBeUndefined();
});

test.each([200, 403, 404, 405])("the list of roles may answer %d", async (status) => {
  expect((await check({ ...GOOD, "GET /api/roles": () => new Response("", { status }) })).error).toBeUndefined();
});

describe("a server fails that answers", () => {
  test.each([
    ["GET /api/roles", () => new Response("", { status: 502 }), "roles answered 502 where 401 was expected"],
    ["GET /api/roles", () => Response.redirect("/login"), "roles answered 302 where 401 was expected"],
    ["POST /api/assume-role", () => Response.json({}), "assume-role answered 200 where 401 was expected"],
    [
      "POST /api/assume-role",
      () => new Response("", { status: 404 }),
      "assume-role answered 404 where 401 was expected",
    ],
    [
      "POST /api/oauth/token",
      () => new Response("<p>hello</p>"),
      "oauth/token answered 200 where an OAuth 2.0 error in JSON was expected",
    ],
    [
      "GET /api/oauth/authorize",
      () => new Response("", { status: 404 }),
      "oauth/authorize answered 404 where a page was expected",
    ],
    [
      "POST /api/oauth/device",
      () => new Response("", { status: 404 }),
      "oauth/device answered 404 where 400 was expected",
    ],
  ] as const)("%s otherwise (%#)", async (name, answer, problem) => {
    const { error } = await check({ ...GOOD, [name]: answer });
    expect(error?.code).toBe("configuration");
    expect(error?.message).toStartWith('cannot set up "team": http://127.0.0.1:');
    expect(error?.message).toEndWith(`/api/${problem}`);
    expect(error?.hints).toEqual(["`--no-check` writes the file as it is"]);
  });
});

test("everything that is wrong is said at once", async () => {
  const { error } = await check({});
  expect(error?.hints).toHaveLength(4);
});

test("a server that is not there is unreachable", async () => {
  const server = Bun.serve({ hostname: "127.0.0.1", port: 0, fetch: () => new Response() });
  const url = server.url.href;
  await server.stop(true);
  const definition = plannedSource({ id: "team", url, oauth: { client_id: "actas", code_grant: {} } });
  if (definition.kind !== "credential-server") throw new Error("expected a credential server");
  await expect(checkServer(definition)).rejects.toMatchObject({ code: "unreachable" });
});
