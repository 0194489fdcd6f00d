import { expect } from "bun:test";
import { Secret } from "../../../src/base/secret.ts";
import { listenOnLoopback } from "../../../src/http/listen-on-loopback.ts";
import { imdsEndpoint } from "../../../src/serve/imds/imds-endpoint.ts";
import { Chromium } from "../../support/chromium.ts";
import { testNeeding } from "../../support/needs.ts";

const PARTS = {
  target: () => "staging",
  credentials: () => ({ accessKeyId: "ASIAVICTIM", secretAccessKey: new Secret("s3cret") }),
  // The weaker version, too.
  allowsVersion1: true,
  regionOf: async () => "eu-west-1",
  onGiven() {},
  now: Date.now,
};

/** What a page does that wants credentials: by both versions of the service, or as much as it can see of an answer. */
const THEFT = `async () => {
  const said = async (path, init) => { try { return await (await fetch(path, init)).text(); } catch (error) { return String(error); } };
  const token = await said("/latest/api/token", { method: "PUT", headers: { "x-aws-ec2-metadata-token-ttl-seconds": "60" } });
  const path = "/latest/meta-data/iam/security-credentials/staging";
  const headers = /^[\\w-]+$/.test(token) ? { "x-aws-ec2-metadata-token": token } : {};
  return [token, await said(path, { headers }), await said(path), await said(path, { mode: "no-cors", cache: "reload" })].join(" | ");
}`;

/** A page of evil.example, whose name by then is that of this machine: DNS rebinding. */
async function stealAt(port: number): Promise<string> {
  await using browser = await Chromium.open("light", [
    "--host-resolver-rules=MAP evil.example 127.0.0.1",
    // Not every browser has it.
    "--disable-features=LocalNetworkAccessChecks,BlockInsecurePrivateNetworkRequests,PrivateNetworkAccessSendPreflights",
  ]);
  const home = `http://evil.example:${port}/`;
  await browser.page.route(home, (route) => route.fulfill({ contentType: "text/html", body: "<p>hello</p>" }));
  await browser.page.goto(home);
  const stolen = await browser.page.evaluate<string>(`(${THEFT})()`);
  // And as a page, a frame, or a form that is sent there.
  await browser.page.goto(`http://127.0.0.1:${port}/latest/meta-data/iam/security-credentials/staging`).catch(() => {});
  return `${stolen} | ${await browser.page.content()}`;
}

testNeeding("chromium")(
  "a page in a real browser that rebinds its name to this machine gets no token and no credentials",
  async () => {
    const endpoint = listenOnLoopback(imdsEndpoint(PARTS));
    try {
      const stolen = await stealAt(endpoint.port);
      expect(stolen).not.toContain("ASIAVICTIM");
      expect(stolen).toContain("cannot serve this host");
    } finally {
      await endpoint.stop();
    }
  },
  60_000,
);

testNeeding("chromium")(
  "the same page gets them from a service without the guard",
  async () => {
    const { admit } = imdsEndpoint(PARTS);
    const bare = Bun.serve({
      hostname: "127.0.0.1",
      port: 0,
      fetch(request) {
        const admitted = admit(request, { port: 1 });
        return typeof admitted === "function"
          ? admitted()
          : new Response(admitted.message, { status: admitted.status });
      },
    });
    try {
      expect((await stealAt(bare.port ?? 0)).match(/ASIAVICTIM/g)).toHaveLength(4);
    } finally {
      await bare.stop(true);
    }
  },
  60_000,
);
