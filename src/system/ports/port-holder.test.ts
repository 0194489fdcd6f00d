import { expect, test } from "bun:test";
import { ownUid } from "../own-uid.ts";
import { isListenedOn, uidOfPortHolder } from "./port-holder.ts";

const quiet = { socket: { data() {} } };

test.each(["127.0.0.1", "127.0.0.2", "0.0.0.0", "::1"])("a listener on %s holds the port", (hostname) => {
  using server = Bun.listen({ hostname, port: 0, ...quiet });
  expect(uidOfPortHolder(server.port)).toBe(ownUid());
});

test("a port that was closed has no holder", () => {
  const server = Bun.listen({ hostname: "127.0.0.1", port: 0, ...quiet });
  server.stop(true);
  expect(uidOfPortHolder(server.port)).toBeUndefined();
});

test("a listener on one address does not block another address", () => {
  using server = Bun.listen({ hostname: "127.0.0.1", port: 0, ...quiet });
  expect(isListenedOn("127.0.0.1", server.port)).toBe(true);
  expect(isListenedOn("::1", server.port)).toBe(false);
  using anywhere = Bun.listen({ hostname: "0.0.0.0", port: 0, ...quiet });
  expect(isListenedOn("127.0.0.1", anywhere.port)).toBe(true);
});
