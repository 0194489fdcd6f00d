import { afterAll, beforeEach, expect, test } from "bun:test";
import { Clock } from "../../src/base/clock.ts";
import type { ActasError } from "../../src/base/errors.ts";
import { CredentialCache } from "../../src/cache/credential-cache.ts";
import { CannotAsk, type Conversation } from "../../src/conversation/conversation.ts";
import { SingleFlight } from "../../src/conversation/single-flight.ts";
import type { CredentialServerDefinition } from "../../src/source-files/kinds/credential-server.ts";
import { credentialServer } from "../../src/sources/credential-server/credential-server.ts";
import { SignIns } from "../../src/sources/sign-ins.ts";
import type { SourceTools } from "../../src/sources/source.ts";
import type { ResolvedTarget } from "../../src/targets/resolved-target.ts";
import { startAuthorizationServer } from "../support/authorization-server.ts";
import { Browser } from "../support/browser.ts";
import { conversationWith } from "../support/conversation-with.ts";

const login = await startAuthorizationServer();

/** Lends to clients with a token that the OpenID provider accepts; can be told to refuse the next few. */
let refusals = 0;
/** What it answers in place of what is right. */
let odd = {};
const roles = Bun.serve({
  hostname: "127.0.0.1",
  port: 0,
  async fetch(request) {
    const authorization = request.headers.get("authorization") ?? "";
    const isGood = (await fetch(`${login.issuer}/me`, { headers: { authorization } })).ok;
    if (!isGood || refusals-- > 0) return new Response(null, { status: 401 });
    const { Role } = (await request.json()) as { Role: string };
    return Response.json({ Version: 1, AccessKeyId: `ASIA${Role}`, SecretAccessKey: "s", SessionToken: "t", ...odd });
  },
});

afterAll(() => {
  login.stop();
  roles.stop(true);
});

const source: CredentialServerDefinition = {
  kind: "credential-server",
  id: "contoso",
  url: `http://127.0.0.1:${roles.port}/`,
  defaultGrantType: "code",
  origin: "contoso.json",
  oauth: {
    clientId: "actas",
    scopes: ["openid"],
    tokenEndpoint: `${login.issuer}/token`,
    codeGrant: { authorizationEndpoint: `${login.issuer}/auth`, redirectHost: "127.0.0.1" },
  },
};

let pages = 0;
let tools: SourceTools;
beforeEach(() => {
  pages = 0;
  refusals = 0;
  odd = {};
  const clock = new Clock();
  const conversation = person(async (url) => {
    pages++;
    await new Browser().visit(url);
  });
  const request = { freshness: "cached", interaction: "allowed", environment: {} } as const;
  const parts = { cache: new CredentialCache(clock.now), flights: new SingleFlight(), signIns: new SignIns() };
  tools = { request, conversation, clock, ...parts } as unknown as SourceTools;
});

function person(open: (url: string) => Promise<void>): Conversation {
  return conversationWith({
    "sign-in": async ({ url }, signal) => {
      await open(url);
      if (!signal.aborted) await new Promise((resolve) => signal.addEventListener("abort", resolve));
    },
  });
}

function lend(role: string, given: Partial<SourceTools> = {}) {
  const target = { name: `contoso:${role}`, source: { kind: "credential-server", source, role }, chain: [] };
  return credentialServer(target as unknown as ResolvedTarget<"credential-server">, { ...tools, ...given });
}

test("one sign-in serves every role", async () => {
  expect((await lend("A")).credentials.accessKeyId).toBe("ASIAA");
  expect((await lend("B")).credentials.accessKeyId).toBe("ASIAB");
  expect(pages).toBe(1);
});

test("roles that are wanted at the same time cost one page", async () => {
  const lent = await Promise.all(["A", "B", "C"].map((role) => lend(role)));
  expect(lent.map(({ credentials }) => credentials.accessKeyId)).toEqual(["ASIAA", "ASIAB", "ASIAC"]);
  expect(pages).toBe(1);
});

test("a sign-in that the server refuses is renewed, and made anew when that does not help", async () => {
  await lend("A");
  refusals = 1;
  expect((await lend("A")).credentials.accessKeyId).toBe("ASIAA");
  expect(pages).toBe(1);
  refusals = 2;
  expect((await lend("A")).credentials.accessKeyId).toBe("ASIAA");
  expect(pages).toBe(2);
});

test("a server that refuses a new sign-in is no reason for another page", async () => {
  refusals = 9;
  const error = (await lend("A").catch((thrown: unknown) => thrown)) as ActasError;
  expect(error.code).toBe("access-denied");
  expect(error.message).toBe('cannot get credentials from "contoso": it refuses the sign-in that was just made');
  expect(pages).toBe(1);
});

test("without a person to sign in, the command to run is named", async () => {
  const conversation = person(() => Promise.reject(new CannotAsk("there is no terminal")));
  const error = (await lend("A", { conversation }).catch((thrown: unknown) => thrown)) as ActasError;
  expect(error.code).toBe("sign-in-required");
  expect(error.hints[0]).toContain("actas login contoso");
});

test.each([
  [{ AccessKeyId: "AKIAUSER", SessionToken: undefined }, "it lends long-term keys, without a session token"],
  [{ AccessKeyId: "KEY", SessionToken: "" }, "it lends long-term keys, without a session token"],
  [{ AccessKeyId: "AKIAUSER" }, "AKIAUSER is a long-term key, and the session token beside it belongs to another"],
  [{ Expiration: "2099-01-01T00:00:00" }, "its `Expiration` is no time with a zone, such as 2026-01-02T03:04:05Z"],
])("what a server should not lend is refused, and why is said: %j", async (answer, why) => {
  odd = answer;
  const error = (await lend("A").catch((thrown: unknown) => thrown)) as ActasError;
  expect(error.message).toBe(
    `cannot get credentials for "A" from "contoso": what the credential server answered cannot be used: ${why}`,
  );
});
