import { describe, expect, test } from "bun:test";
import { connect, createServer, type Socket } from "node:net";
import { ownUid } from "../own-uid.ts";
import { LoopbackClients, type TcpEnd } from "./loopback-clients.ts";

const hasIpv6 = await connected("::1", "::1").then(
  ({ end }) => end().then(() => true),
  () => false,
);

/** A client connected to a server that keeps its end open when the client closes its own. */
async function connected(listening: "127.0.0.1" | "::1", to: string) {
  const accepted = Promise.withResolvers<Socket>();
  const server = createServer({ allowHalfOpen: true }, (socket) => accepted.resolve(socket.on("error", () => {})));
  await new Promise<void>((resolve, reject) => server.listen(0, listening, resolve).once("error", reject));
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  const client = connect(port, to);
  const peer = await accepted.promise;
  const clients = new LoopbackClients({ address: listening, port });
  const end = async () => {
    client.destroy();
    peer.destroy();
    server.close();
    clients[Symbol.dispose]();
  };
  return { clients, client, peer, port, clientPort: peer.remotePort ?? 0, end };
}

describe.each([["127.0.0.1", true] as const, ["::1", hasIpv6] as const])("on %s", (address, isThere) => {
  const testHere = isThere ? test : test.skip;

  testHere("the user of a client is known, by address and port", async () => {
    const { clients, clientPort: port, end } = await connected(address, address);
    expect(clients.uidOf({ address, port })).toBe(ownUid());
    await end();
  });

  testHere("only the very client counts", async () => {
    const { clients, port, clientPort, end } = await connected(address, address);
    const strangers: TcpEnd[] = [
      { address, port },
      { address, port: 1 },
      { address, port: 0 },
      { address, port: clientPort + 1 },
      { address: "127.0.0.2", port: clientPort },
      { address: "::ffff:127.0.0.1", port: clientPort },
      { address: address === "::1" ? "127.0.0.1" : "::1", port: clientPort },
      { address: "", port: clientPort },
    ];
    for (const stranger of strangers) expect([stranger, clients.uidOf(stranger)]).toEqual([stranger, "nobody"]);
    await end();
  });

  testHere("a client that has closed its end has no user, though the connection is still there", async () => {
    const { clients, client, peer, clientPort: port, end } = await connected(address, address);
    const closed = new Promise((resolve) => peer.once("end", resolve).resume());
    expect(clients.uidOf({ address, port })).toBe(ownUid());
    client.destroy();
    await closed;
    expect(clients.uidOf({ address, port })).toBe("nobody");
    await end();
  });

  testHere("of another listener nothing is told", async () => {
    const { clientPort: port, end } = await connected(address, address);
    using other = new LoopbackClients({ address, port: 1 });
    expect(other.uidOf({ address, port })).toBe("nobody");
    await end();
  });
});

test("without an answer from the kernel the user of every client is unknown", async () => {
  const { clients, clientPort: port, end } = await connected("127.0.0.1", "127.0.0.1");
  clients[Symbol.dispose]();
  expect(clients.uidOf({ address: "127.0.0.1", port })).toBe("nobody");
  await end();
});
