import { expect, test } from "bun:test";
import { testNeeding } from "../../../test/support/needs.ts";
import { quietSocketAt } from "../../../test/support/quiet-socket.ts";
import { until } from "../../../test/support/until.ts";
import { IS_MACOS } from "../libc.ts";
import { holdPort } from "./hold-port.ts";

const onLinux = test.skipIf(IS_MACOS);

onLinux("a port is held on every address, shared with this user, and let go", () => {
  const first = holdPort(0);
  const port = first?.port ?? 0;
  expect(port).toBeGreaterThan(1023);
  holdPort(port)?.[Symbol.dispose]();
  for (const hostname of ["127.0.0.1", "127.0.0.2", "::1"]) {
    const listen = () => Bun.listen({ hostname, port, exclusive: true, socket: { data() {} } });
    expect(listen).toThrow("Failed to listen");
  }
  first?.[Symbol.dispose]();
  Bun.listen({ hostname: "127.0.0.1", port, exclusive: true, socket: { data() {} } }).stop(true);
});

onLinux("connections that die away at a port do not keep it from being held", async () => {
  const held = holdPort(0);
  const port = held?.port ?? 0;
  const headers = { connection: "close" };
  const server = Bun.serve({
    hostname: "127.0.0.1",
    port,
    reusePort: true,
    fetch: () => new Response("", { headers }),
  });
  // Dying away is for the end that closes first: unlike `fetch`, this client leaves that to the server.
  const closed = Promise.withResolvers<void>();
  const socket = { data() {}, close: () => closed.resolve() };
  (await Bun.connect({ hostname: "127.0.0.1", port, socket })).write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
  await closed.promise;
  await server.stop(true);
  held?.[Symbol.dispose]();
  const dying = new RegExp(`:${hex(port)} \\S+ 06 `);
  // The kernel does not give out the table atomically: a line of a long one may be missing.
  await until("a connection dies away", async () => dying.test(await Bun.file("/proc/net/tcp").text()));
  const again = holdPort(port);
  expect(again?.port).toBe(port);
  again?.[Symbol.dispose]();
});

testNeeding(
  "root",
  "setpriv",
  "python3",
)("a port that another user has and does not listen on is not held", async () => {
  for (const address of ["127.0.0.1", "127.0.0.2", "::1", "0.0.0.0", "::"]) {
    await using his = await quietSocketAt(0, address);
    expect(() => holdPort(his.port)).toThrow(expect.objectContaining({ code: "EADDRINUSE" }));
  }
});

function hex(port: number): string {
  return port.toString(16).toUpperCase().padStart(4, "0");
}
