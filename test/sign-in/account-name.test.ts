import { expect } from "bun:test";
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
