import { expect } from "bun:test";
import { existsSync, readFileSync, statSync } from "node:fs";
import { pathOf, testWith } from "../support/needs.ts";
import { AS_OTHER_USER } from "../support/other-user.ts";
import { serveContainer } from "../support/served.ts";
import { until } from "../support/until.ts";
import { withSandbox } from "../support/world.ts";
import { worldTest } from "../support/world-test.ts";

type Headers = Readonly<Record<string, string>>;

const REFUSED: Readonly<Record<string, (token: string) => Headers>> = {
  "without a token": () => ({}),
  "with a wrong token": (token) => ({ authorization: `${token}x` }),
  "with a part of the token": (token) => ({ authorization: token.slice(0, -1) }),
  "for a foreign host": (token) => ({ authorization: token, host: "attacker.example" }),
  "for its own port under another name": (token) => ({ authorization: token, host: "localhost:12319" }),
  "from a web page": (token) => ({ authorization: token, origin: "http://attacker.example" }),
  "from a page that hides its origin": (token) => ({ authorization: token, origin: "null" }),
  "that a browser marks": (token) => ({ authorization: token, "sec-fetch-site": "none" }),
};

worldTest("what is served is refused to web pages, and to all who have no token, at every path", async (world) => {
  await using served = await serveContainer(world, "--allow", "partner", "readonly");
  for (const path of ["", "/readonly", "/partner", "/staging"]) {
    for (const [what, headers] of Object.entries(REFUSED)) {
      const response = await served.ask(path, headers(served.token));
      expect(response.status, `a request ${what} at ${path}`).toBeWithin(400, 500);
      expect(await response.text()).not.toContain("AccessKeyId");
    }
  }
  const { port } = served;
  for (const path of ["/", "/latest/meta-data/", "/pick/", "/credentials/../mairu/", "/serve.json", "/token"]) {
    const headers = { authorization: served.token };
    expect((await fetch(`http://127.0.0.1:${port}${path}`, { headers })).status, path).toBeWithin(400, 500);
  }
  for (const method of ["POST", "PUT", "DELETE", "OPTIONS"]) {
    const headers = { authorization: served.token };
    expect((await fetch(served.url, { method, headers })).status, method).toBeWithin(400, 500);
  }
});

worldTest("a target that was not named is not served, and no other one is asked for on its behalf", async (world) => {
  await using served = await serveContainer(world, "readonly");
  const before = (await world.calls()).length;
  for (const path of ["/partner", "/Readonly", "/readonly%00", "/--profile=partner", "/auto"]) {
    expect((await served.ask(path)).status, path).toBe(403);
  }
  expect((await world.calls()).length).toBe(before);
});

worldTest(
  "the token of a start is in a file for this user alone, in no output, and good for nothing after the end",
  async (world) => {
    const served = await serveContainer(world, "readonly");
    const folder = `${world.home}/run/actas/serve/${served.port}`;
    const modes = [folder, `${folder}/token`, `${folder}/serve.json`].map((path) => statSync(path).mode & 0o777);
    expect(modes).toEqual([0o700, 0o600, 0o600]);
    expect(await Bun.file(`${folder}/serve.json`).text()).not.toContain(served.token.slice(7));
    await world.run(["serve", "status"]);
    await world.run(["serve", "status", "--json"]);
    await served[Symbol.asyncDispose]();
    world.knows(served.token);
    world.knows(served.token.replace("Bearer ", ""));
    await using again = await serveContainer(world, "--port", String(served.port), "readonly");
    expect((await again.ask("", { authorization: served.token })).status).toBe(401);
  },
);

worldTest("a serve that was killed leaves no token for whoever takes its port, and the next has one", async (world) => {
  const served = await serveContainer(world, "readonly");
  const file = `${world.home}/run/actas/serve/${served.port}/token`;
  expect(readFileSync(file, "utf8")).toBe(served.token);
  process.kill(served.pid, "SIGKILL");
  await until("it has ended", () => !existsSync(`/proc/${served.pid}`));
  expect(() => readFileSync(file)).toThrow("ENOENT");
  await using again = await serveContainer(world, "--port", String(served.port), "readonly");
  const authorization = readFileSync(file, "utf8");
  expect(authorization).not.toBe(served.token);
  expect((await again.ask("", { authorization })).status).toBe(200);
});

const ASK = `
import sys, urllib.request
request = urllib.request.Request(sys.argv[1], headers={"Authorization": sys.argv[2]})
print(urllib.request.urlopen(request).status)
`;

testWith({ tools: ["root", "setpriv", "python3"] }, "another user is refused what is served, even with the token", () =>
  withSandbox(async (world) => {
    await using served = await serveContainer(world, "readonly");
    const ask = [pathOf("python3") ?? "", "-c", ASK, served.url, served.token];
    expect((await world.runProgram(ask, { cwd: "/" })).stdout).toBe("200\n");
    const other = await world.runProgram([...AS_OTHER_USER, ...ask], { cwd: "/" });
    expect([other.stdout, other.stderr]).toEqual(["", expect.stringContaining("403")]);
    const file = `${world.home}/run/actas/serve/${served.port}/token`;
    expect((await world.runProgram([...AS_OTHER_USER, "/bin/cat", file], { cwd: "/" })).stdout).toBe("");
  }),
);
