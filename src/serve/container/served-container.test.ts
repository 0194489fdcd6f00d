import { expect, test } from "bun:test";
import type { Credentials } from "../../base/credentials.ts";
import { Secret } from "../../base/secret.ts";
import { refuse } from "../../http/refusal.ts";
import type { Fetcher } from "../serving.ts";
import { servedContainer } from "./served-container.ts";

const ARN = "arn:aws:iam::111122223333:role/team/Dev";
const TOKEN = new Secret("Bearer good");

/** A served target that can be switched, and one that is allowed besides. */
function world(target: string | undefined = "dev") {
  const noted: [string, Fetcher | "later" | undefined][] = [];
  const supplied: string[] = [];
  const serving = {
    target,
    credentials: () => Promise.reject(new Error("nothing is served")),
    credentialsOf: (of: string): Credentials | Promise<Credentials> => {
      supplied.push(of);
      return { accessKeyId: of, secretAccessKey: new Secret("x"), expiration: new Date(1e12) };
    },
    fetched: (...fetch: (typeof noted)[number]) => noted.push(fetch),
  };
  const { admit } = servedContainer({
    serving,
    token: TOKEN,
    targets: ["prod", ARN],
    programAt: (port) => (port === 7 ? { pid: 1, program: "java" } : undefined),
  });
  const ask = async (path: string, authorization: string | undefined = "Bearer good", port = 7) => {
    const request = new Request(`http://127.0.0.1${path}`, authorization ? { headers: { authorization } } : {});
    const admitted = admit(request, { port });
    const answer = typeof admitted === "function" ? await admitted() : refuse(admitted);
    const { AccessKeyId, Code, Message } = (await answer.json()) as Record<string, string>;
    return [answer.status, AccessKeyId ?? Code, Message];
  };
  return { ask, noted, serving, supplied };
}

test.each([
  ["/credentials", "dev"],
  ["/credentials/", "dev"],
  ["/mairu/ecs/credentials", "dev"],
  ["/credentials/dev", "dev"],
  ["/credentials/prod?x=/credentials/other", "prod"],
  [`/credentials/${ARN}`, ARN],
  [`/credentials/${encodeURIComponent(ARN)}`, ARN],
])("%s gives the credentials of %s", async (path, target) => {
  expect(await world().ask(path)).toEqual([200, target, undefined]);
});

test.each([
  "/credentials/other",
  "/credentials/PROD",
  "/credentials/%E0%A4%A",
  "/credentials/prod/",
  "/credentials/--port",
])("%s, which is not allowed, gives none, and the reason", async (path) => {
  const { ask, supplied } = world();
  const [status, code, message] = await ask(path);
  expect([status, code, message]).toEqual([
    403,
    "AccessDenied",
    expect.stringMatching(/it is not served here; `actas/),
  ]);
  expect(supplied).toEqual([]);
});

test.each([
  ["", 400],
  ["Bearer bad", 401],
  ["good", 401],
])("the token %p gets status %d, whatever is asked for", async (authorization, status) => {
  const { ask, noted, supplied } = world();
  for (const path of ["/credentials", "/credentials/prod", "/credentials/other"]) {
    expect((await ask(path, authorization))[0]).toBe(status);
  }
  expect([noted, supplied]).toEqual([[], []]);
});

test("after a switch the next request gets the other target, even while a supply of the one before is under way", async () => {
  const { ask, serving } = world();
  const slow = Promise.withResolvers<Credentials>();
  const { credentialsOf } = serving;
  serving.credentialsOf = (of) => (of === "dev" ? slow.promise : credentialsOf(of));
  const before = ask("/credentials");
  serving.target = "next";
  expect((await ask("/credentials"))[1]).toBe("next");
  slow.resolve({ accessKeyId: "dev", secretAccessKey: new Secret("x"), expiration: new Date(1e12) });
  expect((await before)[1]).toBe("dev");
  expect((await ask("/credentials/dev"))[0]).toBe(403);
});

test("which program has fetched is noted, if the system tells, and only if it got some", async () => {
  const { ask, noted } = world();
  await ask("/credentials");
  await ask("/credentials", "Bearer good", 8);
  await ask("/credentials/other");
  await ask("/credentials/prod");
  const java = { pid: 1, program: "java" };
  expect(noted).toEqual([
    ["dev", java],
    ["dev", undefined],
    ["prod", java],
  ]);
});
