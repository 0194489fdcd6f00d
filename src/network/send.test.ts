import { afterEach, describe, expect, test } from "bun:test";
import { createServer, type Server, type Socket } from "node:net";
import { brotliCompressSync, deflateSync, gzipSync, zstdCompressSync } from "node:zlib";
import { NoAnswer, send } from "./send.ts";

const MIB = 1024 * 1024;
const open: { stop(): unknown }[] = [];
afterEach(async () => {
  for (const server of open.splice(0)) await server.stop();
});

function serve(fetch: (request: Request) => Response | Promise<Response>): string {
  const server = Bun.serve({ hostname: "127.0.0.1", port: 0, fetch });
  open.push({ stop: () => server.stop(true) });
  return server.url.href;
}

/** A server that writes for as long as the client reads. */
async function endless(begin: string, piece: string): Promise<string> {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => {});
    const write = (): void => {
      while (!socket.destroyed && socket.write(piece));
    };
    socket.on("drain", write).once("data", () => {
      socket.write(begin);
      write();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  open.push({ stop: () => server.close() && [...sockets].map((socket) => socket.destroy()) });
  const address = server.address();
  return `http://127.0.0.1:${typeof address === "object" && address?.port}/`;
}

const ask = (url: string) => send({ url, method: "GET", signal: AbortSignal.timeout(5_000) });
const failure = (url: string) =>
  ask(url).then(
    ({ body }) => `${body.length} bytes`,
    (error: unknown) => (error instanceof NoAnswer ? (error.code ?? error.name) : error),
  );

describe("an answer has at most 1 MiB", () => {
  test("as it is sent", async () => {
    const url = serve((request) => new Response("x".repeat(Number(new URL(request.url).search.slice(1)))));
    expect(await failure(`${url}?${MIB}`)).toBe(`${MIB} bytes`);
    expect(await failure(`${url}?${MIB + 1}`)).toBe("AnswerTooLong");
  });

  const packers = { gzip: gzipSync, deflate: deflateSync, br: brotliCompressSync, zstd: zstdCompressSync };
  test.each(Object.entries(packers))("when decompressed from %s, however little was sent", async (name, pack) => {
    const url = serve((request) => {
      const body = pack(Buffer.alloc(Number(new URL(request.url).search.slice(1)), "x"));
      return new Response(body, { headers: { "content-encoding": name } });
    });
    expect(Buffer.from((await ask(`${url}?7`)).body).toString()).toBe("xxxxxxx");
    expect(await failure(`${url}?${MIB}`)).toBe(`${MIB} bytes`);
    expect(await failure(`${url}?${20 * MIB}`)).toBe("AnswerTooLong");
    expect(await failure(`${url}?${MIB + 1}`)).toBe("AnswerTooLong");
  });

  test.each(["gzip, gzip", "GZIP,br", "compress", "gzip"])("and a body that is not %s is refused", async (encoding) => {
    const url = serve(() => new Response("no such thing", { headers: { "content-encoding": encoding } }));
    expect(await failure(url)).toBe("AnswerNotUnpacked");
  });

  test.each(["identity", "", " , "])("and the encoding %j changes nothing", async (encoding) => {
    const url = serve(() => new Response("text", { headers: { "content-encoding": encoding } }));
    expect(await failure(url)).toBe("4 bytes");
  });

  test("even when it never ends, in pieces or in headers", async () => {
    const chunk = `4000\r\n${"x".repeat(0x4000)}\r\n`;
    expect(await failure(await endless("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n", chunk))).toBe(
      "AnswerTooLong",
    );
    expect(await failure(await endless("HTTP/1.1 200 OK\r\n\r\n", "x".repeat(MIB)))).toBe("AnswerTooLong");
    expect(await failure(await endless("HTTP/1.1 200 OK\r\ncontent-length: 9999999999\r\n\r\n", "x".repeat(MIB)))).toBe(
      "AnswerTooLong",
    );
    const headers = await failure(await endless("HTTP/1.1 200 OK\r\n", `x-a: ${"x".repeat(4000)}\r\n`));
    expect(headers).toMatch(/^(ResponseHeadersTooLarge|Malformed_HTTP_Response)$/);
    expect(await failure(await endless("HTTP/1.1 200 OK\r\nx: ", "x".repeat(MIB)))).toBe("ResponseHeadersTooLarge");
  });
});

describe("a redirect is an answer", () => {
  test.each([301, 302, 303, 307, 308])("%d leads nowhere", async (status) => {
    const heard: string[] = [];
    const second = serve((request) => new Response(heard.push(request.url) > 0 ? "second" : ""));
    const first = serve(() => new Response("", { status, headers: { location: second } }));
    for (const method of ["GET", "POST"]) {
      const request = {
        url: first,
        method,
        headers: { authorization: "Bearer t" },
        signal: AbortSignal.timeout(5_000),
      };
      expect((await send({ ...request, ...(method === "POST" && { body: "secret" }) })).status).toBe(status);
    }
    expect(heard).toEqual([]);
  });
});

test("variables of this process do not count, only those of the request", async () => {
  const url = serve(() => new Response("direct"));
  const proxy = serve(() => new Response("proxy"));
  process.env.HTTP_PROXY = proxy;
  try {
    expect(Buffer.from((await ask(url)).body).toString()).toBe("direct");
  } finally {
    delete process.env.HTTP_PROXY;
  }
  const network = { httpProxy: { name: "HTTP_PROXY", value: proxy } };
  const answer = await send({ url, method: "GET", signal: AbortSignal.timeout(5_000), network });
  expect(Buffer.from(answer.body).toString()).toBe("proxy");
});
