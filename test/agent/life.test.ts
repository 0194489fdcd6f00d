import { expect } from "bun:test";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { hasEnded, killAgent, runningAgent, statusOf } from "../support/agent-of.ts";
import { POLL, WAIT } from "../support/poll.ts";
import { until } from "../support/until.ts";
import { worldTest } from "../support/world-test.ts";

worldTest("100 commands that start at once start one agent", async (world) => {
  const started = await Promise.all(Array.from({ length: 100 }, () => world.run(["agent", "start"])));
  const { agent } = await statusOf(world);
  for (const outcome of started) {
    expect(outcome).toEqual({ status: 0, stdout: `the agent is running, pid ${agent.pid}\n`, stderr: "" });
  }
  const log = await Bun.file(`${world.home}/.local/state/actas/log/agent.log`).text();
  expect(log.match(/ started, /g)).toHaveLength(1);
});

worldTest(
  "a killed agent is replaced at the same port, and a running program goes on after the next sign-in",
  async (world) => {
    await world.signIn("staging");
    const program = world.terminal(["exec", "staging", "--", ...POLL]);
    await program.waitFor(/^200 ASIA/m);
    const { port } = (await statusOf(world)).agent;
    await killAgent(world);
    await program.waitFor(/^refused$/m);

    await world.run(["agent", "start"]);
    await program.waitFor(/^401 MfaRequired$/m);
    const after = await statusOf(world);
    expect(after.agent.port).toBe(port!);
    expect(after.grants).toMatchObject([{ pid: program.pid, target: "staging" }]);

    await world.run(["whoami", "--otp", await world.code(), "staging"]);
    await program.waitFor(/^200 ASIA/m);
    const [told, ...again] = program.screen.match(/^actas: .*/gm)!;
    expect(told).toEqual(
      expect.stringMatching(
        /^actas: \S+: cannot ask for the MFA code of \S+: you are needed, and a running program does not wait$/,
      ),
    );
    expect(again).toEqual([
      "actas: hint: run `actas whoami staging` in a terminal: it asks for the code, and waiting programs go on",
    ]);
  },
);

worldTest("an agent that is restarted passes on sign-ins, credentials, grants and the port", async (world) => {
  await world.signIn("staging");
  const program = world.terminal(["exec", "staging", "--", ...POLL]);
  await program.waitFor(/^200 ASIA/m);
  const before = await statusOf(world);
  const { status, stdout } = await world.run(["agent", "restart"]);
  const after = await statusOf(world);

  expect(status).toBe(0);
  const pids = `${before.agent.pid} (0.1.0) by ${after.agent.pid} (0.1.0)`;
  expect(stdout).toBe(`replaced agent ${pids}; 1 sign-in kept\n`);
  expect(after.agent.pid).not.toBe(before.agent.pid);
  expect(hasEnded(before.agent.pid)).toBe(true);
  expect(after.agent.port).toBe(before.agent.port!);
  expect(after.credentials).toEqual(before.credentials);
  expect(after.grants).toEqual(before.grants.filter(({ pid }) => pid === program.pid));
  const calls = await world.calls();
  expect((await world.run(["process", "--non-interactive", "staging"])).status).toBe(0);
  expect(await world.calls()).toEqual(calls);
  expect(program.screen).not.toMatch(/^401/m);
});

worldTest(
  "a question that is open during a restart is asked again by the next agent, on a sane terminal",
  async (world) => {
    const asked = world.terminal(["exec", "staging", "--", "true"]);
    await asked.waitFor(/MFA code/);
    const whileAsked = asked.modes;
    asked.press("12");
    await world.run(["agent", "restart"]);
    await asked.waitFor(/MFA code/);
    expect(asked.modes).toEqual(whileAsked);
    asked.type(await world.code());
    expect(await asked.exited).toBe(0);
    expect(asked.modes).toEqual({ echo: true, lines: true });
  },
);

worldTest("an idle agent ends itself, but not while a question is open or a program runs", async (world) => {
  const env = { ACTAS_AGENT_IDLE_TIMEOUT: "1" };
  const program = world.terminal(["exec", "staging", "--", ...WAIT], { env });
  await program.waitFor(/MFA code/);
  // Twice the time after which it would end.
  await Bun.sleep(2_000);
  program.type(await world.code());
  await program.waitFor(/ready/);
  const { agent } = await statusOf(world);
  await Bun.sleep(2_000);
  expect(hasEnded(agent.pid)).toBe(false);

  program.type("");
  await program.exited;
  await until("the agent ends", () => hasEnded(agent.pid));
  expect(await runningAgent(world)).toBeUndefined();
});

worldTest("the grant of a program ends with it", async (world) => {
  await world.signIn("staging");
  const program = world.terminal(["exec", "staging", "--", ...WAIT]);
  await program.waitFor(/ready/);
  await until("the first program's grant has ended", async () => (await statusOf(world)).grants.length === 1);
  const { folder, url, authorization } = await grantOf(world.home, (await statusOf(world)).agent.port);
  expect((await fetch(url, { headers: { authorization } })).status).toBe(200);

  program.type("");
  await program.exited;
  await until("its files are gone", () => !existsSync(folder));
  const refused = await fetch(url, { headers: { authorization } });
  expect([refused.status, await refused.json()]).toEqual([
    401,
    {
      Code: "WrongToken",
      Message:
        "cannot give credentials: no running program has this token; a program in the background loses it when the one that was started ends: keep that in the foreground, or use a profile with `credential_process`",
    },
  ]);
});

worldTest(
  "what a launcher leaves behind loses its credentials; a shell that stays keeps them for it",
  async (world) => {
    await world.signIn("staging");
    const left = join(world.home, "left");
    const ask = async (): Promise<{ status: number; message: string }> => {
      const [url = "", authorization = ""] = (await Bun.file(left).text()).split("\n");
      const answer = await fetch(url, { headers: { authorization } });
      return { status: answer.status, message: await answer.text() };
    };
    const says = `printf '%s\\n' "$AWS_CONTAINER_CREDENTIALS_FULL_URI" "$AWS_CONTAINER_AUTHORIZATION_TOKEN" >${left}`;
    expect(
      (await world.run(["exec", "staging", "--", "sh", "-c", `sh -c '${says.replaceAll("'", `'"'"'`)}' & wait`]))
        .status,
    ).toBe(0);
    await until("the grant has ended", async () => (await statusOf(world)).grants.length === 0);
    expect(await ask()).toEqual({ status: 401, message: expect.stringContaining("`credential_process`") });

    const shell = world.terminal(["exec", "staging", "--", "sh", "-c", `(${says}) & wait; echo ready; read line`]);
    await shell.waitFor(/ready/);
    expect((await ask()).status).toBe(200);
    shell.type("");
    await shell.exited;
  },
);

worldTest("a grant whose program ended while no agent ran is not taken up again", async (world) => {
  await world.signIn("staging");
  const program = world.terminal(["exec", "staging", "--", ...WAIT]);
  await program.waitFor(/ready/);
  await killAgent(world);
  program.type("");
  await program.exited;
  await world.run(["agent", "start"]);
  expect((await statusOf(world)).grants).toEqual([]);
  expect(readdirSync(`${world.home}/run/actas/grants`)).toEqual([]);
});

worldTest(
  "a process that has the pid of a granted program, but started at another time, gets nothing",
  async (world) => {
    await world.signIn("staging");
    const program = world.terminal(["exec", "staging", "--", ...POLL]);
    await program.waitFor(/^200/m);
    await until("the first program's grant has ended", async () => (await statusOf(world)).grants.length === 1);
    const { folder } = await grantOf(world.home, 0);
    await killAgent(world);
    const file = Bun.file(`${folder}/grant.json`);
    await Bun.write(file, JSON.stringify({ ...(await file.json()), startTime: "1" }));
    await world.run(["agent", "start"]);
    expect((await statusOf(world)).grants).toEqual([]);
    expect(existsSync(folder)).toBe(false);
  },
);

worldTest("an agent that the user stops ends the grants, and forgets everything", async (world) => {
  await world.signIn("staging");
  const program = world.terminal(["exec", "staging", "--", ...POLL]);
  await program.waitFor(/^200/m);
  const { agent } = await statusOf(world);
  expect(await world.run(["agent", "stop"])).toEqual({
    status: 0,
    stdout: `stopped the agent, pid ${agent.pid}\n`,
    stderr: expect.stringMatching(/^actas: 1 program loses its credentials: \S+ \(staging\)\n$/),
  });
  await program.waitFor(/^refused$/m);
  expect((await world.run(["agent", "stop"])).stdout).toBe("no agent is running\n");
  await world.run(["agent", "start"]);
  expect(await statusOf(world)).toMatchObject({ credentials: [], grants: [] });
});

worldTest("a signal ends the agent but not the grants: a service manager may start it again", async (world) => {
  await world.signIn("staging");
  const program = world.terminal(["exec", "staging", "--", ...WAIT]);
  await program.waitFor(/ready/);
  const { agent } = await statusOf(world);
  process.kill(agent.pid, "SIGTERM");
  await until("it is gone", () => hasEnded(agent.pid));
  await world.run(["agent", "start"]);
  expect((await statusOf(world)).grants).toMatchObject([{ pid: program.pid }]);
});

/** What a program with the grant knows: there is one grant. */
async function grantOf(home: string, port: number | undefined) {
  const folders = `${home}/run/actas/grants`;
  const folder = `${folders}/${readdirSync(folders)[0]}`;
  const url = `http://127.0.0.1:${port}/credentials`;
  return { folder, url, authorization: await Bun.file(`${folder}/token`).text() };
}
