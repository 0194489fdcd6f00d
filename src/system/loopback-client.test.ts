import { expect, test } from "bun:test";
import { uidOfLoopbackClient } from "./loopback-client.ts";
import { ownUid } from "./own-uid.ts";

const quiet = { socket: { data() {} } };

/** Runs `use` while a client is connected to a server, both on loopback. */
async function connected(hostname: string, use: (serverPort: number, clientPort: number) => void): Promise<void> {
  const server = Bun.listen({ hostname: "127.0.0.1", port: 0, ...quiet });
  const client = await Bun.connect({ hostname, port: server.port, ...quiet });
  use(server.port, client.localPort);
  client.end();
  server.stop(true);
}

test.each(["127.0.0.1", "::ffff:127.0.0.1"])("the user of a client that connects to %s is known", async (hostname) => {
  await connected(hostname, (server, client) => expect(uidOfLoopbackClient(server, client)).toBe(ownUid()));
});

test("only the client's end of the connection counts", async () => {
  await connected("127.0.0.1", (server, client) => {
    expect(uidOfLoopbackClient(server, server)).toBe("nobody");
    expect(uidOfLoopbackClient(client, client)).toBe("nobody");
    expect(uidOfLoopbackClient(1, client)).toBe("nobody");
  });
});
