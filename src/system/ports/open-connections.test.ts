import { expect, test } from "bun:test";
import { createServer, type Socket } from "node:net";
import { libc } from "../libc.ts";
import { OpenConnections } from "./open-connections.ts";

const c = libc({
  socket: { args: ["i32", "i32", "i32"], returns: "i32" },
  bind: { args: ["i32", "ptr", "u32"], returns: "i32" },
  connect: { args: ["i32", "ptr", "u32"], returns: "i32" },
  setsockopt: { args: ["i32", "i32", "i32", "ptr", "u32"], returns: "i32" },
  close: { args: ["i32"], returns: "i32" },
});
const [AF_INET, SOCK_STREAM, SOL_SOCKET, SO_LINGER] = [2, 1, 1, 13];

/** A server, and clients with given ports; each connection is returned once the server has accepted it. */
async function listening() {
  const accepted: ((socket: Socket) => void)[] = [];
  const server = createServer((socket) => accepted.shift()?.(socket.on("error", () => {}).resume()));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  const connect = async (from = 0) => {
    const { promise, resolve } = Promise.withResolvers<Socket>();
    accepted.push(resolve);
    const client = connected(from, port);
    const peer = await promise;
    return { client, peer, from: peer.remotePort ?? 0 };
  };
  return { port, connect, [Symbol.dispose]: () => void server.close() };
}

function connected(from: number, to: number): number {
  const fd = c().socket(AF_INET, SOCK_STREAM, 0);
  if (c().bind(fd, loopback(from), 16) === 0 && c().connect(fd, loopback(to), 16) === 0) return fd;
  c().close(fd);
  throw new Error(`port ${from} belongs to another program`);
}

function loopback(port: number): Uint8Array {
  return Uint8Array.of(AF_INET, 0, port >> 8, port & 0xff, 127, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0);
}

/** Resets a connection, so that its port is free at once, before the other end notices. */
function cutOff(client: number): void {
  c().setsockopt(client, SOL_SOCKET, SO_LINGER, Int32Array.of(1, 0), 8);
  c().close(client);
}

async function reset({ client, peer }: { client: number; peer: Socket }): Promise<void> {
  const gone = new Promise((resolve) => peer.once("close", resolve));
  cutOff(client);
  await gone;
}

test("a connection is remembered from its second request on, as long as it is open", async () => {
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

test("a new connection from the same port is not taken for the old one, even with the same descriptor", async () => {
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
    // Another program on this machine took the port first.
    if (!theirs) continue;
    tried++;
    expect(theirs.from).toBe(mine.from);
    expect(connections.has(theirs.from)).toBe(false);
    await reset(theirs);
  }
  expect(tried).toBeGreaterThan(0);
});

/** Another connection may come from that port before the event loop gets to close this end. */
test("a connection that the other end has reset is not open, even while its descriptor is", async () => {
  using server = await listening();
  const connections = new OpenConnections(server.port);
  const mine = await server.connect();
  connections.remember(mine.from);
  connections.remember(mine.from);
  const gone = new Promise((resolve) => mine.peer.once("close", resolve));
  cutOff(mine.client);
  expect(connections.has(mine.from)).toBe(false);
  await gone;
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
