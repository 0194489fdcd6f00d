import { expect } from "bun:test";
import { existsSync, readdirSync } from "node:fs";
import { callCounts, killAgent } from "../support/agent-of.ts";
import { type KeepingWorld, keepingTest, keptIn, persistIn } from "../support/keeping-world.ts";
import { POLL } from "../support/poll.ts";
import { DEV, LENT, shownPage } from "../support/sign-in.ts";
import { until } from "../support/until.ts";

async function logIn({ world, env }: KeepingWorld, source: string): Promise<void> {
  const login = world.terminal(["login", "--again", source, "--no-browser"], { env });
  await world.visit(await shownPage(login));
  expect(await login.exited).toBe(0);
}

function files({ world }: KeepingWorld): readonly string[] {
  const folder = keptIn(world);
  return existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith(".sealed")) : [];
}

async function written(keeping: KeepingWorld, count: number): Promise<void> {
  await until(`${count} are kept`, () => files(keeping).length === count);
}

keepingTest(
  "sign-ins, with MFA and in the browser, survive a killed agent, and nobody is asked again",
  async (keeping) => {
    const { world, env } = keeping;
    for (const source of ["corp", "contoso"]) await logIn(keeping, source);
    expect((await world.run(["process", "--otp", await world.code(), "staging"], { env })).status).toBe(0);
    await written(keeping, 3);
    await killAgent(world);
    const kept = { in: "keyring", path: keptIn(world), signIns: 3 };
    expect(JSON.parse((await world.run(["status", "--json"], { env })).stdout)).toMatchObject({
      agent: null,
      kept: [kept],
    });
    expect((await world.run(["status"], { env })).stdout).toContain(
      `kept     3 sign-ins, sealed with a key in the keyring, in ${keptIn(world)}\n`,
    );

    for (const target of [DEV, LENT, "staging"]) {
      expect(await world.run(["process", target], { env })).toMatchObject({ status: 0, stderr: "" });
    }
    expect(await callCounts(world)).toMatchObject({ GetSessionToken: 1, RegisterClient: 1 });
  },
);

keepingTest(
  "a sign-in that was renewed after a restart is kept anew, and can be renewed once more",
  async (keeping) => {
    const { world, env } = keeping;
    for (const source of ["corp", "contoso"]) await logIn(keeping, source);
    for (let round = 0; round < 2; round++) {
      await world.run(["agent", "stop"]);
      for (const source of ["corp", "contoso"]) {
        expect(await world.run(["refresh", source], { env })).toMatchObject({ status: 0, stderr: "" });
      }
    }
  },
);

keepingTest("after a reboot a locked keyring is said once, and sign-ins are held in memory", async (keeping) => {
  const { world, env, session } = keeping;
  await logIn(keeping, "contoso");
  await written(keeping, 1);
  await world.run(["agent", "stop"]);
  await session.logInAgain("wrong");

  const first = await world.run(["process", "--otp", await world.code(), "staging"], { env });
  const said =
    "cannot read the keyring: it is locked; until `actas agent restart`, sign-ins are held in memory only; `actas diagnose` says what helps";
  expect(first).toMatchObject({ status: 0, stderr: `actas: note: ${said}\n` });
  expect(await world.run(["process", "staging"], { env })).toMatchObject({ status: 0, stderr: "" });
  expect((await world.run(["status"], { env })).stdout).toContain(`warning  ${said}`);

  await session.logInAgain("first");
  await world.run(["agent", "restart"], { env });
  expect(await world.run(["process", LENT], { env })).toMatchObject({ status: 0, stderr: "" });
  await written(keeping, 2);
  await killAgent(world);
  expect(await world.run(["process", "staging"], { env })).toMatchObject({ status: 0, stderr: "" });
});

keepingTest(
  "signing out, and clearing the cache, leave nothing in the keyring and nothing to read",
  async (keeping) => {
    const { world, env, session } = keeping;
    for (const source of ["corp", "contoso"]) await logIn(keeping, source);
    await written(keeping, 2);
    await world.run(["agent", "stop"]);
    expect((await world.run(["logout", "corp"], { env })).stdout).toBe('signed out of "corp"\n');
    await written(keeping, 1);
    await world.run(["agent", "stop"]);
    expect((await world.run(["cache", "clear"], { env })).stdout).toBe("forgot 1 entry\n");
    expect(files(keeping)).toEqual([]);
    const items = Bun.spawnSync(["secret-tool", "search", "--all", "service", "actas"], { env: session.environment });
    expect(items.stdout.toString()).toBe("");
    expect((await world.run(["process", LENT], { env })).status).toBe(4);
  },
);

keepingTest(
  "all can be signed out of while the keyring is locked, with what an earlier setting kept",
  async (keeping) => {
    const { world, env, session } = keeping;
    await logIn(keeping, "contoso");
    await written(keeping, 1);
    await world.run(["agent", "stop"]);
    await session.logInAgain("wrong");
    await world.run(["logout", "--all"], { env });
    expect(files(keeping)).toEqual([]);

    await world.run(["agent", "stop"]);
    await session.logInAgain("first");
    await logIn(keeping, "contoso");
    await written(keeping, 1);
    await world.run(["agent", "stop"]);
    await persistIn(world, "none");
    expect((await world.run(["logout", "contoso"], { env })).status).toBe(0);
    expect(files(keeping)).toEqual([]);
  },
);

keepingTest("signing an IAM user out leaves nothing of the user, with or without an agent", async (keeping) => {
  const { world, env } = keeping;
  const signIn = async () => {
    const words = ["process", "--no-agent", "--otp", await world.code(), "staging"];
    expect((await world.run(words, { env })).status).toBe(0);
    await written(keeping, 2);
  };
  await signIn();
  expect((await world.run(["logout", "staging"], { env })).stdout).toBe(
    'forgot what was got with the keys of profile "ana"\n',
  );
  expect(files(keeping)).toEqual([]);
  await signIn();
  await world.run(["agent", "stop"]);
  await keeping.session.logInAgain("wrong");
  expect((await world.run(["logout", "staging"], { env })).stdout).toBe(
    'forgot what was got with the keys of profile "ana"\n',
  );
  expect(files(keeping)).toEqual([]);
});

keepingTest(
  "a running program is answered at once while the keyring is silent, and has what was kept after that",
  async (keeping) => {
    const { world, env, session } = keeping;
    await world.run(["exec", "--otp", await world.code(), "staging", "--", "true"], { env });
    const program = world.terminal(["exec", "staging", "--", ...POLL], { env });
    await program.waitFor(/^200 ASIA/m);
    await written(keeping, 1);
    await killAgent(world);
    session.signal("SIGSTOP");
    await world.run(["agent", "start"], { env });
    const [said] = await program.waitFor(/^.*the keyring has not answered.*$/m);
    expect(said).toContain("cannot give credentials yet");
    const before = program.screen.length;
    session.signal("SIGCONT");
    await until("it has credentials again", () => /^200 ASIA/m.test(program.screen.slice(before)));
    expect(await callCounts(world)).toMatchObject({ GetSessionToken: 1 });
  },
);

keepingTest("without the setting nothing is written and no keyring is touched", async (keeping) => {
  const { world, env } = keeping;
  await persistIn(world, "none");
  await logIn(keeping, "contoso");
  expect((await world.run(["process", "--otp", await world.code(), "staging"], { env })).status).toBe(0);
  await world.run(["agent", "stop"]);
  expect(existsSync(keptIn(world))).toBe(false);
});

keepingTest("a command that may not ask says, too, why nothing is kept", async ({ world, env }) => {
  await world.run(["process", "--otp", await world.code(), "staging"], { env });
  await killAgent(world);
  const { stderr } = await world.run(["process", "--non-interactive", "staging"]);
  expect(stderr).toContain(
    "actas: note: cannot read the keyring: there is no D-Bus session here; until `actas agent restart`",
  );
});
