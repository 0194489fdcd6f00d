import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** A TLS server in front of another server, with a certificate of an unknown authority. */
export interface TlsFront extends Disposable {
  readonly url: string;
  /** The certificate of its authority. */
  readonly bundle: string;
}

/** Makes an authority and a certificate for 127.0.0.1 in `folder` with openssl, and forwards every request. */
export function startTlsFront(behind: string, folder: string): TlsFront {
  const file = (name: string): string => join(folder, name);
  const [key, cert] = [file("tls.key"), file("tls.pem")];
  // The certificate is its own authority, as it often is for a company's proxy.
  const subject = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"];
  const form = ["-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "1"];
  const made = spawnSync("openssl", ["req", ...form, ...subject, "-keyout", key, "-out", cert]);
  if (made.status !== 0) throw new Error(`cannot make a certificate: ${made.stderr}`);
  const server = Bun.serve({
    hostname: "127.0.0.1",
    port: 0,
    tls: { key: readFileSync(key), cert: readFileSync(cert) },
    async fetch(request) {
      const { pathname, search } = new URL(request.url);
      const headers = new Headers(request.headers);
      headers.delete("host");
      const body = request.method === "POST" ? await request.text() : undefined;
      const answer = await fetch(behind + pathname + search, {
        method: request.method,
        headers,
        body: body ?? null,
        redirect: "manual",
      });
      return new Response(await answer.arrayBuffer(), { status: answer.status, headers: answer.headers });
    },
  });
  return { url: `https://127.0.0.1:${server.port}`, bundle: cert, [Symbol.dispose]: () => void server.stop(true) };
}
