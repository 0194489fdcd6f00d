import { expect } from "bun:test";
import { readFileSync } from "node:fs";
import { type AddressInfo, connect, createServer } from "node:net";
import { join } from "node:path";
import { pathOf, testWith } from "../support/needs.ts";
import { type World, withSandbox } from "../support/world.ts";

const HOME_REGION = "ap-southeast-2";
const START_URL = "https://corp.awsapps.com/start";

/** AWS's endpoints of all regions, behind a proxy: each gives out clients, and one alone knows the portal. */
async function withRegions(
  world: World,
  body: (asked: readonly string[], env: Record<string, string>) => Promise<void>,
): Promise<void> {
  const [key, cert] = [join(world.home, "tls.key"), join(world.home, "tls.pem")];
  const regions = ["us-east-1", "eu-west-1", "eu-central-1", "us-west-2", "us-east-2", HOME_REGION];
  const names = regions.map((region) => `DNS:oidc.${region}.amazonaws.com`).join(",");
  const form = ["-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "1"];
  const subject = ["-subj", "/CN=aws", "-addext", `subjectAltName=${names}`];
  const made = Bun.spawnSync([pathOf("openssl")!, "req", ...form, ...subject, "-keyout", key, "-out", cert]);
  if (!made.success) throw new Error(`cannot make a certificate: ${made.stderr}`);
  const asked: string[] = [];
  await using server = Bun.serve({
    hostname: "127.0.0.1",
    port: 0,
    tls: { key: Bun.file(key), cert: Bun.file(cert) },
    fetch: async (request) => {
      const region = new URL(request.url).hostname.split(".")[1] ?? "";
      if (new URL(request.url).pathname === "/client/register") {
        const expires = Math.floor(Date.now() / 1000) + 3600;
        return Response.json({ clientId: "c", clientSecret: "made-up", clientSecretExpiresAt: expires });
      }
      asked.push(region);
      const { startUrl } = (await request.json()) as { startUrl: string };
      if (region === HOME_REGION && startUrl === START_URL) return Response.json(DEVICE);
      const headers = { "x-amzn-errortype": "InvalidRequestException" };
      return Response.json({ error: "invalid_request" }, { status: 400, headers });
    },
  });
  const proxy = createServer((client) => {
    client.once("data", (data) => {
      // Of a region that does not exist no proxy finds the host.
      const isThere = regions.some((region) => `${data}`.startsWith(`CONNECT oidc.${region}.amazonaws.com:443 `));
      if (!isThere) return client.end("HTTP/1.1 502 Bad Gateway\r\n\r\n");
      const there = connect(server.port ?? 0, "127.0.0.1", () => client.write("HTTP/1.1 200 OK\r\n\r\n"));
      client.pipe(there).pipe(client);
      there.on("error", () => client.destroy());
    });
    client.on("error", () => {});
  });
  await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
  const { port } = proxy.address() as AddressInfo;
  const elsewhere = { AWS_ENDPOINT_URL_SSO_OIDC: "", AWS_ENDPOINT_URL_SSO: "" };
  try {
    await body(asked, { ...elsewhere, AWS_CA_BUNDLE: cert, HTTPS_PROXY: `http://127.0.0.1:${port}` });
  } finally {
    proxy.close();
  }
}

const DEVICE = {
  deviceCode: "made-up-device",
  userCode: "ABCD-EFGH",
  verificationUri: "https://device.sso.ap-southeast-2.amazonaws.com/",
  expiresIn: 600,
  interval: 1,
};

testWith({ tools: ["openssl"] }, "the region of a portal is found by asking the Identity Center of each", () =>
  withSandbox((world) =>
    withRegions(world, async (asked, env) => {
      const { stderr, status } = await world.run(["setup", "sso", "new", "--start-url", START_URL], { env });
      expect({ stderr, status }).toEqual({ stderr: "", status: 0 });
      expect(readFileSync(join(world.home, ".config/actas/sources.d/new.json"), "utf8")).toContain(HOME_REGION);
      // Where the user works anyway is asked as well.
      expect(asked).toContain("eu-west-1");
    }),
  ),
);

testWith({ tools: ["openssl"] }, "a wrong region, one that does not exist, and an unknown portal are reported", () =>
  withSandbox((world) =>
    withRegions(world, async (_, env) => {
      const setUp = (...words: string[]) => world.run(["setup", "sso", "new", "--start-url", ...words], { env });
      const wrong = await setUp(START_URL, "--region", "us-east-2");
      expect(wrong.stderr).toContain("no Identity Center in region us-east-2 knows this start URL");
      const missing = await setUp(START_URL, "--region", "eu-west-9");
      expect(missing.stderr).toContain("oidc.eu-west-9.amazonaws.com");
      const nobody = await setUp("https://nobody.awsapps.com/start");
      expect(nobody.stderr).toContain("no Identity Center in any region that answered knows this start URL");
      expect([wrong.status, missing.status, nobody.status]).toEqual([2, 1, 2]);
    }),
  ),
);
