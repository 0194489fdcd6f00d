import { expect } from "bun:test";
import { appendFile } from "node:fs/promises";
import { join } from "node:path";
import { testWith } from "../support/needs.ts";
import { PROGRAM } from "../support/program.ts";
import type { Outcome } from "../support/run-command.ts";
import { type World, withSandbox } from "../support/world.ts";
import { CLIENTS } from "./clients.ts";

type Delivery = (world: World, command: readonly string[], env: Readonly<Record<string, string>>) => Promise<Outcome>;

const DELIVERIES: Readonly<Record<string, Delivery>> = {
  "the container endpoint": (world, command, env) => world.run(["exec", "staging", "--", ...command], { env }),

  "the environment": (world, command, env) =>
    world.run(["exec", "--mode", "env", "staging", "--", ...command], { env }),

  credential_process: async (world, command, env) => {
    const profile = `\n[profile through-process]\nregion = eu-west-1\ncredential_process = ${PROGRAM} process staging\n`;
    await appendFile(join(world.home, ".aws/config"), profile);
    return world.runProgram(command, { env: { ...env, AWS_PROFILE: "through-process" } });
  },
};

for (const { name, tools, command, environment = {}, proof } of CLIENTS) {
  for (const [delivery, deliver] of Object.entries(DELIVERIES)) {
    testWith({ tools }, `${name} makes a signed call with credentials from ${delivery}`, () =>
      withSandbox(async (world) => {
        await world.signIn("staging");
        const env = { ...environment, SANDBOX_URL: world.sandbox.url };
        const { status, stdout, stderr } = await deliver(world, await command(world), env);
        expect(stderr).not.toContain("actas: ");
        expect(stdout, stderr).toMatch(proof);
        expect(status).toBe(0);
      }),
    );
  }

  testWith({ tools }, `${name} fails without credentials, so its success above means something`, () =>
    withSandbox(async (world) => {
      const env = { ...environment, SANDBOX_URL: world.sandbox.url };
      const { status, stdout } = await world.runProgram(await command(world), { env });
      expect(stdout).not.toMatch(proof);
      expect(status).not.toBe(0);
    }),
  );
}
