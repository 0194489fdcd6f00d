import { expect, test } from "bun:test";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { configurationHere } from "../../../src/server/configuration/configuration-here.ts";
import { listen } from "../../../src/server/listener/listen.ts";
import { ServerDoor } from "../../../src/server/listener/server-door.ts";
import { adminTest } from "../../support/people/admin-test.ts";
import { PageBrowser } from "../../support/people/page-browser.ts";
import type { PeopleWorld } from "../../support/people/people-world.ts";
import { peopleTest } from "../../support/people/server-test.ts";
import { until } from "../../support/until.ts";

/** What came of asking 400 times, 20 at once: more would leave no connection for what the server itself asks. */
async function statuses(ask: () => Promise<{ readonly status: number }>): Promise<ReadonlySet<number>> {
  const seen = new Set<number>();
  for (let round = 0; round < 20; round++) {
    const answers = await Promise.all(Array.from({ length: 20 }, ask));
    for (const { status } of answers) seen.add(status);
  }
  return seen;
}

adminTest("a stranger who opens the administrators' pages again and again fills no database", async (admin) => {
  const { database, world, at } = admin;
  world.address = "203.0.113.9";
  const open = () => fetch(at("admin/accounts"), { redirect: "manual" });
  expect(await statuses(open)).toEqual(new Set([303, 429]));
  const [kept] = await database.query<{ n: number }>("SELECT count(*)::integer AS n FROM sent_to_provider");
  expect(kept?.n).toBeLessThan(340);
  world.address = "198.51.100.7";
  expect((await open()).status).toBe(303);
});

peopleTest("a stranger who answers one question again and again fills no database", async (world, database) => {
  const begun = await fetch(world.authorizationUrl(), { redirect: "manual" });
  const cookie = begun.headers.getSetCookie().map((one) => one.split(";")[0]);
  const question = new URL(begun.headers.get("location") ?? "", world.url).href;
  const headers = { cookie: cookie.join("; "), origin: new URL(world.url).origin };
  const say = () => fetch(question, { method: "POST", body: "answer=yes", redirect: "manual", headers });
  expect(await statuses(say)).toEqual(new Set([303, 429]));
  const [kept] = await database.query<{ n: number }>("SELECT count(*)::integer AS n FROM sent_to_provider");
  expect(kept?.n).toBeLessThan(340);
});

peopleTest(
  "a stranger who types codes as ever new browsers fills no database, nor does one who opens the page for them",
  async (world, database) => {
    world.address = "203.0.113.9";
    const activate = `${world.url}oauth/activate`;
    const { origin } = new URL(world.url);
    let browsers = 0;
    const type = () => {
      const headers = { origin, cookie: `actas-session=${++browsers}` };
      return fetch(activate, { method: "POST", body: "user_code=BBBB-BBBB&xsrf=x", headers });
    };
    expect(await statuses(type)).toContain(429);
    const [typists] = await database.query<{ n: number }>("SELECT count(*)::integer AS n FROM wrong_code");
    expect(typists?.n).toBeLessThan(340);
    world.address = "203.0.113.10";
    expect(await statuses(() => fetch(activate))).toEqual(new Set([200, 429]));
    const [kept] = await database.query<{ n: number }>("SELECT count(*)::integer AS n FROM oauth_item");
    expect(kept?.n).toBeLessThan(340);
    await signsIn(world);
  },
  () => ({ device: { clients: ["actas"] } }),
);

peopleTest(
  "a slash more at the end of a path gets around no limit, and a page that is over is no fault",
  async (world, database) => {
    const query = world.authorizationUrl().split("?")[1];
    for (const path of [`authorize/?${query}`, "activate/"]) {
      expect((await fetch(`${world.url}oauth/${path}`, { redirect: "manual" })).status).toBe(404);
    }
    const [kept] = await database.query<{ n: number }>("SELECT count(*)::integer AS n FROM oauth_item");
    expect(kept?.n).toBe(0);
    expect((await fetch(`${world.url}oauth/activate/made-up`)).status).toBe(400);
    expect(world.said).toEqual([]);
  },
  () => ({ device: { clients: ["actas"] } }),
);

async function signsIn(world: PeopleWorld): Promise<void> {
  world.address = "198.51.100.7";
  expect((await world.signIn(new PageBrowser())).searchParams.get("code")).toBeTruthy();
}

/** A server with one path, which reads what it is sent. */
async function withDoor(
  body: (port: number, logged: readonly string[], statuses: readonly unknown[]) => Promise<void>,
) {
  const [logged, statuses]: [string[], unknown[]] = [[], []];
  const accessLog = (line: string): void => void statuses.push((JSON.parse(line) as { status: unknown }).status);
  const settings = { listen: { address: "127.0.0.1", port: 0 }, proxies: [] };
  const door = new ServerDoor(settings, { log: (line) => void logged.push(line), accessLog });
  try {
    const answer = async (request: Request): Promise<Response> => new Response(await request.text());
    door.serve([{ name: "test", routes: [{ method: "POST", path: "/echo", answer }] }]);
    await body(Number(new URL(door.url).port), logged, statuses);
  } finally {
    await door.close(0);
  }
}

test.each(["a b", "x/metrics?", "x#", "[::", "", "x@y", "x:99999", "%00"])(
  "a Host header such as %p is the client's fault, and leaves nothing in the log",
  (host) =>
    withDoor(async (port, logged) => {
      const answer = await rawAnswer(port, `GET /readyz HTTP/1.1\r\nHost: ${host}\r\n\r\n`);
      expect(answer).toStartWith("HTTP/1.1 400 ");
      expect(logged).toEqual([]);
    }),
);

test("a client that leaves while it sends is no fault of the server, and leaves nothing in its log", () =>
  withDoor(async (port, logged, statuses) => {
    const half = "POST /echo HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 9\r\n\r\nhalf";
    const socket = connect(port, "127.0.0.1", () => socket.write(half, () => socket.destroy()));
    await until("it is counted", () => statuses.length > 0);
    expect([statuses, logged]).toEqual([[400], []]);
  }));

/** The beginning of an answer, as it comes. */
function rawAnswer(port: number, request: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, "127.0.0.1", () => socket.write(request));
    socket.once("error", reject);
    socket.once("data", (bytes) => {
      resolve(bytes.toString("latin1"));
      socket.destroy();
    });
  });
}

function neverAsked(): never {
  throw new Error("nothing is answered");
}

test("a configuration or a secret that every user of the machine may change is not believed", () => {
  const folder = mkdtempSync(join(tmpdir(), "actas-configuration-"));
  try {
    const [file, key] = [join(folder, "actas-server.json"), join(folder, "key")];
    writeFileSync(key, Buffer.alloc(32, 7).toString("base64"));
    writeFileSync(file, JSON.stringify({ people: { keyFile: key } }));
    const read = () => configurationHere(file, { HOME: "/nonexistent" });
    chmodSync(file, 0o644);
    chmodSync(key, 0o444);
    expect(read().people?.keys).toHaveLength(1);
    chmodSync(key, 0o646);
    expect(read).toThrow(`every user may write to ${key}`);
    chmodSync(key, 0o600);
    chmodSync(file, 0o666);
    expect(read).toThrow(`every user may write to ${file}`);
    const tls = { certificateFile: file, keyFile: key };
    for (const [path, other] of [
      [file, key],
      [key, file],
    ] as const) {
      chmodSync(path, 0o646);
      chmodSync(other, 0o600);
      const open = () => listen({ address: "127.0.0.1", port: 0, tls }, neverAsked);
      expect(open).toThrow(`every user may write to ${path}`);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});
