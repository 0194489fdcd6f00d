import { afterAll, expect, test } from "bun:test";
import { gzipSync } from "node:zlib";
import { download } from "./download.ts";

/** What a server on this machine answers, by path. */
const ANSWERS: Readonly<Record<string, () => Response>> = {
  "/b.json": () => new Response("{}"),
  "/moved": () => Response.redirect("/b.json"),
  "/round": () => Response.redirect("/round"),
  "/to-file": () => new Response("", { status: 302, headers: { location: "file:///etc/passwd" } }),
  "/to-user": () => new Response("", { status: 302, headers: { location: "https://a:b@it.example.com/" } }),
  "/to-http": () => new Response("", { status: 302, headers: { location: "http://it.example.com/" } }),
  "/nowhere": () => new Response("", { status: 302, headers: { location: "https://" } }),
  "/long": () => new Response(new Uint8Array(1024 * 1024 + 1)),
  "/bomb": () => new Response(gzipSync(new Uint8Array(64 * 1024 * 1024)), { headers: { "content-encoding": "gzip" } }),
  "/forbidden": () => new Response("", { status: 403 }),
  "/broken": () => new Response("", { status: 500 }),
  "/teapot": () => new Response("", { status: 418 }),
};
const server = Bun.serve({
  hostname: "127.0.0.1",
  port: 0,
  fetch: ({ url }) => ANSWERS[new URL(url).pathname]?.() ?? new Response("", { status: 404 }),
});
afterAll(() => server.stop(true));
const at = (path: string): string => `http://127.0.0.1:${server.port}${path}`;

function from(url: string, redirected: (from: string, to: string) => void = () => {}): Promise<Uint8Array | undefined> {
  return download(url, { network: {}, redirected });
}

test("what is there is read, and whoever asks is told of each redirect", async () => {
  const told: string[] = [];
  expect(await from(at("/b.json#part"))).toEqual(Buffer.from("{}"));
  expect(await from(at("/moved"), (one, other) => told.push(one, other))).toEqual(Buffer.from("{}"));
  expect(told).toEqual([at("/moved"), at("/b.json")]);
});

test("what is not there, or is not shown, is told from what cannot be read", async () => {
  expect(await from(at("/missing"))).toBeUndefined();
  expect(await from(at("/forbidden"))).toBeUndefined();
  await expect(from(at("/broken"))).rejects.toThrow("status 500");
  await expect(from(at("/teapot"))).rejects.toThrow("status 418");
});

test.each([
  ["http://it.example.com/b.json", "must begin with https://"],
  ["HTTP://it.example.com/b.json", "must begin with https://"],
  ["http://localhost.evil.example/b.json", "must begin with https://"],
  ["ftp://it.example.com/b.json", "must begin with https://"],
  ["file:///etc/passwd", "must begin with https://"],
  ["https://ana:hunter2@it.example.com/b.json", "cannot use it.example.com: its address has a user name"],
  ["https://it.example.com/\nb.json", "it is not a URL"],
  ["https://", "it is not a URL"],
])("%p is not asked", async (url, reason) => {
  await expect(from(url)).rejects.toThrow(reason);
});

test.each([
  ["/to-file", "must begin with https://"],
  ["/to-user", "its address has a user name"],
  ["/to-http", "must begin with https://"],
  ["/nowhere", "it leads to something that is not a URL"],
  ["/round", "it leads from one address to the next without an end"],
  ["/long", "answered with more than 1 MiB"],
  ["/bomb", "answered with more than 1 MiB"],
])("%s is given up", async (path, reason) => {
  await expect(from(at(path))).rejects.toThrow(reason);
});
