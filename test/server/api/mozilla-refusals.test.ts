import { expect, test } from "bun:test";
import { ActasError } from "../../../src/base/errors.ts";
import { mozillaRoutes } from "../../../src/server/api/mozilla-routes.ts";
import { HttpRefusal } from "../../../src/server/http-refusal.ts";
import { ServerDoor } from "../../../src/server/listener/server-door.ts";

/** The server's own listener, with an API whose tokens cannot be looked at for this reason. */
function doorThat(fails: unknown) {
  const routes = mozillaRoutes({
    idTokens: { personOfIdToken: () => Promise.reject(fails) },
    roles: { version: 1, rolesOf: () => [], find: () => undefined, judge: () => Promise.reject(fails) as never },
    bouncer: { personOf: () => Promise.reject(fails) },
    aliases: () => Promise.reject(fails),
    aliasesFor: "everybody",
    rebuild: () => Promise.reject(fails),
    rebuilders: [],
  });
  const logged: string[] = [];
  const logs = { log: (line: string) => void logged.push(line), accessLog: () => {} };
  const door = new ServerDoor({ listen: { address: "127.0.0.1", port: 0 }, proxies: [] }, logs);
  door.serve([{ name: "mozilla", routes }]);
  return { url: door.url, logged, [Symbol.asyncDispose]: () => door.close(0) };
}

/** What `maws` makes of an answer, whatever its status is: the words that it shows, or that it could not read it. */
async function shownByMaws(answer: Response): Promise<unknown> {
  try {
    const { error, message, roles } = (await answer.json()) as Record<string, unknown>;
    return roles ?? error ?? message;
  } catch {
    return "Unable to parse role map.";
  }
}

/** As the library sends it that `maws` uses. */
const asMaws = (url: string, path: string, method = "POST") =>
  fetch(url + path, {
    method,
    headers: { accept: "*/*", "content-type": "application/json" },
    ...(method === "POST" && { body: JSON.stringify({ token: "x", key: {}, cache: true }) }),
  });

test.each<readonly [string, unknown, number, string]>([
  ["a fault of the server", new Error("secret"), 500, "cannot answer: the server has a fault, which is in its log"],
  [
    "a database that is away",
    new ActasError("unreachable", "cannot reach the database at db.internal"),
    503,
    "cannot answer now: try again in a few seconds",
  ],
  ["a token that has ended", new HttpRefusal(401, "invalid_token", "expired signature"), 401, "expired signature"],
])("of %s `maws` shows the words, and nothing of the server's own (Z-46, Z-49)", async (_, fails, status, words) => {
  await using door = doorThat(fails);
  for (const path of ["roles", "rebuild-group-role-map"]) {
    const answer = await asMaws(door.url, path);
    expect([path, answer.status, answer.headers.get("content-type")]).toEqual([path, status, "application/json"]);
    expect(await shownByMaws(answer)).toBe(words);
  }
  const aliases = await fetch(`${door.url}account-aliases`);
  expect([aliases.status, await aliases.json()]).toEqual([status, { error: words }]);
});

test("a wrong method is 405 with those that there are, a wrong path 404, and neither answer is a page (Z-49)", async () => {
  await using door = doorThat(new Error("nobody asks"));
  const wrongMethods = [
    ["rebuild-group-role-map", "GET", "POST"],
    ["roles", "PUT", "POST"],
    ["account-aliases", "POST", "GET"],
  ] as const;
  for (const [path, method, allow] of wrongMethods) {
    const answer = await asMaws(door.url, path, method);
    expect([path, answer.status, answer.headers.get("allow")]).toEqual([path, 405, allow]);
    expect(answer.headers.get("content-type")).toBe("text/plain; charset=utf-8");
    expect(await shownByMaws(answer)).toBe("Unable to parse role map.");
  }
  const unknown = await asMaws(door.url, "role");
  expect([unknown.status, unknown.headers.get("content-type")]).toEqual([404, "text/plain; charset=utf-8"]);
  expect(await shownByMaws(unknown)).toBe("Unable to parse role map.");
  expect(door.logged).toEqual([]);
});
