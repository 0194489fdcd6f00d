import { expect, test } from "bun:test";
import { ownUid } from "../own-uid.ts";
import { isListenedOn, uidOfPortHolder } from "./port-holder.ts";

const quiet = { socket: { data() {} } };

test.each(["127.0.0.1", "127.0.0.2", "0.0.0.0", "::1"])("who listens on %s has the port", (hostname) => {
  using server = Bun.listen({ hostname, port: 0, ...quiet });
  expect(uidOfPortHolder(server.port)).toBe(ownUid());
});

test("a port that was let go has nobody", () => {
  const server = Bun.listen({ hostname: "127.0.0.1", port: 0, ...quiet });
  server.stop(true);
  expect(uidOfPortHolder(server.port)).toBeUndefined();
});

test("who listens on one address is not in the way of another", () => {
  using server = Bun.listen({ hostname: "127.0.0.1", port: 0, ...quiet });
  expect(isListenedOn("127.0.0.1", server.port)).toBe(true);
  expect(isListenedOn("::1", server.port)).toBe(false);
  using anywhere = Bun.listen({ hostname: "0.0.0.0", port: 0, ...quiet });
  expect(isListenedOn("127.0.0.1", anywhere.port)).toBe(true);
});
