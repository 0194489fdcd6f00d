import { afterAll, beforeAll, expect, test } from "bun:test";
import { createServer, type Server, type Socket } from "node:net";
import { type AskedIssuer, guardedContext } from "./guarded-context.ts";
import { publishedKeys } from "./published-keys.ts";

/** Counts connections, and answers none. */
const connections: Socket[] = [];
let server: Server;
let port = 0;

beforeAll(async () => {
  server = createServer((socket) => void connections.push(socket.on("error", () => {})));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  port = typeof address === "object" && address ? address.port : 0;
});
afterAll(() => {
  for (const socket of connections) socket.destroy();
  server.close();
});

/** Asks for keys of a host that this machine's resolver leads to the server; what the test's resolver says is judged. */
function keys(resolver: AskedIssuer["resolver"]) {
  const host = `localhost.:${port}`;
  const asked = { issuer: `https://${host}`, setting: "people.provider", ...(resolver && { resolver }) };
  return publishedKeys(`https://${host}/jwks`, guardedContext(asked, "read keys")).catch(
    (error: Error) => error.message,
  );
}

test("a host is connected to where it was judged to be, though its name leads elsewhere a moment later", async () => {
  connections.length = 0;
  // An address of documentation: nothing is there.
  const said = await keys(async () => ["203.0.113.1"]);
  expect(said).toMatch(/cannot reach the issuer's keys|no answer within 5 seconds/);
  expect(connections).toEqual([]);
}, 20_000);

test("a host is judged again before each request", async () => {
  const answers = [["203.0.113.1"], ["::ffff:127.0.0.1"], ["64:ff9b::a9fe:a9fe"], ["0.0.0.0"]];
  let asked = 0;
  const resolver = async () => answers[asked++] ?? [];
  const context = guardedContext({ issuer: "https://id.example", setting: "people.provider", resolver }, "read keys");
  const whereIs = () => context.whereIs?.(new URL("https://id.example/jwks"));
  expect(await whereIs()).toEqual(["203.0.113.1"]);
  for (const bad of answers.slice(1)) await expect(whereIs()).rejects.toThrow(`its address ${bad[0]} is for machines`);
  await expect(whereIs()).rejects.toThrow("cannot be resolved");
  expect(asked).toBe(5);
});

test("a resolver that never answers is down, after 5 seconds", async () => {
  expect(await keys(() => new Promise(() => {}))).toBe("cannot read keys: no answer within 5 seconds");
}, 20_000);
