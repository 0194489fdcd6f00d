import { afterEach, expect, test } from "bun:test";
import type { Credentials } from "../../base/credentials.ts";
import { ActasError } from "../../base/errors.ts";
import { Secret } from "../../base/secret.ts";
import { type LoopbackListener, listenOnLoopback } from "../../http/listen-on-loopback.ts";
import { type ImdsEndpointParts, imdsEndpoint } from "./imds-endpoint.ts";

const open: LoopbackListener[] = [];
afterEach(() => Promise.all(open.splice(0).map((listener) => listener.stop())));

const TOKEN = "/latest/api/token";
const ROLES = "/latest/meta-data/iam/security-credentials/";

function credentialsOf(name: string): Credentials {
  return {
    accessKeyId: `ASIA${name}`,
    secretAccessKey: new Secret(`secret of ${name}`),
    sessionToken: new Secret(`token of ${name}`),
    expiration: new Date("2026-12-01T12:00:00.5Z"),
  };
}

/** An endpoint whose clock and target the test moves. */
function listen(change: Partial<ImdsEndpointParts> = {}) {
  const state = { now: Date.parse("2026-12-01T10:00:00Z"), target: "STAGING" as string | undefined };
  const given: number[] = [];
  const parts: ImdsEndpointParts = {
    target: () => state.target,
    credentials: () => credentialsOf(state.target ?? ""),
    regionOf: async () => "eu-west-1",
    onGiven: (port) => given.push(port),
    allowsVersion1: false,
    now: () => state.now,
    ...change,
  };
  const listener = listenOnLoopback(imdsEndpoint(parts));
  open.push(listener);
  const ask = (path: string, headers: Record<string, string> = {}, method = "GET"): Promise<Response> =>
    fetch(`http://127.0.0.1:${listener.port}${path}`, { method, headers });
  const issue = (seconds: string, headers: Record<string, string> = {}) =>
    ask(TOKEN, { "x-aws-ec2-metadata-token-ttl-seconds": seconds, ...headers }, "PUT");
  const token = async (seconds = "60") => ({ "x-aws-ec2-metadata-token": await (await issue(seconds)).text() });
  return { state, ask, given, issue, token };
}

test("a client with a token learns the name of the role, and by that its credentials", async () => {
  const { ask, given, token } = listen();
  const good = await token();
  for (const path of [ROLES, ROLES.slice(0, -1), `/${ROLES}`]) {
    expect(await (await ask(path, good)).text()).toBe("STAGING");
  }
  const answer = await ask(`${ROLES}STAGING`, good);
  expect(answer.headers.get("cache-control")).toBe("no-store");
  expect(await answer.json()).toEqual({
    Code: "Success",
    LastUpdated: "2026-12-01T10:00:00Z",
    Type: "AWS-HMAC",
    AccessKeyId: "ASIASTAGING",
    SecretAccessKey: "secret of STAGING",
    Token: "token of STAGING",
    Expiration: "2026-12-01T12:00:00Z",
  });
  expect((await ask(`${ROLES}PRODUCTION`, good)).status).toBe(404);
  expect(given).toEqual([expect.any(Number)]);
});

test("a client with a token learns the region, and what else there is", async () => {
  const { ask, token } = listen();
  const good = await token();
  expect(await (await ask("/latest/meta-data/placement/region", good)).text()).toBe("eu-west-1");
  expect(await (await ask("/latest/meta-data/", good)).text()).toBe("iam/\ninstance-id\nplacement/");
  expect((await ask("/latest/user-data", good)).status).toBe(404);
});

test("a token is random, ends with the life it was asked for, and says which", async () => {
  const { ask, issue, state, token } = listen();
  const issued = await issue("21600");
  expect(issued.headers.get("x-aws-ec2-metadata-token-ttl-seconds")).toBe("21600");
  expect(issued.headers.get("content-type")).toStartWith("text/plain");
  const [first, second] = [await token("1"), await token("21600")];
  expect(first).not.toEqual(second);
  expect(first["x-aws-ec2-metadata-token"]).toMatch(/^[\w-]{54}$/);
  state.now += 999;
  expect((await ask(ROLES, first)).status).toBe(200);
  state.now += 1;
  expect((await ask(ROLES, first)).status).toBe(401);
  state.now += 21_598_999;
  expect((await ask(ROLES, second)).status).toBe(200);
  state.now += 1;
  expect((await ask(ROLES, second)).status).toBe(401);
});

test.each(["0", "21601", "-1", "1.5", "", "1e3", "sixty", "60, 60", "99999999999"])(
  "no token lives for %p seconds",
  async (seconds) => {
    expect((await listen().issue(seconds)).status).toBe(400);
  },
);

test("a token is given out by PUT with a life only, and nothing without one", async () => {
  const { ask, token } = listen();
  expect((await ask(TOKEN, {}, "PUT")).status).toBe(400);
  for (const method of ["GET", "POST", "HEAD", "DELETE"]) {
    const { status } = await ask(TOKEN, { "x-aws-ec2-metadata-token-ttl-seconds": "60" }, method);
    expect([method, status]).toEqual([method, 405]);
  }
  expect((await ask(ROLES)).status).toBe(401);
  expect((await ask("/latest/")).status).toBe(401);
  for (const wrong of ["", "x", `${(await token())["x-aws-ec2-metadata-token"]}x`]) {
    expect((await ask(`${ROLES}STAGING`, { "x-aws-ec2-metadata-token": wrong })).status).toBe(401);
  }
  for (const method of ["PUT", "POST", "HEAD", "OPTIONS"]) {
    expect((await ask(ROLES, await token(), method)).status).toBe(405);
  }
});

test("version 1 needs no token, but one that is sent must be good", async () => {
  const { ask } = listen({ allowsVersion1: true });
  expect(await (await ask(ROLES)).text()).toBe("STAGING");
  expect((await ask(ROLES, { "x-aws-ec2-metadata-token": "x" })).status).toBe(401);
});

test.each([
  ...["X-Forwarded-For", "X-Forwarded", "X-Forwarded-Proto", "X-Original-Forwarded-For", "Forwarded", "Forwarded-For"],
  ...["Via", "X-Real-IP", "X-Client-IP", "True-Client-IP", "CF-Connecting-IP", "Fastly-Client-IP", "X-Azure-ClientIP"],
  ...["X-Cluster-Client-IP", "X-Remote-Addr", "X-Envoy-External-Address", "X-Original-Host", "X-Scheme", "CDN-Loop"],
  ...[
    "X_Forwarded_For",
    "X-Vercel-Forwarded-For",
    "X-Appengine-User-IP",
    "X-Azure-SocketIP",
    "X-ARR-SSL",
    "X-BlueCoat-Via",
  ],
  ...["CF-Ray", "X-Varnish", "X-Real-Port", "X-Url-Scheme", "X-Rewrite-URL", "Proxy-Connection", "Proxy-Authorization"],
])("what comes through a proxy is refused: %s", async (name) => {
  const { ask, issue, token } = listen({ allowsVersion1: true });
  expect((await issue("60", { [name]: "10.0.0.1" })).status).toBe(403);
  expect((await ask(ROLES, { ...(await token()), [name]: "10.0.0.1" })).status).toBe(403);
});

test.each([
  "User-Agent",
  "Accept",
  "Connection",
  "Keep-Alive",
  "Max-Forwards",
  "X-Request-Id",
  "X-Amzn-Trace-Id",
  "Traceparent",
  "Amz-Sdk-Request",
  "X-Amz-User-Agent",
])("what SDKs, and programs that trace their requests, send themselves is answered: %s", async (name) =>
  expect((await listen().issue("60", { [name]: "client/1.0" })).status).toBe(200),
);

test("beyond some thousand tokens the oldest ends", async () => {
  const { ask, issue, token } = listen();
  const first = await token("21600");
  for (let round = 0; round < 42; round++) await Promise.all(Array.from({ length: 98 }, () => issue("21600")));
  const last = await token("21600");
  expect((await ask(ROLES, first)).status).toBe(401);
  expect((await ask(ROLES, last)).status).toBe(200);
});

test("a client between its two requests gets what belongs to the name it was told, whatever is served now", async () => {
  const { ask, state, token } = listen();
  const good = await token();
  expect(await (await ask(ROLES, good)).text()).toBe("STAGING");
  state.target = "PRODUCTION";
  expect(await (await ask(`${ROLES}STAGING`, good)).json()).toMatchObject({ AccessKeyId: "ASIASTAGING" });
  expect(await (await ask(`${ROLES}PRODUCTION`, good)).json()).toMatchObject({ AccessKeyId: "ASIAPRODUCTION" });
  state.now += 2_001;
  expect((await ask(`${ROLES}STAGING`, good)).status).toBe(404);
});

test("a client is told why there are no credentials, as EC2 does, and to ask again while AWS is slow", async () => {
  const failed = new ActasError("sign-in-required", "cannot get credentials: nobody is signed in", {
    hints: ["sign in: actas login"],
  });
  const one = listen({ credentials: () => Promise.reject(failed) });
  const answer = await one.ask(`${ROLES}STAGING`, await one.token());
  expect([answer.status, await answer.json()]).toEqual([
    200,
    {
      Code: "SignInRequired",
      LastUpdated: "2026-12-01T10:00:00Z",
      Message: "cannot get credentials: nobody is signed in; sign in: actas login",
    },
  ]);
  expect(await (await one.ask(ROLES, await one.token())).text()).toBe("STAGING");

  const two = listen({ credentials: () => new Promise(() => {}) });
  expect((await two.ask(`${ROLES}STAGING`, await two.token())).status).toBe(503);
});

test("while nothing is served there is no role, and an endpoint all the same", async () => {
  const { ask, state, token } = listen();
  state.target = undefined;
  const good = await token();
  expect((await ask(ROLES, good)).status).toBe(404);
  expect((await ask("/latest/meta-data/instance-id", good)).status).toBe(200);
});
