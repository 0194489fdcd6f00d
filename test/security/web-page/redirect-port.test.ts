import { afterEach, expect, test } from "bun:test";
import { networkInterfaces } from "node:os";
import { join } from "node:path";
import { ActasError } from "../../../src/base/errors.ts";
import { pathOf, testNeeding } from "../../support/needs.ts";
import { bring, CODE, NAVIGATION, redirectListeners, STATE, stateOf } from "../../support/redirect.ts";

const HAS_IPV6 = Object.values(networkInterfaces())
  .flat()
  .some((one) => one?.address === "::1");

const { finish, listen } = redirectListeners();
afterEach(finish);

test("a port that is taken is named, with another sign-in as the likely reason", () => {
  const { port } = listen();
  let error: unknown;
  try {
    listen({ ports: [port] });
  } catch (thrown) {
    error = thrown;
  }
  expect((error as ActasError).message).toBe(
    `cannot sign in to "contoso": port ${port} of this machine is taken, perhaps by another sign-in that waits for its browser`,
  );
  expect((error as ActasError).hints[0]).toContain("cancel the other sign-in");
});

test("of several ports the first free one is taken; when none is, all are named", () => {
  const first = listen();
  const second = listen();
  const free = listen();
  void free.finish("signed-in");
  const ports = [first.port, second.port];
  expect(listen({ ports: [...ports, free.port] }).redirectUri).toBe(`http://127.0.0.1:${free.port}/oauth2callback`);
  expect(() => listen({ ports })).toThrow(`ports ${ports.join(", ")} of this machine are taken`);
});

test("the second sign-in on a fixed port works once the first is over, and does not take its answer", async () => {
  const first = listen();
  const { port } = first;
  expect(() => listen({ ports: [port], state: "second" })).toThrow(ActasError);
  const page = bring(first, `code=${CODE}&state=${STATE}`);
  await first.callback;
  await first.finish("signed-in");
  await page;

  const second = listen({ ports: [port], state: "second" });
  expect((await bring(second, `code=${CODE}&state=${STATE}`)).status).toBe(400);
  expect(await stateOf(second)).toBe("waiting");
});

test("a localhost redirect is served under both names, and where browsers look for localhost first", async () => {
  const listener = listen({ host: "localhost" });
  expect(listener.redirectUri).toBe(`http://localhost:${listener.port}/oauth2callback`);
  const headers = { ...NAVIGATION, host: `localhost:${listener.port}` };
  expect((await bring(listener, "state=wrong", headers)).status).toBe(400);
  if (HAS_IPV6) {
    const wrong = `http://[::1]:${listener.port}/oauth2callback?state=wrong`;
    expect((await fetch(wrong, { headers })).status).toBe(400);
    expect((await fetch(wrong, { headers: NAVIGATION })).status).toBe(403);
  }
  expect(await stateOf(listener)).toBe("waiting");
});

test.skipIf(!HAS_IPV6)("a sign-in by localhost does not begin while another program has the port on IPv6", async () => {
  const squatter = Bun.serve({ hostname: "::1", port: 0, fetch: () => new Response("mine now") });
  const port = squatter.port ?? 0;
  expect(() => listen({ host: "localhost", ports: [port] })).toThrow(`port ${port} of this machine is taken`);
  await squatter.stop(true);
  await Bun.sleep(0);
  // Nothing was left behind on IPv4.
  expect(listen({ host: "localhost", ports: [port] }).port).toBe(port);
});

test.skipIf(!HAS_IPV6)("a sign-in by 127.0.0.1 leaves IPv6 alone", () => {
  const listener = listen();
  expect(fetch(`http://[::1]:${listener.port}/`)).rejects.toThrow();
});

const WITHOUT_IPV6 = `
import { RedirectListener } from "${join(import.meta.dir, "../../../src/oauth/redirect-listener.ts")}";
import { networkInterfaces } from "node:os";
const context = { source: "contoso", action: "sign in", origin: "contoso.json" };
const listener = new RedirectListener({ context, host: "localhost", path: "/oauth2callback", state: "s",
  authorizationUrl: (uri) => new URL(uri) });
const names = Object.values(networkInterfaces()).flat().map((one) => one.address);
console.log(names.includes("::1"), (await fetch(listener.shortUrl, { redirect: "manual" })).status);
process.exit();`;

testNeeding("root", "unshare")("where there is no IPv6, localhost is served on IPv4", async () => {
  const off = "ip link set lo up && sysctl -q -w net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.lo.disable_ipv6=1";
  const script = `${off}; exec "$@"`;
  const words = [pathOf("unshare") ?? "", "-n", "sh", "-c", script, "sh", process.execPath, "-e", WITHOUT_IPV6];
  expect(await Bun.spawn(words, { stderr: "inherit" }).stdout.text()).toBe("false 307\n");
});
