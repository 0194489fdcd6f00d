import { expect, test } from "bun:test";
import { createServer, connect as open, type Socket } from "node:net";
import { OpenConnections } from "./open-connections.ts";

/** A server, and its clients from ports that they choose: each is given when the server has it. */
async function listening() {
  const accepted: ((socket: Socket) => void)[] = [];
  const server = createServer((socket) => accepted.shift()?.(socket.on("error", () => {}).resume()));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  const connect = async (localPort?: number) => {
    const { promise, resolve } = Promise.withResolvers<Socket>();
    accepted.push(resolve);
    const client = open({ port, host: "127.0.0.1", ...(localPort && { localPort }) });
    const refused = new Promise<never>((_, reject) => client.on("error", reject));
    const peer = await Promise.race([promise, refused]);
    return { client, peer, from: peer.remotePort ?? 0 };
  };
  return { port, connect, [Symbol.dispose]: () => void server.close() };
}

/** Ends a connection so that its port is free at once. */
async function reset({ client, peer }: { client: Socket; peer: Socket }): Promise<void> {
  const gone = new Promise((resolve) => peer.once("close", resolve));
  client.resetAndDestroy();
  await gone;
}

test("a connection is known from its second request on, as long as it is open", async () => {
  using server = await listening();
  const connections = new OpenConnections(server.port);
  const one = await server.connect();
  connections.remember(one.from);
  expect(connections.has(one.from)).toBe(false);
  connections.remember(one.from);
  expect(connections.has(one.from)).toBe(true);
  expect(connections.has(one.from + 1)).toBe(false);
  await reset(one);
  expect(connections.has(one.from)).toBe(false);
});

test("another connection from the same port is another one, also with the same descriptor", async () => {
  let tried = 0;
  for (let round = 0; round < 40 && tried < 20; round++) {
    using server = await listening();
    const connections = new OpenConnections(server.port);
    const mine = await server.connect();
    connections.remember(mine.from);
    connections.remember(mine.from);
    expect(connections.has(mine.from)).toBe(true);
    await reset(mine);
    const theirs = await server.connect(mine.from).catch(() => undefined);
    // Another program of this machine was quicker.
    if (!theirs) continue;
    tried++;
    expect(theirs.from).toBe(mine.from);
    expect(connections.has(theirs.from)).toBe(false);
    await reset(theirs);
  }
  expect(tried).toBeGreaterThan(0);
});

test("a connection of this process to elsewhere is not taken for one from that port", async () => {
  using server = await listening();
  const other = await server.connect();
  const connections = new OpenConnections(1);
  connections.remember(other.from);
  connections.remember(other.from);
  connections.remember(server.port);
  connections.remember(server.port);
  expect(connections.has(other.from)).toBe(false);
  expect(connections.has(server.port)).toBe(false);
  await reset(other);
});
