import { afterAll, expect, test } from "bun:test";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makeCertificate } from "../../test/support/tls-front.ts";
import { NoAnswer, send } from "./send.ts";

const folder = mkdtempSync(join(tmpdir(), "actas-pinned-"));
const { cert, key } = makeCertificate(folder, "DNS:id.example");
const heard: { readonly url: string; readonly port: number | undefined }[] = [];
const server = Bun.serve({
  hostname: "127.0.0.1",
  port: 0,
  tls: { cert: readFileSync(cert), key: readFileSync(key) },
  fetch: (request, self) => {
    heard.push({ url: request.url, port: self.requestIP(request)?.port });
    return new Response("answered");
  },
});
afterAll(async () => {
  await server.stop(true);
  rmSync(folder, { recursive: true });
});

const REFUSED = /^(ConnectionRefused|ECONNREFUSED)$/;

/** Asks a host that no resolver knows, whose certificate the server has. */
async function ask(host: string, addresses: readonly string[], more: Partial<Parameters<typeof send>[0]> = {}) {
  const network = { bundle: { name: "AWS_CA_BUNDLE", value: cert } };
  const url = `https://${host}:${server.port}/keys`;
  const signal = AbortSignal.timeout(5_000);
  try {
    return Buffer.from((await send({ url, method: "GET", signal, network, addresses, ...more })).body).toString();
  } catch (error) {
    return error instanceof NoAnswer ? (error.code ?? error.name) : error;
  }
}

test("a host is asked at the address that is given, by its own name and certificate", async () => {
  heard.length = 0;
  expect(await ask("id.example", ["127.0.0.1"])).toBe("answered");
  expect(heard.map(({ url }) => url)).toEqual([`https://id.example:${server.port}/keys`]);
});

test("what is at the address needs a certificate for the host", async () => {
  heard.length = 0;
  expect(await ask("other.example", ["127.0.0.1"])).toBe("ERR_TLS_CERT_ALTNAME_INVALID");
  expect(heard).toEqual([]);
});

test("no name is looked up: what it leads to by now is not asked", async () => {
  heard.length = 0;
  // Every resolver leads this name to the server.
  const url = `https://localhost:${server.port}/keys`;
  expect(await ask("", ["127.0.0.2"], { url })).toMatch(REFUSED);
  expect(heard).toEqual([]);
});

test("of several addresses one is asked that takes up a connection, and asked once", async () => {
  heard.length = 0;
  const request = { method: "POST", body: "x" };
  expect(await ask("id.example", ["127.0.0.2", "127.0.0.1", "127.0.0.3"], request)).toBe("answered");
  expect(heard).toHaveLength(1);
  expect(await ask("id.example", ["127.0.0.2", "127.0.0.3"], request)).toMatch(REFUSED);
});

test("an address that never takes up a connection holds up the next for a moment only", async () => {
  // Set apart for documentation, so that nothing is there: refused here, lost elsewhere.
  expect(await ask("id.example", ["203.0.113.1", "127.0.0.1"])).toBe("answered");
});

test("no connection is kept for another host at the same address", async () => {
  heard.length = 0;
  await ask("id.example", ["127.0.0.1"]);
  await ask("id.example", ["127.0.0.1"]);
  expect(new Set(heard.map(({ port }) => port)).size).toBe(2);
});

test("a request that is not wanted any more does not wait for an address", async () => {
  const signal = AbortSignal.abort(new Error("over"));
  expect(await ask("id.example", ["203.0.113.1", "203.0.113.2"], { signal })).not.toBe("answered");
});

test("a proxy looks the host up itself", async () => {
  const asked: string[] = [];
  const proxy = Bun.listen<undefined>({
    hostname: "127.0.0.1",
    port: 0,
    socket: {
      data: (socket, bytes) => {
        asked.push(bytes.toString().split("\r\n")[0] ?? "");
        socket.end("HTTP/1.1 403 Forbidden\r\n\r\n");
      },
    },
  });
  const httpsProxy = { name: "HTTPS_PROXY", value: `http://127.0.0.1:${proxy.port}` };
  await ask("id.example", ["127.0.0.1"], { network: { httpsProxy } });
  proxy.stop(true);
  expect(asked).toEqual([`CONNECT id.example:${server.port} HTTP/1.1`]);
});
