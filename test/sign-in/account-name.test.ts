import { expect } from "bun:test";
import { REQUEST_VARIABLES } from "../../src/base/credential-request.ts";
import { statusOf } from "../support/agent-of.ts";
import { exchange } from "../support/exchange.ts";
import { DEV, login } from "../support/sign-in.ts";
import { worldTest } from "../support/world-test.ts";

worldTest("`whoami` names the account once a list of roles has its name, without a call for it", async (world) => {
  await login(world, "corp");
  const whoami = async (): Promise<string> => (await world.run(["exec", DEV, "--", "actas", "whoami"])).stdout;
  expect(await whoami()).toContain("\naccount  111122223333\n");
  await world.run(["list", "roles", "corp"]);
  const calls = async (): Promise<number> => (await world.calls("ListAccounts")).length;
  const before = await calls();
  expect(await whoami()).toContain("\naccount  111122223333 (Sandbox)\n");
  expect((await world.run(["whoami", DEV, "--json"])).stdout).toContain('"AccountName": "Sandbox"');
  expect(await calls()).toBe(before);
});

worldTest("the agent is asked for the roles of one account, and sends no others", async (world) => {
  await login(world, "corp");
  await world.run(["list", "roles", "corp"]);
  const { version } = (await statusOf(world)).agent;
  const environment = Object.fromEntries(
    REQUEST_VARIABLES.flatMap((name) => (world.environment[name] ? [[name, world.environment[name]]] : [])),
  );
  const request = {
    ...{ protocol: 1, version, request: "roles", source: "corp", accountId: "777788889999" },
    ...{ freshness: "held", interaction: "never", environment },
  };
  const messages = (await exchange(world, JSON.stringify(request), 2)) as { roles?: { name: string }[] }[];
  expect(messages.flatMap(({ roles = [] }) => roles.map(({ name }) => name)).sort()).toEqual([
    "777788889999/Developer",
    "777788889999/ReadOnly",
  ]);
});
