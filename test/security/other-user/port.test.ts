import { expect, test } from "bun:test";
import { connect, type Socket } from "node:net";
import type { StatusReport } from "../../../src/agent-api/status-report.ts";
import { reservePort } from "../../../src/system/ports/reserve-port.ts";
import { hasEnded, killAgent, runningAgent, statusOf } from "../../support/agent-of.ts";
import { type HeldGrant, holdGrant } from "../../support/held-grant.ts";
import { needs, pathOf, testNeeding } from "../../support/needs.ts";
import { asOrdinaryUser, giveHomeAway } from "../../support/ordinary-user.ts";
import { AS_OTHER_USER } from "../../support/other-user.ts";
import { WAIT } from "../../support/poll.ts";
import { thiefAt } from "../../support/port-thief.ts";
import { PROGRAM } from "../../support/program.ts";
import { quietSocketAt } from "../../support/quiet-socket.ts";
import { until } from "../../support/until.ts";
import { type World, withSandbox } from "../../support/world.ts";
import { worldTestUnless } from "../../support/world-test.ts";

const RUNS = 20;
const WHY_NOT = needs("root", "setpriv", "python3");
const PYTHON = pathOf("python3") ?? "python3";

function withProgram(name: string, body: (world: World, grant: HeldGrant, port: number) => Promise<void>): void {
  const play = () =>
    withSandbox(async (world) => {
      await using grant = await holdGrant(world, "readonly");
      await body(world, grant, Number(new URL(grant.url).port));
    });
  if (WHY_NOT) test.skip(`${name} # SKIPPED: ${WHY_NOT}`, play);
  else test(name, play, 120_000);
}

testNeeding(
  "root",
  "setpriv",
  "python3",
)("the thief of these tests gets a port that is free", async () => {
  const server = Bun.listen({ hostname: "127.0.0.1", port: 0, socket: { data() {} } });
  const thief = await thiefAt(server.port);
  server.stop(true);
  await until("he has it", () => thief.said.includes("took"));
  await thief.end();
});

withProgram("another user never gets the port while the agent restarts", async (world, grant, port) => {
  const thief = await thiefAt(port);
  for (let run = 0; run < RUNS; run++) expect((await world.run(["agent", "restart"])).status).toBe(0);
  const { took, tries } = await thief.end();
  expect(took).toBeUndefined();
  expect(tries).toBeGreaterThan(1_000);
  expect((await statusOf(world)).agent.port).toBe(port);
  expect((await grant.ask()).status).toBe(200);
});

withProgram("nor when it is killed and another is started, as long as a program runs", async (world, grant, port) => {
  const thief = await thiefAt(port);
  for (let run = 0; run < RUNS; run++) {
    await killAgent(world);
    await expect(grant.ask()).rejects.toThrow();
    if (run % 2) await Bun.sleep(50);
    expect((await world.run(["agent", "start"])).status).toBe(0);
    expect((await grant.ask()).status).toBe(200);
  }
  expect((await thief.end()).took).toBeUndefined();
  expect((await statusOf(world)).agent.port).toBe(port);
});

/** The program's descriptors from 3 on are closed, as by a program that tidies up. */
const FORGETFUL = `import os, sys, time
os.closerange(3, 1024)
print(os.environ["AWS_CONTAINER_CREDENTIALS_FULL_URI"], os.environ["AWS_CONTAINER_AUTHORIZATION_TOKEN"], flush=True)
time.sleep(600)`;

withProgram(
  "a port that another user has had makes every token that was sent there worthless",
  async (world, grant, port) => {
    await grant[Symbol.asyncDispose]();
    const program = world.terminal(["exec", "readonly", "--", PYTHON, "-c", FORGETFUL]);
    const [, token = ""] = await program.waitFor(/credentials (Bearer [\w-]{86})/);
    await until("the first program is gone", async () => (await statusOf(world)).grants.length === 1);
    await killAgent(world);
    const thief = await thiefAt(port);
    await until("he has the port", () => thief.said.includes("took"));

    expect((await world.run(["agent", "start"])).status).toBe(0);
    await program.waitFor(/python3: cannot give credentials any more: uid 65533 has port \d+, where programs ask/);
    expect((await statusOf(world)).grants).toEqual([]);
    await using next = await holdGrant(world, "readonly");
    expect(Number(new URL(next.url).port)).not.toBe(port);
    expect((await next.ask({ authorization: token })).status).toBe(401);
    expect((await next.ask()).status).toBe(200);
    const log = await Bun.file(`${world.home}/.local/state/actas/log/agent.log`).text();
    expect(log).toContain(`uid 65533 has port ${port}, where programs ask: 1 grants end`);
    await thief.end();
  },
);

/** From such a socket he could be at the other end of a connection to the port while the agent listens. */
withProgram("no agent listens beside another user who has the port without listening", async (world, grant, port) => {
  await grant[Symbol.asyncDispose]();
  for (let run = 0, last = port; run < RUNS; run++) {
    expect((await world.run(["agent", "stop"])).status).toBe(0);
    await using _ = await quietSocketAt(last);
    await using next = await holdGrant(world, "readonly");
    expect((await next.ask()).status).toBe(200);
    const { agent } = await statusOf(world);
    expect(next.url).toBe(`http://127.0.0.1:${agent.port}/credentials`);
    expect(agent.port).not.toBe(last);
    last = agent.port ?? 0;
  }
});

withProgram("nor do tokens stay good that were sent to where he is", async (world, grant, port) => {
  await grant[Symbol.asyncDispose]();
  const program = world.terminal(["exec", "readonly", "--", pathOf("python3") ?? "python3", "-c", FORGETFUL]);
  await program.waitFor(/credentials (Bearer [\w-]{86})/);
  await until("the first program is gone", async () => (await statusOf(world)).grants.length === 1);
  await killAgent(world);
  await using _ = await quietSocketAt(port);
  expect((await world.run(["agent", "start"])).status).toBe(0);
  await program.waitFor(/cannot give credentials any more: uid 65533 has port \d+, where programs ask/);
  expect((await statusOf(world)).grants).toEqual([]);
});

withProgram("exec starts nothing when another user has got the port in the meantime", async (world, grant, port) => {
  const { agent } = await statusOf(world);
  await grant[Symbol.asyncDispose]();
  await killAgent(world);
  await until("it is gone", () => hasEnded(agent.pid));
  const thief = await thiefAt(port);
  await until("he has the port", () => thief.said.includes("took"));
  expect(() => reservePort(port)).toThrow(
    `cannot start the program: port ${port}, where it would fetch credentials: another program has it`,
  );
  await thief.end();
  expect(await runningAgent(world)).toBeUndefined();
});

worldTestUnless(WHY_NOT, "an ordinary user's port is as safe as root's", async (world) => {
  giveHomeAway(world);
  const actas = (...args: string[]) => world.runProgram(asOrdinaryUser([PROGRAM, ...args]));
  const status = async (): Promise<StatusReport> => JSON.parse((await actas("status", "--json")).stdout);
  const program = world.terminalProgram(asOrdinaryUser([PROGRAM, "exec", "readonly", "--", ...WAIT]));
  await program.waitFor(/ready/);
  const port = (await status()).agent?.port ?? 0;
  const thief = await thiefAt(port);
  for (let run = 0; run < RUNS; run++) {
    const pid = (await status()).agent?.pid ?? 0;
    if (run % 2) expect((await actas("agent", "restart")).status).toBe(0);
    else process.kill(pid, "SIGKILL");
    await until("it is gone", () => hasEnded(pid));
    expect((await actas("agent", "start")).status).toBe(0);
  }
  expect((await thief.end()).took).toBeUndefined();
  expect(await status()).toMatchObject({ agent: { port }, grants: [{ pid: program.pid }] });
  expect((await actas("agent", "stop")).status).toBe(0);
});

withProgram("a program has one descriptor more than it was started with", async (world) => {
  const list = (words: string, before = "") =>
    world.runProgram(["sh", "-c", `${before} exec ${words} ls /proc/self/fd`]).then(({ stdout }) => stdout.split("\n"));
  const plain = await list("");
  const exec = "actas exec readonly --";
  expect((await list(exec)).filter((fd) => !plain.includes(fd))).toEqual(["230"]);
  // A shell has no words for such a descriptor that all shells know.
  const taken =
    'python3 -c "import os, sys; os.dup2(0, 230); os.set_inheritable(230, True); os.execvp(sys.argv[1], sys.argv[1:])"';
  expect((await list(`${taken} ${exec}`)).filter((fd) => !plain.includes(fd))).toEqual(["230", "231"]);
  // Where 230 is more than the program may have, a low one.
  expect(await list(exec, "ulimit -n 100;")).toHaveLength(plain.length + 1);
});

withProgram(
  "a process that is handed the reserved port can neither listen nor connect with it",
  async (world, _grant, port) => {
    const USE = `import socket, sys
mine = socket.socket(fileno=int(sys.argv[1])); mine.settimeout(1)
def attempt(what):
    try: what(); print("worked")
    except OSError as error: print(type(error).__name__, flush=True)
attempt(lambda: mine.setsockopt(socket.SOL_SOCKET, 27, b"\\0\\0\\0\\0"))
attempt(lambda: mine.connect(("::ffff:127.0.0.1", int(sys.argv[2]))))`;
    const other = Bun.listen({ hostname: "127.0.0.1", port: 0, socket: { data() {} } });
    const use = [...AS_OTHER_USER, PYTHON, "-c", USE, "230", String(other.port)];
    const { stdout } = await world.run(["exec", "readonly", "--", ...use]);
    expect(stdout).toBe("PermissionError\nTimeoutError\n");
    other.stop(true);

    const LISTEN = `import socket
mine = socket.socket(fileno=230); mine.listen(); print("listens", flush=True); mine.settimeout(3)
try: mine.accept(); print("accepted")
except OSError as error: print(type(error).__name__, flush=True)`;
    const listener = world.terminal(["exec", "readonly", "--", ...AS_OTHER_USER, PYTHON, "-c", LISTEN]);
    await listener.waitFor(/listens/);
    const sockets = Array.from({ length: 20 }, (): Socket => connect(port, "127.0.0.1").on("error", () => {}));
    await listener.waitFor(/TimeoutError|accepted/);
    expect(listener.screen).not.toContain("accepted");
    for (const socket of sockets) socket.destroy();
  },
);
