import { expect, test } from "bun:test";
import { ownUid } from "./own-uid.ts";
import { uidOfPortHolder } from "./port-holder.ts";

const quiet = { socket: { data() {} } };

test.each(["127.0.0.1", "0.0.0.0"])("who listens on %s has the port", (hostname) => {
  using server = Bun.listen({ hostname, port: 0, ...quiet });
  expect(uidOfPortHolder(server.port)).toBe(ownUid());
});

test("who listens on another address has not, and a port where nobody listens has nobody", () => {
  const server = Bun.listen({ hostname: "127.0.0.2", port: 0, ...quiet });
  expect(uidOfPortHolder(server.port)).toBeUndefined();
  server.stop(true);
  expect(uidOfPortHolder(server.port)).toBeUndefined();
});
