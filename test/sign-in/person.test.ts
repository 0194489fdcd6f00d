import { expect } from "bun:test";
import { join } from "node:path";
import { signInAt } from "../support/sign-in.ts";
import type { World } from "../support/world.ts";
import { worldTest } from "../support/world-test.ts";

/** What the source says of the sign-in that is held. */
async function held(world: World): Promise<unknown> {
  const { signIns } = JSON.parse((await world.run(["list", "sign-ins", "-o", "json"])).stdout);
  return signIns;
}

worldTest("`login` says who has signed in, where the server tells, also after a restart", async (world) => {
  const file = join(world.home, ".config/actas/sources.d/contoso.json");
  const source = await Bun.file(file).json();
  await Bun.write(file, JSON.stringify({ ...source, oauth: { ...source.oauth, scope: ["openid", "offline_access"] } }));
  const terminal = world.terminal(["login", "contoso", "--no-browser"]);
  await signInAt(terminal, world, { person: "ben" });
  expect(await terminal.exited).toBe(0);
  expect(terminal.screen).toContain('signed in to "contoso" as ben, renewed by itself');
  expect(await held(world)).toMatchObject([{ source: "contoso", person: "ben" }]);
  expect((await world.run(["agent", "restart"])).status).toBe(0);
  expect((await world.run(["refresh", "contoso"])).status).toBe(0);
  expect(await held(world)).toMatchObject([{ source: "contoso", person: "ben" }]);
});

worldTest("where the source does not name the person, no output does", async (world) => {
  for (const source of ["corp", "contoso"]) {
    const terminal = world.terminal(["login", source, "--no-browser"]);
    await signInAt(terminal, world);
    expect(await terminal.exited).toBe(0);
    expect(terminal.screen).toContain(`signed in to "${source}", renewed by itself`);
  }
  expect(JSON.stringify(await held(world))).not.toContain("person");
});
