import { afterAll, beforeAll, expect } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { type AddressInfo, connect, createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { needs, pathOf, testWith } from "../support/needs.ts";

const directory = mkdtempSync(join(tmpdir(), "actas-network-"));
const CERTIFICATE = join(directory, "company.pem");
const KEY = join(directory, "key.pem");

let server: Bun.Server<undefined>;
let proxy: Server;
const tunnels: string[] = [];

beforeAll(async () => {
  if (needs("openssl")) return;
  await certify();
  server = Bun.serve({
    hostname: "127.0.0.1",
    port: 0,
    tls: { cert: Bun.file(CERTIFICATE), key: Bun.file(KEY) },
    fetch: () => Response.json("hello"),
  });
  proxy = createServer((client) => {
    client.once("data", (data) => {
      const [, host = "", port = ""] = /^CONNECT ([\d.]+):(\d+) /.exec(`${data}`) ?? [];
      tunnels.push(`${host}:${port}`);
      const there = connect(Number(port), host, () => client.write("HTTP/1.1 200 Connection established\r\n\r\n"));
      client.pipe(there).pipe(client);
    });
  });
  await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
});

afterAll(async () => {
  await server?.stop(true);
  proxy?.close();
  rmSync(directory, { recursive: true });
});

async function certify(): Promise<void> {
  const subject = ["-subj", "/CN=company", "-addext", "subjectAltName=IP:127.0.0.1"];
  const files = ["-keyout", KEY, "-out", CERTIFICATE, "-days", "2", "-nodes"];
  const kind = ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"];
  await Bun.spawn([pathOf("openssl")!, ...kind, ...subject, ...files], { stderr: "ignore" }).exited;
}

/** What a program prints that asks the server once, in this environment. */
async function askIn(environment: Record<string, string>): Promise<string> {
  const program = [process.execPath, join(import.meta.dir, "ask-once.ts"), `https://127.0.0.1:${server.port}/`];
  const text = await Bun.spawn(program, { env: environment, stderr: "ignore" }).stdout.text();
  return text.trim();
}

testWith(
  { tools: ["openssl"] },
  "a company's own certificate authority is trusted where AWS_CA_BUNDLE names it",
  async () => {
    expect(await askIn({ AWS_CA_BUNDLE: CERTIFICATE })).toBe('"hello"');
    expect(await askIn({})).toMatch(/^cannot ask: cannot reach the server at https:\S+: its certificate is signed by /);
  },
);

testWith(
  { tools: ["openssl"] },
  "a proxy is used where HTTPS_PROXY names it, and not for what NO_PROXY names",
  async () => {
    const company = {
      AWS_CA_BUNDLE: CERTIFICATE,
      HTTPS_PROXY: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    };
    expect(await askIn({ ...company, NO_PROXY: "127.0.0.1" })).toBe('"hello"');
    expect(tunnels).toEqual([]);
    expect(await askIn(company)).toBe('"hello"');
    expect(tunnels).toEqual([`127.0.0.1:${server.port}`]);
  },
);

testWith({ tools: ["openssl"] }, "a proxy that is not there is named, without its password", async () => {
  const answer = await askIn({ AWS_CA_BUNDLE: CERTIFICATE, HTTPS_PROXY: "http://ana:s3cret@127.0.0.1:1" });
  expect(answer).toMatch(/^cannot ask: cannot reach the server at /);
  expect(answer).not.toContain("s3cret");
});
