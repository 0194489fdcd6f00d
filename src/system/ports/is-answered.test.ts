import { expect, test } from "bun:test";
import { isAnswered } from "./is-answered.ts";

test("a listener answers; a port without one does not", async () => {
  const listener = Bun.listen({ hostname: "127.0.0.1", port: 0, socket: { data() {} } });
  expect(await isAnswered("127.0.0.1", listener.port, 5_000)).toBe(true);
  listener.stop(true);
  expect(await isAnswered("127.0.0.1", listener.port, 5_000)).toBe(false);
});

test("an address without any answer is not waited for", async () => {
  const begun = performance.now();
  // Reserved for documentation by RFC 5737: nothing is there.
  expect(await isAnswered("192.0.2.1", 80, 100)).toBe(false);
  expect(performance.now() - begun).toBeLessThan(5_000);
});
