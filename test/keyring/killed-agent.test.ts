import { expect } from "bun:test";
import { readdirSync } from "node:fs";
import { seeded } from "../seeded.ts";
import { callCounts, runningAgent } from "../support/agent-of.ts";
import { KEYRING_TOOLS, type KeepingWorld, keptIn, withKeyring } from "../support/keeping-world.ts";
import { testNeeding } from "../support/needs.ts";
import { LENT, shownPage } from "../support/sign-in.ts";
import { until } from "../support/until.ts";

const KILLS = 30;
const pick = seeded(7);

async function logIn({ world, env }: KeepingWorld): Promise<void> {
  const login = world.terminal(["login", "--again", "contoso", "--no-browser"], { env });
  await world.visit(await shownPage(login));
  expect(await login.exited).toBe(0);
}

/** The agent writes the renewed sign-in, and is killed at a moment of that. */
async function killWhileItWrites({ world, env }: KeepingWorld, tookMs: number): Promise<void> {
  await world.run(["agent", "start"], { env });
  const pid = (await runningAgent(world))?.agent.pid ?? 0;
  const refresh = world.run(["refresh", "contoso"], { env });
  await Bun.sleep((pick(1000) / 1000) * tookMs);
  process.kill(pid, "SIGKILL");
  await refresh;
  await world.run(["agent", "stop"], { env });
}

testNeeding(...KEYRING_TOOLS)(
  "whenever the agent is killed while it writes, what else is kept is whole, and the sign-in is the old one or the new one",
  () => withKeyring(killedOften),
  180_000,
);

async function killedOften(keeping: KeepingWorld): Promise<void> {
  const { world, env } = keeping;
  await logIn(keeping);
  expect((await world.run(["process", "--otp", await world.code(), "staging"], { env })).status).toBe(0);
  const files = () => readdirSync(keptIn(world)).filter((file) => file.endsWith(".sealed"));
  await until("both are kept", () => files().length === 2);
  const begun = performance.now();
  expect((await world.run(["refresh", "contoso"], { env })).status).toBe(0);
  const tookMs = (performance.now() - begun) * 1.5;
  for (let kill = 0; kill < KILLS; kill++) {
    await killWhileItWrites(keeping, tookMs);
    const lent = await world.run(["process", LENT], { env });
    // A token that the source had renewed already, and the agent had not written yet, is of no use any more.
    expect([0, 4]).toContain(lent.status);
    if (lent.status === 4) {
      expect(lent.stderr).toContain("actas login contoso");
      await logIn(keeping);
    }
    await world.run(["agent", "stop"], { env });
  }
  expect(await world.run(["process", "staging"], { env })).toMatchObject({ status: 0, stderr: "" });
  expect(await callCounts(world)).toMatchObject({ GetSessionToken: 1 });
  expect(files()).toHaveLength(2);
}
