import { expect, test } from "bun:test";
import { checkAddress } from "../../../src/server/listener/check-address.ts";
import { ServerDoor } from "../../../src/server/listener/server-door.ts";
import { programOf } from "../../../src/system/processes/parent-program.ts";
import { freePort } from "../../support/free-port.ts";

const SILENT = { log: () => undefined, accessLog: () => undefined };
const at = (port: number) => ({ listen: { address: "127.0.0.1", port }, proxies: [] });

test("`server check` says that another program has the port, which one, and what names another port", async () => {
  using other = Bun.serve({ hostname: "127.0.0.1", port: 0, fetch: () => new Response("ok") });
  const port = other.port ?? 0;
  expect(await checkAddress(at(port))).toMatchObject({
    outcome: "wrong",
    message: `cannot listen on 127.0.0.1:${port}: ${programOf(process.pid)}, pid ${process.pid}, listens there`,
    hints: [expect.stringContaining("`listen.port` in the configuration names another port")],
  });
  expect(await checkAddress({ ...at(freePort()), metricsPort: port })).toMatchObject({
    outcome: "wrong",
    message: `cannot listen on 127.0.0.1:${port}: ${programOf(process.pid)}, pid ${process.pid}, listens there`,
    hints: [expect.stringContaining("`listen.metricsPort` in the configuration")],
  });
});

test("a server that runs there already is what is asked about", async () => {
  const port = freePort();
  const door = new ServerDoor(at(port), SILENT);
  try {
    expect(await checkAddress(at(port))).toMatchObject({
      outcome: "good",
      message: `it listens on 127.0.0.1:${port}: a server runs there`,
    });
    const url = "https://roles.example/";
    expect(await checkAddress({ ...at(port), url })).toMatchObject({
      message: `it is ${url}, and listens on 127.0.0.1:${port}: a server runs there`,
    });
  } finally {
    await door.close(0);
  }
});

test("a key that cannot be read is told as that, and not as a port", async () => {
  const tls = { certificateFile: "/nowhere/certificate.pem", keyFile: "/nowhere/key.pem" };
  expect(await checkAddress({ listen: { address: "127.0.0.1", port: 0, tls }, proxies: [] })).toMatchObject({
    outcome: "wrong",
    message: "cannot read /nowhere/certificate.pem: no such file or directory",
  });
});

test("a port that is free is free afterwards, and an address of another machine is none", async () => {
  const port = freePort();
  expect(await checkAddress(at(port))).toMatchObject({ outcome: "good", message: `it listens on 127.0.0.1:${port}` });
  using after = Bun.serve({ hostname: "127.0.0.1", port, fetch: () => new Response() });
  expect(after.port).toBe(port);
  expect(await checkAddress({ listen: { address: "192.0.2.1", port: 1 }, proxies: [] })).toMatchObject({
    outcome: "wrong",
    message: "cannot listen on 192.0.2.1:1: this machine has no such address",
  });
});
