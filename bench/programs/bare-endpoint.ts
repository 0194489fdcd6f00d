// A container endpoint with nothing behind it: a token check and a fixed answer. Prints its port.
const [token = "", length = ""] = process.argv.slice(2);
const body = "x".repeat(Number(length));
const headers = { "content-type": "application/json" };

const server = Bun.serve({
  hostname: "127.0.0.1",
  port: 0,
  idleTimeout: 0,
  fetch: (request) =>
    request.headers.get("authorization") === token
      ? new Response(body, { headers })
      : new Response("wrong token", { status: 403 }),
});
console.log(server.port);
