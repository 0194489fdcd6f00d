import { expect } from "bun:test";
import { worldTest } from "../support/world-test.ts";
import { diagnosed, words, write } from "./diagnosed.ts";

worldTest("a network that answers and a clock that agrees are fine", async (world) => {
  const report = await diagnosed(world, ["staging"]);
  expect(words(report, "network", "fine")).toMatch(/^STS of eu-west-1 answers at 127\.0\.0\.1:\d+$/);
  expect(words(report, "clock", "fine")).toBe("the clock agrees with AWS's");
});

worldTest("a clock that AWS will refuse is an error, one that it will soon refuse a warning", async (world) => {
  const found = async (seconds: number) => {
    using server = dated(seconds);
    return await diagnosed(world, [], { env: { AWS_ENDPOINT_URL_STS: server.url } });
  };
  const error = await found(420);
  expect(words(error, "clock", "error")).toBe("the clock of this machine is 7 min behind AWS's");
  expect(error.status).toBe(1);
  expect(words(await found(-420), "clock", "error")).toBe("the clock of this machine is 7 min ahead of AWS's");
  expect(words(await found(240), "clock", "warning")).toBe("the clock of this machine is 4 min behind AWS's");
  expect(words(await found(60), "clock", "fine")).toBe("the clock agrees with AWS's");
});

worldTest(
  "without a network the checks that need one say that they were not done, and nothing else fails",
  async (world) => {
    const env = { AWS_ENDPOINT_URL_STS: "http://127.0.0.1:1" };
    const report = await diagnosed(world, [], { env });
    expect(words(report, "network", "unknown")).toMatch(
      /^not checked: cannot reach STS at 127\.0\.0\.1:1: connection refused/,
    );
    expect(words(report, "clock", "unknown")).toBe("not checked: AWS does not answer");
    expect(report.status).toBe(0);
  },
);

worldTest("a server that says nothing is waited for three seconds", async (world) => {
  using silent = Bun.listen({ hostname: "127.0.0.1", port: 0, socket: { data() {} } });
  const begun = Date.now();
  const report = await diagnosed(world, [], { env: { AWS_ENDPOINT_URL_STS: `http://127.0.0.1:${silent.port}` } });
  expect(words(report, "network", "unknown")).toMatch(/no answer within the time limit/);
  expect(Date.now() - begun).toBeLessThan(9_000);
});

worldTest("authorities that cannot be read are an error, and so is a proxy that is none", async (world) => {
  const bundle = await diagnosed(world, [], { env: { AWS_CA_BUNDLE: "/nonexistent/ca.pem" } });
  expect(words(bundle, "network", "error")).toMatch(/cannot use `AWS_CA_BUNDLE`/);
  const env = { AWS_ENDPOINT_URL_STS: "https://sts.example.com", HTTPS_PROXY: "ftp://nowhere" };
  expect(words(await diagnosed(world, [], { env }), "network", "error")).toMatch(/cannot use `HTTPS_PROXY`/);
});

worldTest("a target without a region is told so", async (world) => {
  await write(world, ".aws/config", "[profile ben]\nendpoint_url = http://127.0.0.1:1\n");
  const env = { AWS_REGION: "", AWS_DEFAULT_REGION: "" };
  expect(words(await diagnosed(world, ["ben"], { env }), "network", "warning")).toMatch(/^no region is set/);
  expect(words(await diagnosed(world, ["ben"], { env: { AWS_REGION: "eu-west-1" } }), "network", "warning")).toBe("");
});

worldTest("the servers of sources are looked at: whether they answer, and what time it is there", async (world) => {
  const fine = words(await diagnosed(world), "servers", "fine");
  expect(fine).toBe("the servers of all sources answer, and agree with this machine's clock");
  using server = dated(420);
  const source = (id: string, url: string) =>
    write(world, `.config/actas/sources.d/${id}.json`, JSON.stringify({ id, url, oauth: { ...OAUTH } }));
  await source("late", `${server.url}/`);
  await source("gone", "http://127.0.0.1:1/");
  const report = await diagnosed(world);
  expect(words(report, "servers", "error")).toMatch(/^the clock of this machine is 7 min behind that of 127/);
  expect(words(report, "servers", "warning")).toBe('cannot reach "gone" at 127.0.0.1:1: connection refused');
  const alone = await diagnosed(world, [], { env: { AWS_ENDPOINT_URL_STS: "http://127.0.0.1:1" } });
  expect(words(alone, "servers", "unknown")).toBe(
    'not checked: cannot reach "gone" at 127.0.0.1:1: connection refused',
  );
});

worldTest("a server that answers, but not as a credential server, is told by what it answers (O-20)", async (world) => {
  const asked: string[] = [];
  const server = Bun.serve({
    hostname: "127.0.0.1",
    port: 0,
    fetch(request) {
      asked.push(`${request.method} ${new URL(request.url).pathname}`);
      return new Response("<p>hello</p>", { headers: { "content-type": "text/html" } });
    },
  });
  const content = { id: "page", url: `${server.url.href}api/`, oauth: OAUTH };
  await write(world, ".config/actas/sources.d/page.json", JSON.stringify(content));
  const warned = words(await diagnosed(world), "servers", "warning");
  await server.stop(true);
  expect(warned).toContain('"page" does not answer as a credential server');
  expect(warned).toContain("/api/assume-role answered 200 where 401 was expected");
  expect(warned).toContain("/api/oauth/token answered 200 where an OAuth 2.0 error in JSON was expected");
  expect(asked.toSorted()).toEqual([
    "GET /",
    "GET /api/oauth/authorize",
    "GET /api/roles",
    "POST /api/assume-role",
    "POST /api/oauth/token",
  ]);
});

const OAUTH = { client_id: "actas", code_grant: {} };

/** A server whose clock is ahead. A real one of Bun's would add the right time. */
function dated(seconds: number): { readonly url: string } & Disposable {
  const server = Bun.listen({
    hostname: "127.0.0.1",
    port: 0,
    socket: {
      data(socket) {
        const date = new Date(Date.now() + seconds * 1000).toUTCString();
        socket.end(`HTTP/1.1 302 Found\r\nDate: ${date}\r\nContent-Length: 0\r\n\r\n`);
      },
    },
  });
  return { url: `http://127.0.0.1:${server.port}`, [Symbol.dispose]: () => server.stop(true) };
}
