import { afterAll, expect, test } from "bun:test";
import { connect } from "node:net";
import { spawn } from "bun";
import { Secret } from "../../../src/base/secret.ts";
import { containerEndpoint } from "../../../src/delivery/container-endpoint/container-endpoint.ts";
import { listenOnLoopback } from "../../../src/http/listen-on-loopback.ts";
import { newToken, tokenHash } from "../../../src/http/token.ts";
import { testNeeding } from "../../support/needs.ts";

const SECRET = "s3cretAccessKey";
const TOKEN = newToken().reveal();
const GRANT = {};

const options = containerEndpoint({
  grantFor: (hash) => (hash === tokenHash(TOKEN) ? GRANT : undefined),
  supply: async () => ({ accessKeyId: "ASIAEXAMPLE", secretAccessKey: new Secret(SECRET) }),
  outcome: { supplied: () => {}, failed: () => {} },
});
const endpoint = listenOnLoopback(options);
const reader = listenOnLoopback({
  routes: "any",
  maxBodyBytes: 100,
  idleSeconds: 1,
  admit: (request) => async () => new Response(`read ${(await request.text()).length}`),
});

afterAll(() => Promise.all([endpoint.stop(), reader.stop()]));

const HOST = `Host: 127.0.0.1:${endpoint.port}`;
const AUTHORIZATION = `Authorization: ${TOKEN}`;

test("a program with its token gets credentials, by either path", async () => {
  expect(await send(["GET /credentials HTTP/1.1", HOST, AUTHORIZATION])).toContain(SECRET);
  expect(await send(["GET /mairu/ecs/credentials HTTP/1.1", HOST, AUTHORIZATION])).toContain(SECRET);
});

test("the AWS Common Runtime leaves the port out of Host", async () => {
  expect(await send(["GET /credentials HTTP/1.1", "Host: 127.0.0.1", AUTHORIZATION])).toContain(SECRET);
});

test("an answer with credentials is for no cache and no web page", async () => {
  const response = await send(["GET /credentials HTTP/1.1", HOST, AUTHORIZATION]);
  expect(response.toLowerCase()).toContain("cache-control: no-store");
  expect(response.toLowerCase()).not.toContain("access-control");
});

test.each([
  ["a foreign host", ["GET /credentials HTTP/1.1", "Host: evil.example", AUTHORIZATION], 403],
  ["a name that points here", ["GET /credentials HTTP/1.1", `Host: localhost:${endpoint.port}`, AUTHORIZATION], 403],
  ["another address", ["GET /credentials HTTP/1.1", `Host: 127.0.0.2:${endpoint.port}`, AUTHORIZATION], 403],
  ["the address with a dot", ["GET /credentials HTTP/1.1", "Host: 127.0.0.1.", AUTHORIZATION], 403],
  ["another port", ["GET /credentials HTTP/1.1", "Host: 127.0.0.1:1", AUTHORIZATION], 403],
  ["two hosts", ["GET /credentials HTTP/1.1", HOST, "Host: evil.example", AUTHORIZATION], 403],
  ["two hosts, ours last", ["GET /credentials HTTP/1.1", "Host: evil.example", HOST, AUTHORIZATION], 403],
  ["no host", ["GET /credentials HTTP/1.1", AUTHORIZATION], 400],
  ["no host in HTTP/1.0", ["GET /credentials HTTP/1.0", AUTHORIZATION], 403],
  ["an origin", ["GET /credentials HTTP/1.1", HOST, AUTHORIZATION, "Origin: https://evil.example"], 403],
  [
    "our own origin",
    ["GET /credentials HTTP/1.1", HOST, AUTHORIZATION, `Origin: http://127.0.0.1:${endpoint.port}`],
    403,
  ],
  ["a null origin", ["GET /credentials HTTP/1.1", HOST, AUTHORIZATION, "Origin: null"], 403],
  ["an empty origin", ["GET /credentials HTTP/1.1", HOST, AUTHORIZATION, "Origin:"], 403],
  ["a page's request", ["GET /credentials HTTP/1.1", HOST, AUTHORIZATION, "Sec-Fetch-Site: cross-site"], 403],
  ["a typed address", ["GET /credentials HTTP/1.1", HOST, AUTHORIZATION, "Sec-Fetch-Mode: navigate"], 403],
  ["an image", ["GET /credentials HTTP/1.1", HOST, AUTHORIZATION, "Sec-Fetch-Dest: image"], 403],
  ["a preflight", ["OPTIONS /credentials HTTP/1.1", HOST, "Origin: https://evil.example"], 403],
  ["no token", ["GET /credentials HTTP/1.1", HOST], 400],
  ["an empty token", ["GET /credentials HTTP/1.1", HOST, "Authorization:"], 401],
  ["a wrong token", ["GET /credentials HTTP/1.1", HOST, "Authorization: Bearer x"], 401],
  ["a token cut short", ["GET /credentials HTTP/1.1", HOST, AUTHORIZATION.slice(0, -1)], 401],
  ["a token without its scheme", ["GET /credentials HTTP/1.1", HOST, AUTHORIZATION.replace("Bearer ", "")], 401],
  ["the token twice", ["GET /credentials HTTP/1.1", HOST, AUTHORIZATION, AUTHORIZATION], 401],
  ["a wrong token and the right one", ["GET /credentials HTTP/1.1", HOST, "Authorization: x", AUTHORIZATION], 401],
  ["the token in the query", [`GET /credentials?access_token=${TOKEN.slice(7)} HTTP/1.1`, HOST], 400],
  ["another method", ["POST /credentials HTTP/1.1", HOST, AUTHORIZATION, "Content-Length: 0"], 405],
  ["a method of its own", ["HEAD /credentials HTTP/1.1", HOST, AUTHORIZATION], 405],
  ["the root", ["GET / HTTP/1.1", HOST, AUTHORIZATION], 404],
  ["a longer path", ["GET /credentials/other HTTP/1.1", HOST, AUTHORIZATION], 404],
  ["a path with a dot", ["GET /./credentials HTTP/1.1", HOST, AUTHORIZATION], 404],
  ["a path that goes back", ["GET /x/../credentials HTTP/1.1", HOST, AUTHORIZATION], 404],
  ["a dot that is encoded", ["GET /%2e/credentials HTTP/1.1", HOST, AUTHORIZATION], 404],
  ["two dots, half encoded", ["GET /x/.%2E/credentials HTTP/1.1", HOST, AUTHORIZATION], 404],
  ["a path that ends in a dot", ["GET /mairu/ecs/credentials/x/.. HTTP/1.1", HOST, AUTHORIZATION], 404],
  ["a whole address with dots", ["GET http://127.0.0.1/x/../credentials HTTP/1.1", HOST, AUTHORIZATION], 404],
  ["a letter that is encoded", ["GET /cred%65ntials HTTP/1.1", HOST, AUTHORIZATION], 404],
  ["a backslash", ["GET /x\\..\\credentials HTTP/1.1", HOST, AUTHORIZATION], 404],
  ["two slashes", ["GET //credentials HTTP/1.1", HOST, AUTHORIZATION], 404],
  ["a slash at the end", ["GET /credentials/ HTTP/1.1", HOST, AUTHORIZATION], 404],
  ["a fragment", ["GET /credentials#x HTTP/1.1", HOST, AUTHORIZATION], 404],
  ["another path with a query", ["GET /other?/credentials HTTP/1.1", HOST, AUTHORIZATION], 404],
  ["a query that is encoded", ["GET /credentials%3Fx HTTP/1.1", HOST, AUTHORIZATION], 404],
  ["another case", ["GET /Credentials HTTP/1.1", HOST, AUTHORIZATION], 404],
  ["a part of the path", ["GET /credential HTTP/1.1", HOST, AUTHORIZATION], 404],
  ["a name that objects have", ["GET /constructor HTTP/1.1", HOST, AUTHORIZATION], 404],
  [
    "a header of browsers to come",
    ["GET /credentials HTTP/1.1", HOST, AUTHORIZATION, "Sec-Fetch-Storage-Access: none"],
    403,
  ],
  ["a body over the limit", ["POST /credentials HTTP/1.1", HOST, AUTHORIZATION, "Content-Length: 5", "", "hello"], 413],
  ["a very long header", ["GET /credentials HTTP/1.1", HOST, AUTHORIZATION, `X: ${"x".repeat(100_000)}`], 431],
  ["nonsense", ["\u0016\u0003\u0001 hello"], 400],
])("%s is refused", async (_what, lines, status) => {
  const response = await send(lines);
  expect(response).toStartWith(`HTTP/1.1 ${status} `);
  expect(response).not.toContain(SECRET);
  expect(response.toLowerCase()).not.toContain("access-control");
});

test("a refusal names its reason as JSON", async () => {
  const response = await send(["GET /credentials HTTP/1.1", HOST, "Authorization: Bearer x"]);
  expect(response.toLowerCase()).toContain("content-type: application/json\r\n");
  const body: unknown = JSON.parse(response.slice(response.indexOf("{")));
  expect(body).toEqual({ Code: "WrongToken", Message: expect.stringMatching(/^cannot give credentials: /) });
});

test("a body in pieces that grows past the limit is cut off", async () => {
  const piece = `40\r\n${"x".repeat(64)}\r\n`;
  const lines = ["POST / HTTP/1.1", `Host: 127.0.0.1:${reader.port}`, "Transfer-Encoding: chunked", "", piece + piece];
  expect(await send(lines, reader.port)).toStartWith("HTTP/1.1 413 ");
});

test("a body that never comes to its end does not hold the connection for ever", async () => {
  const lines = ["POST / HTTP/1.1", `Host: 127.0.0.1:${reader.port}`, "Content-Length: 50", "", "and then"];
  expect(await send(lines, reader.port)).not.toContain("read");
}, 20_000);

test("a promised body does not hold up the answer", async () => {
  const lines = ["GET /credentials HTTP/1.1", HOST, AUTHORIZATION, "Transfer-Encoding: chunked", "", "5\r\nhel"];
  expect(await send(lines)).toContain(SECRET);
});

testNeeding("root", "setpriv")("a program of another user is refused, with the right token too", async () => {
  const request = ["GET /credentials HTTP/1.1", HOST, AUTHORIZATION, "Connection: close", "", ""].join("\\r\\n");
  const ask = `exec 3<>/dev/tcp/127.0.0.1/${endpoint.port}; printf '${request}' >&3; timeout 5 cat <&3`;
  const asUser = (uid: number) =>
    spawn(["setpriv", `--reuid=${uid}`, "--clear-groups", "bash", "-c", ask]).stdout.text();
  expect(await asUser(65534)).toContain("OtherUser");
  expect(await asUser(0)).toContain(SECRET);
});

/** Sends the lines as they are; returns what comes back until the server closes or has sent its whole answer. */
function send(lines: readonly string[], port = endpoint.port): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>();
  const socket = connect(port, "127.0.0.1");
  let received = "";
  socket.on("data", (data) => {
    received += data;
    const length = Number(/content-length: (\d+)/i.exec(received)?.[1] ?? Number.NaN);
    const bodyStart = received.indexOf("\r\n\r\n") + 4;
    if (received.length >= bodyStart + length || lines[0]?.startsWith("HEAD")) socket.destroy();
  });
  socket.on("close", () => resolve(received));
  socket.on("error", () => {});
  socket.write(lines.includes("") ? lines.join("\r\n") : `${lines.join("\r\n")}\r\n\r\n`);
  return promise;
}
