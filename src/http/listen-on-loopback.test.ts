import { afterEach, expect, test } from "bun:test";
import { type LoopbackListener, type LoopbackOptions, listenOnLoopback } from "./listen-on-loopback.ts";

const open: LoopbackListener[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((listener) => listener.stop()));
});

type Handle = (request: Request) => Response | Promise<Response>;

function listen({ handle = echo, ...options }: Partial<LoopbackOptions> & { handle?: Handle }): LoopbackListener {
  const admit = (request: Request) => () => handle(request);
  const listener = listenOnLoopback({ routes: { "/": ["GET", "POST"] }, maxBodyBytes: 10, admit, ...options });
  open.push(listener);
  return listener;
}

async function echo(request: Request): Promise<Response> {
  return new Response(await request.text());
}

test("a request reaches the handler", async () => {
  const { port } = listen({});
  expect(await fetch(`http://127.0.0.1:${port}/`, { method: "POST", body: "hello" }).then((r) => r.text())).toBe(
    "hello",
  );
});

test("a query is no part of the path", async () => {
  const { port } = listen({ routes: { "/known": ["GET"] } });
  const statuses = ["/known?x=/other", "/known?", "/other?x=/known", "/"].map(
    async (path) => (await fetch(`http://127.0.0.1:${port}${path}`)).status,
  );
  expect(await Promise.all(statuses)).toEqual([200, 200, 404, 404]);
});

test.each([
  [undefined, "127.0.0.1:PORT"],
  ["localhost:PORT", "127.0.0.1:PORT,localhost:PORT"],
  ["127.0.0.1", "127.0.0.1:PORT,127.0.0.1"],
] as const)("a listener that is also named %p answers to %s", async (alsoNamed, names) => {
  const { port } = listen(alsoNamed ? { alsoNamed } : {});
  const served: string[] = [];
  for (const name of ["127.0.0.1:PORT", "localhost:PORT", "127.0.0.1", "localhost", "127.0.0.1:80", "[::1]:PORT"]) {
    const host = name.replace("PORT", String(port));
    if ((await fetch(`http://127.0.0.1:${port}/`, { headers: { host } })).ok) served.push(name);
  }
  expect(served.join()).toBe(names);
});

test("nothing listens on the IPv6 loopback address", async () => {
  const { port } = listen({});
  await expect(fetch(`http://[::1]:${port}/`)).rejects.toThrow();
});

test("a taken port is an error that names it", () => {
  const { port } = listen({});
  expect(() => listen({ port })).toThrow(`cannot listen on 127.0.0.1:${port}: another program listens there`);
});

test("an error that a handler throws reaches onError and not the client", async () => {
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

test("an error that a handler rejects with reaches onError and not the client", async () => {
  const errors: unknown[] = [];
  const { port } = listen({
    handle: () => Promise.reject(new Error("the secret inside")),
    onError: (error) => errors.push(error),
  });
  expect(await fetch(`http://127.0.0.1:${port}/`).then((response) => response.text())).not.toContain("secret");
  expect(errors).toHaveLength(1);
});

test("a refusal for the request itself comes before one for the client", async () => {
  const refusal = { status: 401, code: "WrongToken", message: "cannot" };
  const { port } = listen({ admit: () => refusal });
  const response = await fetch(`http://127.0.0.1:${port}/`);
  expect([response.status, await response.json()]).toEqual([401, { Code: "WrongToken", Message: "cannot" }]);
});

test("the listener chooses the form of refusals", async () => {
  const { port } = listen({ refuse: ({ code }) => new Response(`<p>${code}`, { status: 403 }) });
  expect(await fetch(`http://127.0.0.1:${port}/x`).then((response) => response.text())).toBe("<p>NoSuchPath");
});

test("after stop() the port is free again", async () => {
  const { port, stop } = listen({});
  await stop();
  expect(listen({ port }).port).toBe(port);
});

test("finish() completes the answers in progress, and accepts no new request", async () => {
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
