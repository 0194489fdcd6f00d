import { expect } from "bun:test";
import { existsSync, mkdirSync } from "node:fs";
import { statusOf } from "../../support/agent-of.ts";
import { needs } from "../../support/needs.ts";
import { processesOf } from "../../support/scan-secrets.ts";
import { until } from "../../support/until.ts";
import type { World } from "../../support/world.ts";
import { worldTest, worldTestUnless } from "../../support/world-test.ts";

const COMMANDS = [
  ["process", "readonly"],
  ["exec", "readonly", "--", "true"],
  ["export", "readonly", "--quiet"],
  ["whoami", "readonly"],
  ["status"],
  ["cache", "list"],
  ["agent", "restart"],
  ["agent", "status"],
  ["--help"],
] as const;

worldTest(
  "a bunfig.toml and a .env in the working directory do nothing, to no command and not to the agent",
  async (world) => {
    await hostileFolder(world);
    for (const args of COMMANDS) {
      const { status, stderr } = await world.run(args, { cwd: "cloned" });
      expect({ args, status, stderr }).toEqual({ args, status: 0, stderr: "" });
    }
    expect(existsSync(`${world.home}/loaded`)).toBe(false);
    // The .env names an idle time of nothing, and files that are not there.
    expect((await statusOf(world)).credentials).toHaveLength(1);
  },
);

worldTestUnless(needs("root"), "what the caller says to Bun does not reach the agent", async (world) => {
  await hostileFolder(world);
  const env = {
    BUN_INSPECT: "ws://127.0.0.1:0/inspect",
    BUN_OPTIONS: `--preload ${world.home}/cloned/preload.ts`,
    BUN_CONFIG_VERBOSE_FETCH: "curl",
  };
  await world.run(["process", "readonly"], { env });
  const { agent } = await statusOf(world);
  const environment = await Bun.file(`/proc/${agent.pid}/environ`).text();
  expect(environment).toContain("HOME=");
  expect(environment).not.toContain("BUN_");
  const loaded = existsSync(`${world.home}/loaded`) ? await Bun.file(`${world.home}/loaded`).text() : "";
  expect(loaded).not.toContain(` ${agent.pid}\n`);
});

worldTest(
  "nothing secret is in the command line or environment of any process while credentials are fetched",
  async (world) => {
    await world.signIn("staging");
    await world.faults({ latencyMs: 1_500 });
    const running = [
      world.run(["process", "--refresh", "staging"]),
      world.run(["exec", "--refresh", "staging", "--", "true"]),
      world.run(["export", "--refresh", "staging"]),
    ];
    await until("AWS is asked", () => isUnderWay(world, "process"));
    expect(await world.leaks()).toEqual([]);
    for (const { status } of await Promise.all(running)) expect(status).toBe(0);
  },
);

async function isUnderWay({ home }: World, command: string): Promise<boolean> {
  return (await processesOf(home)).some(({ commandLine }) => commandLine.includes(`\0${command}\0--refresh\0`));
}

/** What a cloned repository could bring along. */
async function hostileFolder({ home }: World): Promise<void> {
  const folder = `${home}/cloned`;
  mkdirSync(folder);
  await Bun.write(`${folder}/bunfig.toml`, 'preload = ["./preload.ts"]\n');
  await Bun.write(
    `${folder}/preload.ts`,
    `require("node:fs").appendFileSync("${home}/loaded", \`\${process.argv} \${process.pid}\\n\`);\n`,
  );
  await Bun.write(`${folder}/.env`, "ACTAS_AGENT_IDLE_TIMEOUT=0\nAWS_CONFIG_FILE=/nonexistent\nHOME=/nonexistent\n");
  await Bun.write(`${folder}/.env.local`, "ACTAS_NON_INTERACTIVE=1\nAWS_SHARED_CREDENTIALS_FILE=/nonexistent\n");
}
