import { afterEach, expect, test } from "bun:test";
import { type LoopbackListener, listenOnLoopback } from "../../http/listen-on-loopback.ts";
import { IS_MACOS } from "../../system/libc.ts";
import { ownUid } from "../../system/own-uid.ts";
import { EndpointPort } from "./endpoint-port.ts";

const open: { stop(): unknown }[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.stop();
});

/** The port as one agent has it; `kept` is the file that outlives it. */
function portOf(kept: { port: number | undefined }): { port: EndpointPort; close(): Promise<void> } {
  const listen = (wanted: number): LoopbackListener =>
    listenOnLoopback({
      port: wanted,
      sharedWith: "own-agents",
      routes: "any",
      maxBodyBytes: 0,
      admit: () => () => new Response("here"),
    });
  const port = new EndpointPort({ listen, kept });
  open.push({ stop: () => port.close() });
  return { port, close: () => port.close() };
}

/** Another program of this user, which shares nothing. */
function stranger(): { port: number; stop(): void } {
  const server = Bun.listen({ hostname: "127.0.0.1", port: 0, socket: { data() {} } });
  open.push({ stop: () => server.stop(true) });
  return { port: server.port, stop: () => server.stop(true) };
}

test("the port is kept, and the next agent opens the same, also while the one before has it", async () => {
  const kept = { port: undefined };
  const first = portOf(kept);
  const number = first.port.open();
  expect(kept).toEqual({ port: number } as never);
  const second = portOf(kept);
  if (!IS_MACOS) {
    second.port.hold();
    expect(second.port.port).toBe(number);
  }
  await first.close();
  expect(await second.port.reopen()).toBeUndefined();
  expect(second.port.port).toBe(number);
});

test("new programs get another port when another process has the old one", () => {
  const { port } = stranger();
  const kept = { port };
  const next = portOf(kept).port.open();
  expect(next).not.toBe(port);
  expect(kept.port).toBe(next);
});

test("an agent that shares nothing is waited for", async () => {
  const { port, stop } = stranger();
  setTimeout(stop, 100);
  const next = portOf({ port }).port;
  next.hold();
  expect(next.port).toBeUndefined();
  expect(await next.reopen()).toBeUndefined();
  expect(next.port).toBe(port);
});

test("a port that stays with another program is lost, and one that is not known is lost, too", async () => {
  const { port } = stranger();
  const next = portOf({ port }).port;
  expect(await next.reopen()).toEqual({ port, ...(!IS_MACOS && { uid: ownUid() }) });
  expect(next.port).toBeUndefined();
  expect(await portOf({ port: undefined }).port.reopen()).toEqual({});
});
