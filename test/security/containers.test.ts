import { expect } from "bun:test";
import { PROTOCOL } from "../../src/agent-api/messages.ts";
import { VERSION } from "../../src/base/version.ts";
import { statusOf } from "../support/agent-of.ts";
import { ContainerEngine, needsEngine } from "../support/container-engine.ts";
import { exchange } from "../support/exchange.ts";
import type { World } from "../support/world.ts";
import { worldTestUnless } from "../support/world-test.ts";

interface Endpoint {
  readonly url: string;
  readonly token: string;
}

/** A container that only waits, and where its programs would ask. */
async function waiting(engine: ContainerEngine, network: string, name = "mine"): Promise<Endpoint> {
  const container = engine.container(network, ["--detach", "--name", name], "sleep 600");
  const { status, stderr } = await engine.run(["exec", "--container", "readonly", "--", ...container]);
  expect(status, stderr).toBe(0);
  const { stdout } = await engine.ask("exec", name, "env");
  const variable = (wanted: string): string => new RegExp(`^${wanted}=(.*)$`, "m").exec(stdout)?.[1] ?? "";
  return {
    url: variable("AWS_CONTAINER_CREDENTIALS_FULL_URI"),
    token: variable("AWS_CONTAINER_AUTHORIZATION_TOKEN"),
  };
}

/** What a program gets that asks so: a status, or why it cannot connect. */
function asking(url: string, headers: Readonly<Record<string, string>>): string {
  return `python3 -c '
import urllib.request, urllib.error
try: print(urllib.request.urlopen(urllib.request.Request("${url}", headers=${JSON.stringify(headers)}), timeout=3).status)
except urllib.error.HTTPError as error: print(error.code)
except urllib.error.URLError as error: print(error.reason)'`;
}

function testWithEngine(name: string, body: (world: World, engine: ContainerEngine) => Promise<void>): void {
  worldTestUnless(needsEngine(), name, async (world) => {
    await using engine = await ContainerEngine.start(world);
    await body(world, engine);
  });
}

testWithEngine("neither another container nor this machine reaches the relay of a container", async (world, engine) => {
  const { token, url } = await waiting(engine, "bridge");
  const { stdout } = await engine.ask("inspect", "--format", "{{.NetworkSettings.IPAddress}}", "mine");
  const outside = url.replace("127.0.0.1", stdout.trim());
  const ask = asking(outside, { Authorization: token, Host: new URL(url).host });
  const other = await engine.ask(...engine.container("bridge", ["--rm"], ask).slice(engine.podman.length));
  expect(other.stdout).toContain("Connection refused");
  expect((await world.runProgram(["sh", "-c", ask])).stdout).toContain("Connection refused");
  expect((await world.runProgram(["sh", "-c", asking(url, { Authorization: token })])).stdout).toContain("refused");
});

testWithEngine(
  "what shares a container's network needs its token, and a page of a browser gets nothing",
  async (_, engine) => {
    const { token, url } = await waiting(engine, "none");
    const requests: readonly (readonly [Readonly<Record<string, string>>, string])[] = [
      [{}, "400"],
      [{ Authorization: "Bearer other" }, "401"],
      [{ Authorization: token, Host: "rebound.example" }, "403"],
      [{ Authorization: token, Origin: "http://127.0.0.1" }, "403"],
      [{ Authorization: token, "Sec-Fetch-Site": "cross-site" }, "403"],
      [{ Authorization: token }, "200"],
    ];
    const script = requests.map(([headers]) => asking(url, headers)).join("\n");
    const sharing = engine.container("container:mine", ["--rm"], script);
    const { stderr, stdout } = await engine.ask(...sharing.slice(engine.podman.length));
    expect(stdout.trim().split("\n"), stderr).toEqual(requests.map(([, status]) => status));
  },
);

testWithEngine("in the network of this machine a relay serves no program of another user", async (world, engine) => {
  const { token, url } = await waiting(engine, "host");
  const ask = asking(url, { Authorization: token });
  expect((await engine.ask("exec", "mine", "/bin/sh", "-c", ask)).stdout).toBe("200\n");
  expect((await engine.ask("exec", "--user", "12345", "mine", "/bin/sh", "-c", ask)).stdout).toBe("403\n");
  const asOther = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "sh", "-c", ask];
  expect((await world.runProgram(asOther)).stdout).toBe("403\n");
});

testWithEngine(
  "only the relay gets what a container asks for, and a grant is taken over once",
  async (world, engine) => {
    await waiting(engine, "none");
    const { stdout } = await world.runProgram(["ls", `${world.home}/run/actas/grants`]);
    for (const request of ["relayed-credentials", "take-over-grant"]) {
      const asked = { protocol: PROTOCOL, version: VERSION, request, grant: stdout.trim() };
      const [answer] = await exchange(world, JSON.stringify(asked));
      expect(answer).toMatchObject({ type: "error", error: "access-denied" });
    }
    expect((await statusOf(world)).grants).toHaveLength(1);
  },
);

testWithEngine(
  "the engine learns no key, and a token that is worth nothing when the container has ended",
  async (world, engine) => {
    const { token, url } = await waiting(engine, "none");
    const { stdout: known } = await engine.ask("inspect", "mine");
    expect(known).toContain(token);
    expect(known).not.toMatch(/ASIA|sandbox-secret|sandbox-token/);
    await engine.ask("stop", "--time", "0", "mine");
    await engine.ask("start", "mine");
    const { stdout } = await engine.ask("exec", "mine", "/bin/sh", "-c", asking(url, { Authorization: token }));
    expect(stdout).toContain("Connection refused");
    expect((await statusOf(world)).grants).toEqual([]);
  },
);

testWithEngine("a container does not see its relay", async (world, engine) => {
  await waiting(engine, "none");
  const { pid } = (await statusOf(world)).grants[0]!;
  const looking = `head -c 1 /proc/${pid}/maps`;
  expect((await engine.ask("exec", "mine", "/bin/sh", "-c", looking)).stderr).toContain("No such file");
});
