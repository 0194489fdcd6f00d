import { expect, test } from "bun:test";
import { largeBody } from "./large-body.ts";

test.each([0, 1, 12_288, 12_289, 16_384, 40_000, 3_000_000])("a body of %d bytes arrives whole", async (length) => {
  const bytes = Uint8Array.from({ length }, (_, at) => at % 251);
  using server = Bun.serve({
    hostname: "127.0.0.1",
    port: 0,
    fetch: async () => {
      await Bun.sleep(1);
      return new Response(largeBody(bytes), { headers: { etag: "x" } });
    },
  });
  const answers = await Promise.all(Array.from({ length: 3 }, () => fetch(server.url)));
  for (const answer of answers) {
    expect(answer.headers.get("etag")).toBe("x");
    expect(Bun.SHA256.hash(await answer.bytes(), "hex")).toBe(Bun.SHA256.hash(bytes, "hex"));
  }
  const head = await fetch(server.url, { method: "HEAD" });
  expect([head.status, head.headers.get("etag"), await head.text()]).toEqual([200, "x", ""]);
});

test("a client that leaves in the middle takes nothing from the next", async () => {
  const bytes = new Uint8Array(20_000_000);
  using server = Bun.serve({ hostname: "127.0.0.1", port: 0, fetch: async () => new Response(largeBody(bytes)) });
  const leaving = new AbortController();
  const { body } = await fetch(server.url, { signal: leaving.signal });
  await body?.getReader().read();
  leaving.abort();
  expect((await (await fetch(server.url)).bytes()).length).toBe(20_000_000);
});
