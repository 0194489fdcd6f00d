import { expect } from "bun:test";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { statusOf } from "../support/agent-of.ts";
import { POLL } from "../support/poll.ts";
import { serveContainer } from "../support/served.ts";
import { until } from "../support/until.ts";
import type { World } from "../support/world.ts";
import { worldTest } from "../support/world-test.ts";

/** They are renewed after three quarters of it. */
const LIFETIME_SECONDS = 8;

function settings(world: World): string {
  mkdirSync(join(world.home, ".config/actas"), { recursive: true });
  return join(world.home, ".config/actas/config.json");
}

worldTest(
  "a target that is refused while a program runs is given no longer once it is due to be renewed",
  async (world) => {
    await world.faults({ lifetimeSeconds: LIFETIME_SECONDS });
    const program = world.terminal(["exec", "readonly", "--", ...POLL]);
    const [, first] = await program.waitFor(/^200 (ASIA\w+)/m);
    const file = settings(world);
    writeFileSync(file, JSON.stringify({ refuse: [{ role: "ReadOnly" }] }));
    await program.waitFor(/^403 AccessDenied/m);
    expect(program.screen).toContain(`cannot use "readonly": it is refused by entry 1 of \`refuse\` in ${file}`);
    const given = program.screen.match(/^200 .*/gm);
    expect(given?.length).toBeLessThanOrEqual(2);
    expect(given?.[0]).toBe(`200 ${first}`);

    // A restart of the agent changes nothing about it.
    expect((await world.run(["agent", "restart"])).status).toBe(0);
    expect((await statusOf(world)).grants).toMatchObject([{ target: "readonly" }]);
    expect(program.screen.match(/^200 .*/gm)).toEqual(given);

    rmSync(file);
    await program.waitFor(/^200 ASIA/m);
  },
);

worldTest(
  "what `serve` holds of a target that is refused by now is given out no longer than to its renewal",
  async (world) => {
    // They are renewed after a third of it.
    await world.faults({ lifetimeSeconds: 12 });
    const both = [await serveContainer(world, "readonly"), await serveContainer(world, "--no-agent", "readonly")];
    await using stack = new AsyncDisposableStack();
    for (const served of both) stack.use(served);
    const given = await Promise.all(
      both.map(async (served) => (await (await served.ask()).json()) as { Expiration: string }),
    );
    const file = settings(world);
    writeFileSync(file, JSON.stringify({ allow: { accounts: ["444455556666"] } }));
    for (const [index, served] of both.entries()) {
      await until("it is refused", async () => (await served.ask()).status === 403);
      expect(Date.now()).toBeLessThan(Date.parse(given[index]?.Expiration ?? ""));
      expect(await (await served.ask()).text()).toContain(`\`allow.accounts\` of ${file}`);
    }
    rmSync(file);
    await Promise.all(
      both.map((served) => until("it is given again", async () => (await served.ask()).status === 200)),
    );
  },
);

worldTest(
  "a profile that is removed while a program runs gives nothing new, and the program is told why",
  async (world) => {
    await world.faults({ lifetimeSeconds: LIFETIME_SECONDS });
    const program = world.terminal(["exec", "readonly", "--", ...POLL]);
    await program.waitFor(/^200 ASIA/m);
    const config = join(world.home, ".aws/config");
    writeFileSync(config, readFileSync(config, "utf8").replace("[profile readonly]", "[profile other]"));
    await program.waitFor(/^4\d\d (?!MfaRequired)\w+/m);
    expect(program.screen).toContain('cannot find profile "readonly"');
  },
);
