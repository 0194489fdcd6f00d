import { expect } from "bun:test";
import { createServer } from "node:net";
import { ended, said } from "../support/said.ts";
import { DEV, LENT, login, shownPage, signInAt } from "../support/sign-in.ts";
import { startTlsFront } from "../support/tls-front.ts";
import { worldTest } from "../support/world-test.ts";

worldTest("a refresh token that was revoked", async (world) => {
  await login(world, "corp");
  await world.forget("sign-ins");
  const refused = await world.run(["refresh", "corp"]);
  expect([refused.status, said(refused, world)]).toEqual([
    4,
    ['error: cannot renew the sign-in to "corp": it is over', "hint: run `actas login corp`"],
  ]);
});

worldTest("a client registration that has ended, or was lost, is made anew", async (world) => {
  const registered = async (): Promise<number> => (await world.calls("RegisterClient")).length;
  await login(world, "corp");
  await login(world, "corp");
  expect(await registered()).toBe(1);
  await world.forget("registrations");
  // The page cannot come back from an unknown client; the next sign-in is another one.
  const lost = world.terminal(["login", "--again", "corp", "--no-browser"]);
  const { status, text } = await world.visit(await shownPage(lost));
  expect([status, text]).toEqual([400, expect.stringContaining("This is not a sign-in")]);
  lost.press("\x03");
  expect(await lost.exited).toBe(130);
  await login(world, "corp");
  expect(await registered()).toBe(2);

  await world.settings({ registrationSeconds: 60 });
  await world.run(["agent", "stop"]);
  await login(world, "corp");
  await login(world, "corp");
  expect(await registered()).toBe(4);
});

worldTest("a port for the redirect that is taken", async (world) => {
  using server = Bun.listen({ hostname: "127.0.0.1", port: 0, socket: { data() {} } });
  const port = String(server.port);
  for (const source of ["corp", "contoso"]) {
    expect(await ended(world, ["login", source], { ACTAS_LOCAL_PORT: port })).toEqual({
      status: 1,
      said: [
        `error: cannot sign in to "${source}": port ${port} of this machine is taken, perhaps by another sign-in that waits for its browser`,
        "hint: finish or cancel the other sign-in, or end the program that listens there, and try again",
        `hint: run \`actas login --grant device ${source}\`, which needs no port, if the source offers it`,
      ],
    });
  }
});

worldTest("a clock that is an hour off is no obstacle, and is told", async (world) => {
  await world.faults({ clockOffsetSeconds: 3600 });
  for (const [source, target] of [
    ["corp", DEV],
    ["contoso", LENT],
  ] as const) {
    await login(world, source);
    const { status, stdout, stderr } = await world.run(["whoami", target]);
    expect([status, stdout]).toEqual([0, expect.stringContaining("assumed-role/")]);
    expect(stderr).toContain("actas: note: the clock of this machine is 60 minutes behind AWS's");
  }
});

worldTest("while Identity Center is slow, the only command does not speak of another one", async (world) => {
  await world.faults({ latencyMs: 3_000 });
  const terminal = world.terminal(["login", "corp", "--no-browser"]);
  await terminal.waitFor(/waiting for corp to begin the sign-in …/);
  await world.faults({});
  await signInAt(terminal, world);
  expect(await terminal.exited).toBe(0);
  expect(terminal.screen).not.toContain("another command");
});

worldTest(
  "over SSH the page's address comes with the line that forwards its port, and with the ways without",
  async (world) => {
    const terminal = world.terminal(["login", "corp"], {
      env: { USER: "ana", SSH_CONNECTION: "192.0.2.1 1 192.0.2.2 22" },
    });
    await signInAt(terminal, world);
    expect(await terminal.exited).toBe(0);
    const lines = terminal.screen
      .replace(/:\d+\/auth\/\S+/, ":PORT/auth/…")
      .replace(/\d+:127\.0\.0\.1:\d+/, "PORT:127.0.0.1:PORT")
      .replace(/http\S+\/authorize\?\S+/, "http://…/authorize?…");
    expect(lines).toStartWith(`actas: to sign in to "corp", open
  http://127.0.0.1:PORT/auth/…
actas: this is a remote shell; for a browser on another machine, forward the port there first:
  ssh -L PORT:127.0.0.1:PORT ana@192.0.2.2
actas: or, without forwarding, open there
  http://…/authorize?…
actas: and paste here the address that the browser cannot open in the end; it is not shown
actas: or sign in with any browser and a code: \`actas login --grant device corp\`
actas: waiting for you, up to 10 minutes; Ctrl-C stops it
`);
  },
);

worldTest("an authority of one's own is trusted through AWS_CA_BUNDLE, and named where it is not", async (world) => {
  using front = startTlsFront(world.sandbox.url, world.home);
  const endpoints = {
    AWS_ENDPOINT_URL_SSO_OIDC: front.url,
    AWS_ENDPOINT_URL_SSO: front.url,
    NO_PROXY: "127.0.0.1",
    no_proxy: "127.0.0.1",
  };
  const refused = await ended(world, ["login", "corp"], endpoints);
  expect(refused).toEqual({
    status: 1,
    said: [
      `error: cannot register with Identity Center: cannot reach Identity Center at ${front.url}: its certificate is signed by itself`,
      `hint: the region decides the address: check it, if ${front.url} is not where your Identity Center is`,
      "hint: check the network, and HTTPS_PROXY and AWS_CA_BUNDLE if your network needs them",
    ],
  });
  const env = { ...endpoints, AWS_CA_BUNDLE: front.bundle };
  const terminal = world.terminal(["login", "corp", "--grant", "device"], { env });
  const [, userCode = ""] = await terminal.waitFor(/type the code (\S+) there,/);
  await world.approve({ userCode });
  expect(await terminal.exited).toBe(0);
  expect((await world.run(["process", DEV], { env })).status).toBe(0);
});

worldTest("a proxy that refuses is named, and NO_PROXY goes past it", async (world) => {
  using front = startTlsFront(world.sandbox.url, world.home);
  const refusing = createServer((socket) => socket.end("HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\n\r\n"));
  await new Promise<void>((resolve) => refusing.listen(0, "127.0.0.1", resolve));
  const address = refusing.address();
  const proxy = `127.0.0.1:${typeof address === "object" && address?.port}`;
  const env = {
    AWS_ENDPOINT_URL_SSO_OIDC: front.url,
    AWS_CA_BUNDLE: front.bundle,
    HTTPS_PROXY: `http://somebody:pass-of-the-proxy@${proxy}`,
    NO_PROXY: "",
    no_proxy: "",
  };
  const { status, said } = await ended(world, ["login", "corp"], env);
  expect({ status, said }).toEqual({
    status: 1,
    said: [
      `error: cannot register with Identity Center: cannot reach Identity Center at ${front.url}: the proxy did not let it through`,
      `hint: the region decides the address: check it, if ${front.url} is not where your Identity Center is`,
      `hint: check the network, the proxy that HTTPS_PROXY names (${proxy}), and AWS_CA_BUNDLE if your network needs it`,
    ],
  });
  const terminal = world.terminal(["login", "corp", "--grant", "device"], { env: { ...env, NO_PROXY: "127.0.0.1" } });
  await terminal.waitFor(/type the code/);
  refusing.close();
});
