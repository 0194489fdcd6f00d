import { afterEach, expect, test } from "bun:test";
import { type LoopbackListener, type LoopbackOptions, listenOnLoopback } from "./listen.ts";

const open: LoopbackListener[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((listener) => listener.stop()));
});

function listen(options: Partial<LoopbackOptions>): LoopbackListener {
  const handle = async (request: Request) => new Response(await request.text());
  const listener = listenOnLoopback({ routes: { "/": ["GET", "POST"] }, maxBodyBytes: 10, handle, ...options });
  open.push(listener);
  return listener;
}

test("a request reaches the handler", async () => {
  const { port } = listen({});
  expect(await fetch(`http://127.0.0.1:${port}/`, { method: "POST", body: "hello" }).then((r) => r.text())).toBe(
    "hello",
  );
});

test("localhost is answered only where it was asked for", async () => {
  const askAs = async (hostNames: NonNullable<LoopbackOptions["hostNames"]>) => {
    const { port } = listen({ hostNames });
    return (await fetch(`http://127.0.0.1:${port}/`, { headers: { host: `localhost:${port}` } })).status;
  };
  expect(await askAs("address-only")).toBe(403);
  expect(await askAs("address-and-localhost")).toBe(200);
});

test("nothing listens on the IPv6 loopback address", async () => {
  const { port } = listen({});
  await expect(fetch(`http://[::1]:${port}/`)).rejects.toThrow();
});

test("a taken port is an error that names it", () => {
  const { port } = listen({});
  expect(() => listen({ port })).toThrow(`cannot listen on 127.0.0.1:${port}: another program listens there`);
});

test("what a handler throws reaches onError and not the client", async () => {
  const errors: unknown[] = [];
  const failing = {
    handle: () => {
      throw new Error("the secret inside");
    },
    onError: (error: unknown) => errors.push(error),
  };
  const response = await fetch(`http://127.0.0.1:${listen(failing).port}/`);
  expect(response.status).toBe(500);
  expect(await response.json()).toEqual({
    Code: "InternalError",
    Message: "cannot answer: actas failed unexpectedly",
  });
  expect(errors).toEqual([new Error("the secret inside")]);
});

test("what a handler rejects with reaches onError and not the client", async () => {
  const errors: unknown[] = [];
  const { port } = listen({
    handle: () => Promise.reject(new Error("the secret inside")),
    onError: (error) => errors.push(error),
  });
  expect(await fetch(`http://127.0.0.1:${port}/`).then((response) => response.text())).not.toContain("secret");
  expect(errors).toHaveLength(1);
});

test("a program of another user is refused before the handler hears of it", async () => {
  let handled = 0;
  const count = () => new Response(String(++handled));
  const { port } = listen({ handle: count, uidOfClient: async () => 4_000_000_000 });
  const response = await fetch(`http://127.0.0.1:${port}/`);
  expect(response.status).toBe(403);
  expect(await response.json()).toMatchObject({ Code: "OtherUser" });
  expect(handled).toBe(0);
});

test("after stop() the port is free again", async () => {
  const { port, stop } = listen({});
  await stop();
  expect(listen({ port }).port).toBe(port);
});

test("finish() lets an answer under way go out, and takes no new request", async () => {
  const answer = Promise.withResolvers<Response>();
  const asked = Promise.withResolvers<void>();
  const handle = () => {
    asked.resolve();
    return answer.promise;
  };
  const listener = listen({ handle });
  const text = fetch(`http://127.0.0.1:${listener.port}/`).then((response) => response.text());
  await asked.promise;
  const finished = listener.finish();
  expect(fetch(`http://127.0.0.1:${listener.port}/`)).rejects.toThrow();
  answer.resolve(new Response("page"));
  expect(await text).toBe("page");
  await finished;
});
