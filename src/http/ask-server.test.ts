import { afterEach, expect, test } from "bun:test";
import { ActasError } from "../base/errors.ts";
import { askServer, type ServerAnswer } from "./ask-server.ts";

let server: Bun.Server<undefined> | undefined;
afterEach(() => server?.stop(true));

function ask(answer: (request: Request) => Response | Promise<Response>, signal?: AbortSignal): Promise<ServerAnswer> {
  server = Bun.serve({ hostname: "127.0.0.1", port: 0, fetch: answer });
  return askUrl(`http://127.0.0.1:${server.port}/roles?token=s3cret`, signal);
}

function askUrl(url: string, signal?: AbortSignal): Promise<ServerAnswer> {
  return askServer({ url, method: "GET", ...(signal && { signal }) }, "list the roles", "the credential server");
}

async function failureOf(answer: Promise<ServerAnswer>): Promise<ActasError> {
  const error = await answer.catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(ActasError);
  return error as ActasError;
}

test("JSON is read, whatever its content type; any other body is undefined", async () => {
  expect(await ask(() => new Response('{"a":1}'))).toMatchObject({ status: 200, json: { a: 1 } });
  expect(await ask(() => new Response("<html>", { status: 404 }))).toMatchObject({ status: 404, json: undefined });
});

test("a redirect is returned as the answer, and not followed", async () => {
  expect((await ask(() => Response.redirect("https://a.example/", 307))).status).toBe(307);
});

test("an answer of more than 1 MiB is refused while it comes", async () => {
  let sent = 0;
  const endless = new ReadableStream({
    pull(controller) {
      sent += 65_536;
      controller.enqueue(new Uint8Array(65_536));
    },
  });
  const error = await failureOf(ask(() => new Response(endless)));
  expect(error.message).toMatch(
    /^cannot list the roles: the credential server at http:\S+ answered with more than 1 MiB$/,
  );
  expect(sent).toBeLessThan(64 * 1024 * 1024);
});

test("a server that is not there is named without the query", async () => {
  const error = await failureOf(askUrl("http://127.0.0.1:1/roles?token=s3cret"));
  expect(error.code).toBe("unreachable");
  expect(error.message).toEndWith("at http://127.0.0.1:1: connection refused");
  expect(error.message).not.toContain("s3cret");
});

test("an answer that breaks off counts as none", async () => {
  const listener = Bun.listen({
    hostname: "127.0.0.1",
    port: 0,
    socket: {
      data(socket) {
        socket.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{");
        socket.end();
      },
    },
  });
  const error = await failureOf(askUrl(`http://127.0.0.1:${listener.port}/`));
  expect(error.code).toBe("unreachable");
  listener.stop(true);
});

test("the reason of an aborted signal is thrown", async () => {
  const cancelled = new AbortController();
  const asked = ask(() => {
    cancelled.abort(new Error("cancelled"));
    return new Promise<never>(() => {});
  }, cancelled.signal);
  expect(asked).rejects.toThrow("cancelled");
  await asked.catch(() => {});
});
