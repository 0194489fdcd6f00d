import { expect } from "bun:test";
import { visit } from "../../src/sandbox/control-client.ts";
import { worldTest } from "../support/world-test.ts";

worldTest("after a restart of the agent, signing out still ends what was got with the sign-in", async (world) => {
  const login = world.terminal(["login", "contoso"]);
  const [page] = await login.waitFor(/http:\/\/127\.0\.0\.1:\d+\/auth\/[\w-]+/);
  await visit(world.sandbox.url, page);
  expect(await login.exited).toBe(0);
  expect((await world.run(["process", "contoso:dev"])).status).toBe(0);
  await world.run(["agent", "restart"]);

  expect((await world.run(["logout", "contoso"])).stdout).toBe('signed out of "contoso"\n');
  expect(await world.run(["process", "contoso:dev"])).toMatchObject({ status: 4, stdout: "" });
  expect((await world.run(["cache", "list"])).stdout).toBe("no credentials held\n");
});
