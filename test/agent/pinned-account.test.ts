import { expect, test } from "bun:test";
import { appendFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { holdGrant } from "../support/held-grant.ts";
import { type World, withSandbox } from "../support/world.ts";

test("the account is looked at again when a running program gets new credentials", () =>
  withSandbox(async (world) => {
    await lend(world, "readonly");
    await appendFile(join(world.home, ".aws/config"), `\n[profile vault]\ncredential_process = cat ${vault(world)}\n`);
    await Bun.write(join(world.home, ".actas.json"), '{ "profile": "vault", "account": "111122223333" }');
    await trust(world);

    await using grant = await holdGrant(world, "auto");
    expect((await grant.ask()).status).toBe(200);
    await lend(world, "partner");
    await world.run(["cache", "clear"]);
    const refused = await grant.ask();
    expect(refused.status).toBe(403);
    expect(await refused.json()).toEqual({
      Code: "AccessDenied",
      Message: expect.stringContaining('cannot use "vault": it is in account 444455556666, not 111122223333'),
    });
    await rm(vault(world));
  }));

function vault({ home }: World): string {
  return join(home, "vault.json");
}

/** What the `credential_process` of the test prints from now on. */
async function lend(world: World, profile: string): Promise<void> {
  const { stdout } = await world.run(["export", profile, "--format", "process"]);
  await Bun.write(vault(world), stdout);
}

async function trust(world: World): Promise<void> {
  const content = await Bun.file(join(world.home, ".actas.json")).bytes();
  const digest = new Bun.CryptoHasher("sha256").update(content).digest("hex");
  expect((await world.run(["trust", "--digest", digest])).status).toBe(0);
}
