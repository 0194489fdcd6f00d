import { expect, test } from "bun:test";
import { testNeeding } from "../../test/support/needs.ts";
import { quietSocketAt } from "../../test/support/quiet-socket.ts";
import { IS_MACOS } from "./libc.ts";
import { holdPort } from "./shared-port.ts";

const onLinux = test.skipIf(IS_MACOS);

onLinux.each(["127.0.0.1", "::1"] as const)("a port of %s is held, shared with this user, and let go", (address) => {
  const first = holdPort(address, 0);
  const port = first?.port ?? 0;
  expect(port).toBeGreaterThan(1023);
  holdPort(address, port)?.[Symbol.dispose]();
  const listen = () => Bun.listen({ hostname: address, port, exclusive: true, socket: { data() {} } });
  expect(listen).toThrow("Failed to listen");
  first?.[Symbol.dispose]();
  listen().stop(true);
});

onLinux("connections that die away at a port do not keep it from being held", async () => {
  const held = holdPort("127.0.0.1", 0);
  const port = held?.port ?? 0;
  const headers = { connection: "close" };
  const server = Bun.serve({
    hostname: "127.0.0.1",
    port,
    reusePort: true,
    fetch: () => new Response("", { headers }),
  });
  for (let one = 0; one < 5; one++) await fetch(`http://127.0.0.1:${port}/`);
  await server.stop(true);
  held?.[Symbol.dispose]();
  expect(await Bun.file("/proc/net/tcp").text()).toMatch(new RegExp(`:${hex(port)} \\S+ 06 `));
  const again = holdPort("127.0.0.1", port);
  expect(again?.port).toBe(port);
  again?.[Symbol.dispose]();
});

testNeeding(
  "root",
  "setpriv",
  "python3",
)("a port that another user has and does not listen on is not held", async () => {
  for (const address of ["127.0.0.1", "::1", "0.0.0.0", "::"]) {
    await using his = await quietSocketAt(0, address);
    const own = address.includes(":") ? "::1" : "127.0.0.1";
    expect(() => holdPort(own, his.port)).toThrow(expect.objectContaining({ code: "EADDRINUSE" }));
    if (address === "::") expect(() => holdPort("127.0.0.1", his.port)).toThrow();
  }
});

function hex(port: number): string {
  return port.toString(16).toUpperCase().padStart(4, "0");
}
