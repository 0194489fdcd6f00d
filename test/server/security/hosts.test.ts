import { expect, test } from "bun:test";
import { connect } from "node:net";
import { ServerDoor } from "../../../src/server/listener/server-door.ts";
import type { Route } from "../../../src/server/server-part.ts";
import { freePort } from "../../support/free-port.ts";

const PATHS = ["/metrics", "/healthz", "/readyz", "/", "/list", "/nowhere"];
const LIST: Route = { method: "GET", path: "/list", answer: () => new Response("roles") };
const SILENT = { log: () => undefined, accessLog: () => undefined };

/** The status by which a GET is answered; `fetch` would send a `Host` of its own. */
function statusOf(port: number, path: string, host: string | undefined): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const head = host === undefined ? "HTTP/1.0" : `HTTP/1.1\r\nHost: ${host}`;
  const socket = connect(port, "127.0.0.1", () => socket.write(`GET ${path} ${head}\r\nConnection: close\r\n\r\n`));
  socket.once("data", (bytes) => resolve(Number(String(bytes).split(" ")[1])));
  socket.on("error", reject);
  return promise.finally(() => socket.destroy());
}

interface DoorSettings {
  readonly url?: string;
  readonly hosts?: readonly string[];
}

async function withDoor(settings: DoorSettings, use: (port: number, metricsPort: number) => Promise<void>) {
  const [port, metricsPort] = [await freePort(), await freePort()];
  const open = { listen: { address: "127.0.0.1", port }, metricsPort, proxies: [], ...settings };
  const door = new ServerDoor(open, SILENT);
  try {
    door.serve([{ name: "test", routes: [LIST] }]);
    await use(port, metricsPort);
  } finally {
    await door.close(0);
  }
}

test("a web page whose name leads to this server reads nothing, not even whether it is there", async () => {
  await withDoor({}, async (port, metricsPort) => {
    for (const host of [
      `evil.example:${port}`,
      "evil.example",
      "127.0.0.1.evil.example",
      "localhost.evil.example",
      "x.localhost",
      "roles.example.com",
    ]) {
      for (const path of PATHS) expect([host, path, await statusOf(port, path, host)]).toEqual([host, path, 421]);
      expect([host, await statusOf(metricsPort, "/metrics", host)]).toEqual([host, 421]);
    }
  });
});

test("neither does it before the server serves", async () => {
  const door = new ServerDoor({ listen: { address: "127.0.0.1", port: 0 }, proxies: [] }, SILENT);
  try {
    const port = Number(new URL(door.url).port);
    for (const path of PATHS) expect(await statusOf(port, path, "evil.example")).toBe(421);
    expect(await statusOf(port, "/healthz", "127.0.0.1")).toBe(200);
  } finally {
    await door.close(0);
  }
});

test("by any address, as localhost and by its own names it is asked, at whatever port that was forwarded from", async () => {
  const url = "https://Roles.example.com/";
  await withDoor({ url, hosts: ["actas.team.svc", "actas_backend"] }, async (port, metricsPort) => {
    for (const host of [
      "roles.example.com",
      "ROLES.EXAMPLE.COM.:8443",
      "10.1.2.3",
      `10.1.2.3:${port}`,
      "[2001:db8::7]:80",
      "localhost:9000",
      "actas.team.svc",
      "actas_backend",
    ]) {
      expect([host, await statusOf(port, "/list", host)]).toEqual([host, 200]);
      expect([host, await statusOf(metricsPort, "/metrics", host)]).toEqual([host, 200]);
    }
    expect(await statusOf(port, "/list", "team.svc")).toBe(421);
  });
});

test("a probe that names no host, as no browser does, learns how the server is, and nothing else", async () => {
  await withDoor({}, async (port) => {
    expect(await statusOf(port, "/healthz", undefined)).toBe(200);
    expect(await statusOf(port, "/readyz", undefined)).toBe(200);
    expect(await statusOf(port, "/list", undefined)).toBe(404);
    for (const host of ["", "127.0.0.1@evil.example", "evil.example/@127.0.0.1", "a b"])
      expect([host, await statusOf(port, "/metrics", host)]).toEqual([host, 400]);
  });
});
