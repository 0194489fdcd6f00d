import { expect, test } from "bun:test";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { RequestEnvironment } from "../base/credential-request.ts";
import { networkOf } from "./network.ts";
import { send } from "./send.ts";
import { unreachable } from "./unreachable.ts";

const CLOSED = "https://127.0.0.1:9/";
const PROXY = { HTTPS_PROXY: "http://ana:pass@127.0.0.1:9" };

/** The lines that a user sees when no server answers. */
async function heard(environment: RequestEnvironment, code?: string): Promise<readonly string[]> {
  const request = { url: CLOSED, method: "GET", signal: AbortSignal.timeout(5_000), network: networkOf(environment) };
  const failure = await send(request).catch((error: Error) => error);
  if (!(failure instanceof Error)) throw new Error("a server answered");
  if (code) Object.assign(failure, { code });
  const { message, hints } = unreachable(failure, "ask", "STS", CLOSED);
  return [message, ...hints];
}

test.each([
  [{}, "check the network, and HTTPS_PROXY and AWS_CA_BUNDLE if your network needs them"],
  [
    PROXY,
    "check the network, the proxy that HTTPS_PROXY names (127.0.0.1:9), and AWS_CA_BUNDLE if your network needs it",
  ],
  [
    { ...PROXY, no_proxy: "127.0.0.1" },
    "check the network, and NO_PROXY: the proxy that HTTPS_PROXY names was not asked",
  ],
  [
    { all_proxy: "127.0.0.1:9" },
    "check the network, the proxy that all_proxy names (127.0.0.1:9), and AWS_CA_BUNDLE if your network needs it",
  ],
])("with %j the hint names what to check", async (environment, hint) => {
  expect(await heard(environment)).toEqual([
    expect.stringContaining(`cannot ask: cannot reach STS at ${CLOSED}: `),
    hint,
  ]);
});

test.each([
  ["EAI_AGAIN", "the host name cannot be resolved now"],
  ["EADDRNOTAVAIL", "no network leads there"],
  ["EPROTO", "what listens there does not speak TLS as it should"],
  ["ERR_TLS_CERT_ALTNAME_INVALID", "its certificate is that of another host"],
])("%s is put in words, and not blamed on the certificate authorities", async (code, reason) => {
  const [message, ...hints] = await heard({ NODE_EXTRA_CA_CERTS: "/a.pem" }, code);
  expect(message).toBe(`cannot ask: cannot reach STS at ${CLOSED}: ${reason}`);
  expect(hints).toHaveLength(1);
});

test("an error about a certificate says which authorities were trusted", async () => {
  const further = { NODE_EXTRA_CA_CERTS: "/a.pem", SSL_CERT_FILE: "/b.pem" };
  expect(await heard(further, "UNABLE_TO_VERIFY_LEAF_SIGNATURE")).toContain(
    "trusted were the authorities of this machine, and whatever is in /a.pem (`NODE_EXTRA_CA_CERTS`) and /b.pem (`SSL_CERT_FILE`)",
  );
  const folder = mkdtempSync(join(tmpdir(), "actas-"));
  const bundle = join(folder, "company.pem");
  writeFileSync(bundle, "-----BEGIN CERTIFICATE-----\n");
  expect(await heard({ ...further, AWS_CA_BUNDLE: bundle }, "CERT_HAS_EXPIRED")).toContain(
    `trusted were only the authorities in ${bundle}, which \`AWS_CA_BUNDLE\` names`,
  );
  rmSync(folder, { recursive: true });
});
