import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** A TLS server in front of another server, with a certificate of an unknown authority. */
export interface TlsFront extends Disposable {
  readonly url: string;
  /** The certificate of its authority. */
  readonly bundle: string;
}

/** The files of a certificate and its key. */
export interface MadeCertificate {
  readonly key: string;
  readonly cert: string;
}

/** Makes a certificate in `folder` with openssl, which is its own authority, as it often is for a company's proxy. */
export function makeCertificate(folder: string, name: `DNS:${string}` | `IP:${string}`): MadeCertificate {
  const file = (end: string): string => join(folder, `${name.slice(name.indexOf(":") + 1)}.${end}`);
  const made: MadeCertificate = { key: file("key"), cert: file("pem") };
  const subject = ["-subj", "/CN=made up", "-addext", `subjectAltName=${name}`];
  const form = ["-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "1"];
  const run = spawnSync("openssl", ["req", ...form, ...subject, "-keyout", made.key, "-out", made.cert]);
  if (run.status !== 0) throw new Error(`cannot make a certificate: ${run.stderr}`);
  return made;
}

/** Makes an authority and a certificate for 127.0.0.1 in `folder`, and forwards every request. */
export function startTlsFront(behind: string, folder: string): TlsFront {
  const { cert, key } = makeCertificate(folder, "IP:127.0.0.1");
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
