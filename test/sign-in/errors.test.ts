import { expect } from "bun:test";
import { writeFileSync } from "node:fs";
import { createServer } from "node:net";
import type { FaultPlanInput } from "../../src/sandbox/fault-plan.ts";
import type { Outcome } from "../support/run-command.ts";
import { DEV, LENT, login, shownPage, signInAt } from "../support/sign-in.ts";
import { startTlsFront } from "../support/tls-front.ts";
import type { World } from "../support/world.ts";
import { worldTest } from "../support/world-test.ts";

/** The error and hints, with what differs from run to run named by what it is. */
function said({ stderr }: Pick<Outcome, "stderr">, { home, sandbox }: World): string[] {
  return stderr
    .replaceAll(sandbox.url, "SANDBOX")
    .replaceAll(home, "HOME")
    .replace(/(request id) [\w-]+/g, "$1 ID")
    .split("\n")
    .filter((line) => /^actas: (error|hint): /.test(line))
    .map((line) => line.replace("actas: ", ""));
}

/** What a command on a terminal ends with. */
async function ended(world: World, args: readonly string[], env: Record<string, string> = {}) {
  const terminal = world.terminal(args, { env });
  const status = await terminal.exited;
  return { status, said: said({ stderr: terminal.screen }, world) };
}

const PORTAL_HINTS = [
  "hint: open any web page in a browser: this network may want you to sign in to it first",
  "hint: check the endpoint, if your settings or AWS_ENDPOINT_URL name one, and HTTPS_PROXY",
];
const PAGE =
  "hint: a proxy, or the sign-in page of a network, may have answered in its place; open any web page to see";
const CHECK_URL = "hint: check `url` in HOME/.config/actas/sources.d/contoso.json: SANDBOX/lend/assume-role was asked";
const ASK_ID = "hint: for your administrator: AWS request id ID";
const CONTOSO = 'error: cannot get credentials for "dev" from "contoso": the credential server';
const CORP = "error: cannot get credentials of Developer in account 111122223333:";
const LENDS = "hint: `actas list roles` shows the roles it lends, if it tells";
const RETRY = "hint: try again in a minute";

const instead = (status: number, body = ""): FaultPlanInput => ({ instead: "always", answer: { status, body } });

const ANSWERS: readonly (readonly [string, FaultPlanInput, number, readonly string[]])[] = [
  ["400", instead(400), 2, [`${CONTOSO} answered HTTP 400`, LENDS, "hint: it may not know a role of that form"]],
  ["403", instead(403), 5, [`${CONTOSO} does not lend it to you (HTTP 403)`, LENDS]],
  ["404", instead(404), 2, [`${CONTOSO} answered HTTP 404`, CHECK_URL, LENDS]],
  [
    "429",
    instead(429),
    1,
    [`${CONTOSO} answered HTTP 429`, "hint: it limits how often it is asked; try again in a minute"],
  ],
  ["500", instead(500), 1, [`${CONTOSO} answered HTTP 500`, "hint: try again in a minute, or ask who runs it"]],
  ["a redirect", instead(302), 2, [`${CONTOSO} answered HTTP 302, a redirect, which is not followed`, CHECK_URL, PAGE]],
  ["garbage", instead(200, "{]"), 1, [`${CONTOSO} answered something else than its API describes`, PAGE, CHECK_URL]],
  [
    "a captive portal's page",
    { instead: "always" },
    1,
    [`${CONTOSO} answered something else than its API describes`, PAGE, CHECK_URL],
  ],
];

worldTest("each wrong answer of a credential server has its message, and what to do", async (world) => {
  await login(world, "contoso");
  for (const [what, plan, status, lines] of ANSWERS) {
    await world.faults({ ...plan, action: "assume-role" });
    const outcome = await world.run(["process", "--refresh", LENT]);
    expect({ what, status: outcome.status, said: said(outcome, world) }).toEqual({ what, status, said: [...lines] });
  }
});

worldTest("each wrong answer of Identity Center has its message, and what to do", async (world) => {
  await login(world, "corp");
  const answered = (status: number): string[] => [
    `${CORP} SANDBOX answered (HTTP ${status}) with something that AWS does not send`,
    ...PORTAL_HINTS,
  ];
  const answers: readonly (readonly [FaultPlanInput, readonly string[]])[] = [
    [{ instead: "always" }, answered(200)],
    [instead(302), answered(302)],
    [instead(401, "<html>"), answered(401)],
    [instead(403, "<html>"), answered(403)],
    [instead(404), answered(404)],
    [instead(200, "{}"), answered(200)],
    [
      { throttle: "always" },
      [
        `${CORP} Identity Center was asked too often`,
        "hint: AWS limits how often it is asked; try again in a minute",
        ASK_ID,
      ],
    ],
    [{ serverError: "always" }, [`${CORP} Identity Center failed (HTTP 500) at SANDBOX`, RETRY, ASK_ID]],
  ];
  for (const [plan, lines] of answers) {
    await world.faults({ ...plan, action: "GetRoleCredentials" });
    const outcome = await world.run(["process", "--refresh", DEV]);
    expect({ status: outcome.status, said: said(outcome, world) }).toEqual({ status: 1, said: [...lines] });
  }
  // None of them was a word of AWS's about the sign-in.
  await world.faults({});
  expect((await world.run(["process", "--refresh", DEV])).status).toBe(0);
});

worldTest("a sign-in that cannot begin says why", async (world) => {
  const register = "error: cannot register with Identity Center: SANDBOX answered (HTTP";
  await world.faults({ instead: "always", action: "RegisterClient" });
  expect(await ended(world, ["login", "corp"])).toEqual({
    status: 1,
    said: [`${register} 200) with something that AWS does not send`, ...PORTAL_HINTS],
  });
  await world.faults({ throttle: "always", action: "oauth/device" });
  expect(await ended(world, ["login", "contoso", "--grant", "device"])).toEqual({
    status: 1,
    said: [
      'error: cannot sign in to "contoso": the authorization server answered slow_down',
      "hint: it limits how often it is asked; try again in a minute",
    ],
  });
});

worldTest("a sign-in that fails after the browser says so on the page too", async (world) => {
  await world.faults({ instead: "always", action: "oauth/token" });
  const terminal = world.terminal(["login", "contoso", "--no-browser"]);
  const { status, text } = await world.visit(await shownPage(terminal));
  expect(status).toBe(400);
  expect(text).toContain("the authorization server answered something that is not OAuth");
  expect(await terminal.exited).toBe(1);
  expect(said({ stderr: terminal.screen }, world)).toEqual([
    'error: cannot sign in to "contoso": the authorization server answered something that is not OAuth',
    PAGE,
  ]);
});

worldTest("a role that was taken away, or never was", async (world) => {
  await login(world, "corp");
  await world.assign("remove", "111122223333", "Developer");
  const refused = await world.run(["process", DEV]);
  expect([refused.status, said(refused, world)]).toEqual([
    5,
    [
      'error: cannot get credentials of permission set "Developer" in account 111122223333: Identity Center answered ForbiddenException (HTTP 403)',
      "hint: `actas list roles corp` shows what it lends you now; an assignment may have been removed or renamed",
      ASK_ID,
    ],
  ]);
  await login(world, "contoso", { person: "ben" });
  const denied = await world.run(["process", "contoso:audit"]);
  expect([denied.status, said(denied, world)[0]]).toEqual([
    5,
    'error: cannot get credentials for "audit" from "contoso": the credential server does not lend it to you (HTTP 403)',
  ]);
});

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
  const lost = world.terminal(["login", "corp", "--no-browser"]);
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

worldTest("a start URL that is not this region's", async (world) => {
  const wrong = { id: "wrong", url: `${world.sandbox.url}/other`, aws_sso: { region: "eu-west-1" } };
  writeFileSync(`${world.home}/.config/actas/sources.d/wrong.json`, JSON.stringify(wrong));
  expect(await ended(world, ["login", "wrong"])).toEqual({
    status: 2,
    said: [
      'error: cannot sign in to "wrong": Identity Center in region eu-west-1 does not know the start URL SANDBOX/other',
      'hint: check the start URL and the region of "wrong" in HOME/.config/actas/sources.d/wrong.json; the IAM Identity Center console shows both under Settings',
      ASK_ID,
    ],
  });
});

worldTest("a scope that lists nothing", async (world) => {
  const other = {
    id: "other",
    url: `${world.sandbox.url}/start`,
    aws_sso: { region: "eu-west-1", scope: ["codewhisperer:completions"] },
  };
  writeFileSync(`${world.home}/.config/actas/sources.d/other.json`, JSON.stringify(other));
  await login(world, "other");
  const refused = await world.run(["list", "roles", "other"]);
  expect({ status: refused.status, said: said(refused, world) }).toEqual({
    status: 5,
    said: [
      'error: cannot list the roles of "other": Identity Center answered ForbiddenException (HTTP 403)',
      'hint: check the scopes of "other" in HOME/.config/actas/sources.d/other.json: "codewhisperer:completions" is asked for, sso:account:access is needed',
      ASK_ID,
    ],
  });
});

worldTest("a source that is not there: the nearest is named, and files that were passed over", async (world) => {
  writeFileSync(`${world.home}/.config/actas/sources.d/broken.json`, "{ nope");
  const broken = "cannot read HOME/.config/actas/sources.d/broken.json: line 1 is not JSON: it is not spelt as JSON is";
  const unknown = [
    'error: cannot find source "crop"',
    'hint: did you mean "corp"?',
    "hint: `actas list sources` shows what there is; `actas setup` adds one",
    `hint: a source was passed over: ${broken}`,
  ];
  expect(await ended(world, ["login", "crop"])).toEqual({ status: 3, said: unknown });
  expect(await ended(world, ["whoami", "crop:dev"])).toEqual({ status: 3, said: unknown });
  const listed = await world.run(["list", "sources"]);
  expect(listed.stdout).toContain("corp     identity-center");
  expect(listed.stderr.replace(world.home, "HOME")).toBe(`actas: note: ${broken}\n`);
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
        `hint: run \`actas login ${source} --grant device\`, which needs no port, if the source offers it`,
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

worldTest("over SSH the page's address comes with the port to forward, and with the way without", async (world) => {
  const terminal = world.terminal(["login", "corp"], { env: { SSH_CONNECTION: "192.0.2.1 1 192.0.2.2 22" } });
  await signInAt(terminal, world);
  expect(await terminal.exited).toBe(0);
  const lines = terminal.screen
    .replace(/:\d+\/auth\/\S+/, ":PORT/auth/…")
    .replace(/\d+:127\.0\.0\.1:\d+/, "PORT:127.0.0.1:PORT");
  expect(lines).toStartWith(`actas: to sign in to "corp", open http://127.0.0.1:PORT/auth/…
actas: this is a remote shell; for a browser on another machine, forward the port there first:
actas:   ssh -L PORT:127.0.0.1:PORT HOST
actas: or sign in with any browser and a code: \`actas login corp --grant device\`
`);
});

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
