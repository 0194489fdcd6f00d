import { expect } from "bun:test";
import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { DEV, LENT, login } from "../support/sign-in.ts";
import { worldTest } from "../support/world-test.ts";

/** A server that records every request, and accepts none. */
function startListener() {
  const heard: string[] = [];
  const server = Bun.serve({
    hostname: "127.0.0.1",
    port: 0,
    async fetch(request) {
      heard.push(`${request.url} ${JSON.stringify([...request.headers])} ${await request.text()}`);
      return new Response("{}", { status: 401 });
    },
  });
  return { url: `http://127.0.0.1:${server.port}`, heard, [Symbol.dispose]: () => void server.stop(true) };
}

worldTest("a sign-in is not sent to another address than the one it was made with", async (world) => {
  await login(world, "corp");
  using other = startListener();
  const elsewhere = { AWS_ENDPOINT_URL_SSO: other.url, AWS_ENDPOINT_URL_SSO_OIDC: other.url };
  for (const env of [elsewhere, { AWS_ENDPOINT_URL_SSO: other.url }, { AWS_ENDPOINT_URL_SSO_OIDC: other.url }]) {
    const commands = [
      ["list", "roles", "corp"],
      ["process", DEV],
      ["refresh", "corp"],
    ];
    for (const command of commands) await world.run([...command], { env });
  }
  expect(await world.run(["process", DEV])).toMatchObject({ status: 0 });
  await world.run(["logout", "corp"], { env: elsewhere });
  expect(other.heard.join("\n")).not.toMatch(/sandbox-(access|refresh|client-secret)-|bearer/i);
});

worldTest("an ID token is not sent to another STS than the one that was there when it was asked for", async (world) => {
  const { wellKnownUrl } = world.sandbox;
  await world.run(["setup", "web-identity", "yoyo", "--well-known", wellKnownUrl, "--client-id", "yoyodyne-aws"]);
  await login(world, "yoyo");
  const role = "222233334444/TeamAP";
  expect(await world.run(["process", `yoyo:${role}`])).toMatchObject({ status: 0 });
  using other = startListener();
  for (const env of [{ AWS_ENDPOINT_URL_STS: other.url }, { AWS_ENDPOINT_URL: other.url }]) {
    const { status, stderr } = await world.run(["process", "--refresh", `yoyo:${role}`], { env });
    expect([status, stderr]).toEqual([4, expect.stringContaining("nobody is signed in")]);
  }
  expect(other.heard).toEqual([]);
});

worldTest("AWS_ENDPOINT_URL alone moves no sign-in, and not to a machine without TLS", async (world) => {
  await login(world, "corp");
  using other = startListener();
  expect(await world.run(["list", "roles", "corp"], { env: { AWS_ENDPOINT_URL: other.url } })).toMatchObject({
    status: 0,
  });
  const env = { AWS_ENDPOINT_URL: "http://192.0.2.2:9000" };
  expect(await world.run(["process", DEV], { env })).toMatchObject({ status: 0 });
  const { status, stderr } = await world.run(["process", "readonly"], { env });
  expect([status, stderr]).toEqual([2, expect.stringContaining("cannot use `AWS_ENDPOINT_URL`: credentials are sent")]);
  expect(stderr).toContain("AWS_ENDPOINT_URL_S3");
  expect(await world.run(["whoami", DEV], { env })).toMatchObject({ status: 2, stderr });
  expect(other.heard).toEqual([]);
});

worldTest("the console's sign-in, which gets the keys, is not moved by an endpoint for all services", async (world) => {
  using other = startListener();
  const keys = `aws_access_key_id = ASIAOWN\naws_secret_access_key = hush\naws_session_token = whisper\n`;
  appendFileSync(join(world.home, ".aws/config"), `[profile gateway]\nendpoint_url = ${other.url}\n${keys}`);
  // AWS itself is not reached from here.
  const nowhere = { AWS_ENDPOINT_URL_SIGNIN: "", HTTPS_PROXY: "http://127.0.0.1:9" };
  const ignored = { AWS_ENDPOINT_URL_SIGNIN: other.url, AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: "true" };
  for (const elsewhere of [{ AWS_ENDPOINT_URL: other.url }, { AWS_ENDPOINT_URL: "" }, ignored]) {
    const env = { ...nowhere, ...elsewhere };
    const { stderr } = await world.run(["console", "gateway", "--print-url"], { env });
    expect(stderr).toContain("signin.aws.amazon.com: connection refused");
  }
  expect(other.heard).toEqual([]);
  const env = { AWS_ENDPOINT_URL_SIGNIN: "http://192.0.2.2:9000" };
  const { status, stderr } = await world.run(["console", "gateway", "--print-url"], { env });
  expect([status, stderr]).toEqual([2, expect.stringContaining("it does not begin with https://")]);
});

worldTest("no endpoint of a sign-in is plain HTTP to another machine", async (world) => {
  await login(world, "corp");
  for (const name of ["AWS_ENDPOINT_URL_SSO", "AWS_ENDPOINT_URL_SSO_OIDC"]) {
    for (const command of [
      ["list", "roles", "corp"],
      ["process", DEV],
      ["login", "corp"],
    ]) {
      const { status, stderr } = await world.run(command, { env: { [name]: "http://127.0.0.1@evil.example" } });
      expect([status, stderr]).toEqual([2, expect.stringContaining(`cannot use \`${name}\``)]);
    }
  }
});

worldTest("a credential server's sign-in does not follow a change of its token endpoint", async (world) => {
  await login(world, "contoso");
  using other = startListener();
  const file = `${world.home}/.config/actas/sources.d/contoso.json`;
  const { oauth, ...source } = await Bun.file(file).json();
  await Bun.write(file, JSON.stringify({ ...source, oauth: { ...oauth, token_endpoint: `${other.url}/token` } }));
  await world.run(["refresh", "contoso"]);
  await world.run(["process", "--refresh", LENT]);
  await world.run(["logout", "contoso"]);
  expect(other.heard.join("\n")).not.toMatch(/sandbox-/);
});

worldTest("a password in the URL of an endpoint is in no output, whatever answers there", async (world) => {
  const statuses = [200, 302, 404, 503];
  using server = Bun.serve({
    hostname: "127.0.0.1",
    port: 0,
    fetch: ({ url }) => new Response("<html>", { status: Number(/answer-(\d+)/.exec(url)?.[1]) }),
  });
  const at = `http://ana:pass@word@127.0.0.1`;
  const endpoints = [`${at}:1/`, ...statuses.map((status) => `${at}:${server.port}/answer-${status}`)];
  const variables = ["AWS_ENDPOINT_URL_STS", "AWS_ENDPOINT_URL_IAM", "AWS_ENDPOINT_URL_SSO_OIDC"];
  for (const endpoint of endpoints) {
    const env = Object.fromEntries(variables.map((name) => [name, endpoint]));
    for (const words of ["process --refresh readonly", "list roles readonly", "list roles corp", "list mfa ben"]) {
      const { status, stderr, stdout } = await world.run(words.split(" "), { env });
      expect({ words, endpoint, failed: status !== 0 }).toEqual({ words, endpoint, failed: true });
      expect(stdout + stderr).not.toMatch(/pass|word@/);
    }
    expect((await world.run(["config", "show", "readonly"], { env })).stdout).toContain("[secret]@127.0.0.1");
  }
});
