import { expect } from "bun:test";
import { chmodSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { statusOf } from "../../support/agent-of.ts";
import { needs, pathOf } from "../../support/needs.ts";
import { asOrdinaryUser, giveHomeAway, needsRoot } from "../../support/ordinary-user.ts";
import { POLL, WAIT } from "../../support/poll.ts";
import { PROGRAM } from "../../support/program.ts";
import { worldTest, worldTestUnless } from "../../support/world-test.ts";

worldTestUnless(
  needsRoot(),
  "another user is refused at the socket, even when the file system lets him in",
  async (world) => {
    await world.signIn("staging");
    const socket = `${world.home}/run/actas/agent.sock`;
    for (const path of [world.home, `${world.home}/run`, `${world.home}/run/actas`]) chmodSync(path, 0o755);
    chmodSync(socket, 0o666);
    const words = ["env", "HOME=/nonexistent", "XDG_RUNTIME_DIR=/nonexistent", `ACTAS_AGENT_SOCK=${socket}`, PROGRAM];
    for (const args of [
      ["status", "--json"],
      ["cache", "list"],
    ]) {
      const { status, stdout, stderr } = await world.runProgram(asOrdinaryUser([...words, ...args]));
      expect({ status, stdout }).toEqual({ status: 6, stdout: "" });
      // Either side may be the first to hang up.
      const reason = "(it runs as another user \\(uid 0\\)|it went away before it answered)";
      expect(stderr).toMatch(new RegExp(`^actas: error: cannot (use|reach) the agent at ${socket}: ${reason}\n`));
    }
    const log = await Bun.file(`${world.home}/.local/state/actas/log/agent.log`).text();
    expect(log).toContain(" refused a connection of uid 65534\n");
    const named = { env: { ACTAS_AGENT_SOCK: socket } };
    expect((await world.run(["process", "--non-interactive", "staging"], named)).status).toBe(0);
    await world.run(["agent", "stop"], named);
  },
);

worldTestUnless(
  needsRoot(),
  "an agent of another user is told nothing, and changes nothing in the environment of a program",
  async (world) => {
    const directory = join(world.home, "shared");
    mkdirSync(directory);
    chmodSync(world.home, 0o755);
    chmodSync(directory, 0o1777);
    const socket = join(directory, "agent.sock");
    const answer = { type: "result", result: { environment: { LD_PRELOAD: "/theirs.so" } } };
    const script = `Bun.listen({ unix: "${socket}", socket: {
      open: (socket) => void socket.write(${JSON.stringify(`${JSON.stringify(answer)}\n`)}),
      data: (_, bytes) => console.log("told", bytes.toString()),
    } }); console.log("ready"); setTimeout(() => process.exit(), 20_000)`;
    const agent = world.terminalProgram(asOrdinaryUser([process.execPath, "-e", script]));
    await agent.waitFor(/ready/);
    chmodSync(socket, 0o777);

    const { status, stderr, stdout } = await world.run(["exec", "keys-no-mfa", "--", "env"], {
      env: { ACTAS_AGENT_SOCK: socket },
    });
    expect({ status, stdout }).toEqual({ status: 125, stdout: "" });
    expect(stderr).toStartWith(
      `actas: error: cannot use the agent at ${socket}: it runs as another user (uid 65534)\n`,
    );
    expect(agent.screen).not.toContain("told");
  },
);

worldTestUnless(
  needsRoot(),
  "another user is refused at the container endpoint, even with the token",
  async (world) => {
    await world.signIn("staging");
    const program = world.terminal(["exec", "staging", "--", ...WAIT]);
    await program.waitFor(/ready/);
    const grants = `${world.home}/run/actas/grants`;
    const mine = readdirSync(grants).find((id) =>
      readFileSync(join(grants, id, "grant.json"), "utf8").includes(`"pid":${program.pid},`),
    );
    const token = readFileSync(join(grants, mine!, "token"), "utf8");
    const url = `http://127.0.0.1:${(await statusOf(world)).agent.port}/credentials`;
    const script = `const r = await fetch("${url}", { headers: { authorization: process.env.T } }); console.log(r.status, await r.text())`;
    const env = { T: token };
    const other = await world.runProgram(asOrdinaryUser([process.execPath, "-e", script]), { env });
    expect(other.stdout).toBe(
      '403 {"Code":"OtherUser","Message":"cannot serve this program: it runs as another user"}\n',
    );
    expect((await world.runProgram([process.execPath, "-e", script], { env })).stdout).toStartWith("200 ");
  },
);

worldTest("a program without the token, or with a wrong one, gets nothing", async (world) => {
  const program = world.terminal(["exec", "readonly", "--", ...POLL]);
  await program.waitFor(/^200/m);
  const url = `http://127.0.0.1:${(await statusOf(world)).agent.port}/credentials`;
  const ask = async (headers: Record<string, string>) => {
    const response = await fetch(url, { headers });
    return [response.status, ((await response.json()) as { Code: string }).Code];
  };
  expect(await ask({})).toEqual([400, "MissingToken"]);
  expect(await ask({ authorization: "" })).toEqual([401, "WrongToken"]);
  expect(await ask({ authorization: `Bearer ${"A".repeat(86)}` })).toEqual([401, "WrongToken"]);
});

worldTestUnless(
  needsRoot() ?? needs("gcore"),
  "the same user cannot look into the agent's memory or environment",
  async (world) => {
    giveHomeAway(world);
    const user = (words: readonly string[]) => world.runProgram(asOrdinaryUser(words));
    expect((await user([PROGRAM, "process", "readonly"])).status).toBe(0);
    const { agent } = JSON.parse((await user([PROGRAM, "status", "--json"])).stdout);

    const dump = await user([pathOf("gcore") ?? "gcore", "-o", `${world.home}/core`, String(agent.pid)]);
    expect(dump.status).not.toBe(0);
    expect(dump.stdout + dump.stderr).toMatch(/not permitted|Permission denied/i);
    expect(readdirSync(world.home).filter((name) => name.startsWith("core"))).toEqual([]);
    for (const file of ["environ", "mem", "maps"]) {
      expect((await user(["head", "-c", "1", `/proc/${agent.pid}/${file}`])).stderr).toContain("Permission denied");
    }
    // The same of a process that is not the agent, to know that the test can fail.
    expect((await user(["head", "-c", "1", "/proc/self/environ"])).status).toBe(0);
    await user([PROGRAM, "agent", "stop"]);
  },
);

worldTest("the agent leaves no core dump, and what it writes is for its owner only", async (world) => {
  await world.signIn("staging");
  const program = world.terminal(["exec", "staging", "--", ...WAIT], { cwd: "" });
  await program.waitFor(/ready/);
  const { agent } = await statusOf(world);
  const limits = await Bun.file(`/proc/${agent.pid}/limits`).text();
  expect(limits).toMatch(/^Max core file size +0 +0 /m);
  expect(await Bun.file(`/proc/${agent.pid}/status`).text()).toMatch(/^Umask:\t0077$/m);
  const modes = (await world.runProgram(["find", "run/actas", ".local/state/actas", "-printf", "%y %m %f\n"])).stdout;
  const wrong = modes
    .trim()
    .split("\n")
    .filter((line) => !/^(d 700|f 600|s 600) /.test(line));
  expect(wrong).toEqual([]);
  expect(modes).toMatch(/^f 600 token$/m);
  expect(modes).toMatch(/^s 600 agent\.sock$/m);
});
