import { expect } from "bun:test";
import { callCounts, runningAgent } from "../support/agent-of.ts";
import { keepingTest } from "../support/keeping-world.ts";
import { LENT, shownPage } from "../support/sign-in.ts";

const PROMPT = /MFA code of \S+ \(\d+\) for "\w+"(, \d+ s left)?: /;
const TOGETHER = 20;

const READ_KEY = /"AccessKeyId":"(\w+)"/;

keepingTest("20 commands without an agent ask one person once, and AWS once for the role", async ({ world, env }) => {
  const terminals = Array.from({ length: TOGETHER }, () =>
    world.terminal(["process", "--no-agent", "staging"], { env }),
  );
  const asked = await Promise.race(terminals.map(async (one) => (await one.waitFor(PROMPT)) && one));
  asked.type(await world.code());
  const keys = await Promise.all(terminals.map(async (one) => (await one.waitFor(READ_KEY))[1]));
  expect(new Set(keys).size).toBe(1);
  expect(await Promise.all(terminals.map(({ exited }) => exited))).toEqual(Array(TOGETHER).fill(0));
  expect(terminals.filter(({ screen }) => PROMPT.test(screen))).toHaveLength(1);
  expect(await callCounts(world)).toMatchObject({ GetSessionToken: 1, "AssumeRole Dev": 1 });
  expect(await runningAgent(world)).toBeUndefined();
});

keepingTest("what the agent kept, a command without one finds, and the other way round", async ({ world, env }) => {
  const login = world.terminal(["login", "contoso", "--no-browser"], { env });
  await world.visit(await shownPage(login));
  expect(await login.exited).toBe(0);
  await world.run(["agent", "stop"]);
  expect(await world.run(["process", "--no-agent", LENT], { env })).toMatchObject({ status: 0, stderr: "" });

  const code = await world.code();
  expect((await world.run(["process", "--no-agent", "--otp", code, "staging"], { env })).status).toBe(0);
  expect(await world.run(["process", "staging"], { env })).toMatchObject({ status: 0, stderr: "" });
  expect(await callCounts(world)).toMatchObject({ GetSessionToken: 1 });
});

keepingTest(
  "credentials that a command without an agent kept are used again, until the cache is cleared",
  async ({ world, env }) => {
    const code = await world.code();
    const first = await world.run(["process", "--no-agent", "--otp", code, "staging"], { env });
    const second = await world.run(["process", "--no-agent", "staging"], { env });
    expect(second).toMatchObject({ status: 0, stdout: first.stdout, stderr: "" });
    expect((await world.run(["cache", "clear"], { env })).stdout).toBe("forgot 2 entries\n");
    expect((await world.run(["process", "--no-agent", "staging"], { env })).status).toBe(4);
  },
);

keepingTest(
  "with a locked keyring a command without an agent works all the same, and says so",
  async ({ world, env, session }) => {
    await world.run(["process", "--no-agent", "--otp", await world.code(), "staging"], { env });
    await session.logInAgain("wrong");
    const { status, stderr } = await world.run(["process", "--no-agent", "--otp", await world.code(), "staging"], {
      env,
    });
    expect([status, stderr]).toEqual([
      ...[
        0,
        "actas: note: cannot read the keyring: it is locked; nothing is kept of this sign-in; `actas diagnose` says what helps\n",
      ],
    ]);
  },
);
