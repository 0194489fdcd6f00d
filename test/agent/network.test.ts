import { expect } from "bun:test";
import { appendFileSync } from "node:fs";
import { type AddressInfo, connect, createServer } from "node:net";
import { DEV } from "../support/sign-in.ts";
import { startTlsFront } from "../support/tls-front.ts";
import { worldTest } from "../support/world-test.ts";

/** The front passes on another Host than was signed: a client that gets this refusal has reached AWS. */
const REACHED = { stderr: expect.stringContaining("STS answered SignatureDoesNotMatch") };
const DIRECT = { NO_PROXY: "", no_proxy: "" };

/** A proxy that lets everything through, and writes down what it was asked for. */
async function startProxy() {
  const tunnels: string[] = [];
  const server = createServer((client) => {
    client.on("error", () => {});
    client.once("data", (data) => {
      const [line = "", ...headers] = `${data}`.split("\r\n");
      tunnels.push([line, ...headers.filter((header) => /^proxy-auth/i.test(header))].join(" "));
      const [, host = "", port = ""] = /^CONNECT ([\d.]+):(\d+) /.exec(line) ?? [];
      const there = connect(Number(port), host, () => client.write("HTTP/1.1 200 Connection established\r\n\r\n"));
      there.on("error", () => client.destroy());
      client.pipe(there).pipe(client);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { host, url: `http://${host}`, tunnels, [Symbol.dispose]: () => void server.close() };
}

for (const noAgent of [[], ["--no-agent"]]) {
  const how = noAgent.length > 0 ? "without an agent" : "with an agent that was started elsewhere";
  const command = ["whoami", ...noAgent, "readonly"];

  worldTest(`the authorities of the client count, ${how}`, async (world) => {
    using front = startTlsFront(world.sandbox.url, world.home);
    await world.run(["agent", "start"], { env: { SSL_CERT_FILE: front.bundle, AWS_CA_BUNDLE: front.bundle } });
    const env = { AWS_ENDPOINT_URL: front.url };
    const refused = await world.run(command, { env });
    expect([refused.status, refused.stderr]).toEqual([
      1,
      expect.stringContaining("its certificate is signed by itself"),
    ]);
    for (const name of ["AWS_CA_BUNDLE", "NODE_EXTRA_CA_CERTS", "SSL_CERT_FILE"]) {
      expect(await world.run(command, { env: { ...env, [name]: front.bundle } })).toMatchObject(REACHED);
      const relative = front.bundle.replace(`${world.home}/`, "");
      expect(await world.run(command, { env: { ...env, [name]: relative } })).toMatchObject(REACHED);
      expect((await world.run([...command, "--refresh"], { env })).status).toBe(1);
    }
    const missing = await world.run(command, { env: { ...env, AWS_CA_BUNDLE: "/nowhere.pem" } });
    expect([missing.status, missing.stderr.split("\n")[0]]).toEqual([
      2,
      "actas: error: cannot use `AWS_CA_BUNDLE`: /nowhere.pem cannot be read: no such file or directory",
    ]);
  });

  worldTest(`a profile's ca_bundle counts for what it starts from, ${how}`, async (world) => {
    using front = startTlsFront(world.sandbox.url, world.home);
    const config = `${world.home}/.aws/config`;
    const text = await Bun.file(config).text();
    await Bun.write(config, text.replace("[profile readonly]\n", `[profile readonly]\nca_bundle = ${front.bundle}\n`));
    const env = { AWS_ENDPOINT_URL: front.url };
    expect(await world.run(command, { env })).toMatchObject(REACHED);
    const other = await world.run(command, { env: { ...env, AWS_CA_BUNDLE: "/etc/hostname" } });
    expect(other.stderr).toContain("cannot use `AWS_CA_BUNDLE`");
    appendFileSync(config, "\n[profile odd]\nrole_arn = arn:aws:iam::111122223333:role/ReadOnly\n");
    appendFileSync(config, "source_profile = readonly\nca_bundle = company.pem\n");
    expect((await world.run(["whoami", ...noAgent, "odd"], { env })).stderr).toContain(
      'cannot use `ca_bundle` of profile "odd": it must be an absolute path',
    );
  });

  worldTest(`the proxy of the client counts, ${how}`, async (world) => {
    using front = startTlsFront(world.sandbox.url, world.home);
    using mine = await startProxy();
    using other = await startProxy();
    await world.run(["agent", "start"], { env: { ...DIRECT, HTTPS_PROXY: other.url } });
    const env = { ...DIRECT, AWS_ENDPOINT_URL: front.url, AWS_CA_BUNDLE: front.bundle };
    const tunnel = `CONNECT ${new URL(front.url).host} HTTP/1.1`;

    expect(await world.run(command, { env })).toMatchObject(REACHED);
    expect([...mine.tunnels, ...other.tunnels]).toEqual([]);
    const viaMine = { ...env, https_proxy: mine.url.replace("//", "//ana:p%40ss@"), HTTPS_PROXY: other.url };
    expect(await world.run(command, { env: viaMine })).toMatchObject(REACHED);
    expect(new Set(mine.tunnels)).toEqual(new Set([`${tunnel} Proxy-Authorization: Basic ${btoa("ana:p@ss")}`]));
    expect(await world.run(command, { env: { ...env, ALL_PROXY: other.url } })).toMatchObject(REACHED);
    expect(new Set(other.tunnels)).toEqual(new Set([tunnel]));

    const before = [...mine.tunnels, ...other.tunnels].length;
    const past = { ...env, HTTPS_PROXY: mine.url, no_proxy: "10.0.0.0/8,127.0.0.1" };
    expect(await world.run(command, { env: past })).toMatchObject(REACHED);
    expect([...mine.tunnels, ...other.tunnels]).toHaveLength(before);
  });

  worldTest(`a proxy that cannot be used is named without its password, ${how}`, async (world) => {
    world.knows("pass-of-the-proxy");
    const env = { ...DIRECT, AWS_ENDPOINT_URL: "https://127.0.0.1:9" };
    const closed = { ...env, HTTPS_PROXY: "http://ana:pass-of-the-proxy@127.0.0.1:9" };
    const { status, stderr } = await world.run(command, { env: closed });
    expect([status, stderr]).toEqual([1, expect.stringContaining("the proxy that HTTPS_PROXY names (127.0.0.1:9)")]);
    const socks = await world.run(command, {
      env: { ...env, HTTPS_PROXY: "socks5://ana:pass-of-the-proxy@127.0.0.1:9" },
    });
    expect(socks).toMatchObject({ status: 2 });
    expect(socks.stderr).toContain("cannot use `HTTPS_PROXY`: it is not the address of an HTTP proxy");
  });
}

worldTest("a program's credentials are renewed as its command would have asked", async (world) => {
  using front = startTlsFront(world.sandbox.url, world.home);
  using proxy = await startProxy();
  const endpoints = { AWS_ENDPOINT_URL_SSO: front.url, AWS_ENDPOINT_URL_SSO_OIDC: front.url };
  const env = { ...DIRECT, ...endpoints, AWS_CA_BUNDLE: front.bundle, HTTPS_PROXY: proxy.url };
  const terminal = world.terminal(["login", "corp", "--grant", "device"], { env });
  const [, userCode = ""] = await terminal.waitFor(/type the code (\S+) there,/);
  await world.approve({ userCode });
  expect(await terminal.exited).toBe(0);
  const ask = `curl -s -o /dev/null -w '%{http_code} ' -H "Authorization: $AWS_CONTAINER_AUTHORIZATION_TOKEN" "$AWS_CONTAINER_CREDENTIALS_FULL_URI"`;
  const script = `${ask}; actas cache clear --only credentials >/dev/null 2>&1; ${ask}`;
  proxy.tunnels.length = 0;
  const { stdout } = await world.run(["exec", DEV, "--", "sh", "-c", script], { env });
  expect(stdout).toBe("200 200 ");
  expect(await world.calls("GetRoleCredentials")).toHaveLength(2);
});
