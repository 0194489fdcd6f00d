import { expect, test } from "bun:test";
import { connect } from "node:net";
import { ServerDoor } from "../../../src/server/listener/server-door.ts";
import { freePort } from "../../support/free-port.ts";

/** What is answered to a path as it is: `fetch` would send another. */
function asked(port: number, path: string, header = ""): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  let text = "";
  const socket = connect(port, "127.0.0.1", () => {
    socket.write(`GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n${header}\r\n`);
  });
  socket.on("data", (bytes) => {
    text += String(bytes);
  });
  socket.on("error", reject);
  socket.on("close", () => resolve(text));
  return promise;
}

const PATHS = ["/metrics", "/x/../metrics", "/x/%2e%2e/metrics", "/./metrics", "/x\\..\\metrics"];
const HEADERS = ["X-Forwarded-For: 203.0.113.9\r\n", "Forwarded: for=203.0.113.9\r\n", "Via: 1.1 front\r\n"];
const SILENT = { log: () => undefined, accessLog: () => undefined };

test("through a proxy nobody sees metrics, however they write the path", async () => {
  const door = new ServerDoor({ listen: { address: "127.0.0.1", port: 0 }, proxies: ["127.0.0.1"] }, SILENT);
  try {
    for (const parts of ["while it starts", "while it serves"]) {
      if (parts === "while it serves") door.serve([]);
      const port = Number(new URL(door.url).port);
      expect(await asked(port, "/x/../metrics")).toContain("# EOF");
      for (const path of PATHS) {
        for (const header of HEADERS) {
          const text = await asked(port, path, header);
          expect([path, header, text.slice(0, 12), text.includes("# EOF")]).toEqual([
            path,
            header,
            "HTTP/1.1 404",
            false,
          ]);
        }
      }
    }
  } finally {
    await door.close(0);
  }
});

test("a port of their own shows metrics to whoever reaches it, and the port of people does not know them", async () => {
  const metricsPort = await freePort();
  const settings = { listen: { address: "127.0.0.1", port: 0 }, metricsPort, proxies: [] };
  const door = new ServerDoor(settings, SILENT);
  try {
    door.serve([]);
    expect(await asked(metricsPort, "/metrics", HEADERS[0])).toContain("# EOF");
    expect(await asked(Number(new URL(door.url).port), "/x/../metrics")).toStartWith("HTTP/1.1 404");
  } finally {
    await door.close(0);
  }
});
