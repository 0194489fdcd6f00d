import { expect } from "bun:test";
import { renameSync } from "node:fs";
import { join } from "node:path";
import { passTest } from "./pass-test.ts";

passTest(
  "a store of pass that only a terminal's variables name is found by what cron has started",
  async (world, { env, run }) => {
    const elsewhere = join(world.home, "elsewhere");
    renameSync(join(world.home, ".password-store"), elsewhere);
    const terminal = { ...env, PASSWORD_STORE_DIR: elsewhere };
    expect(await world.run(["keys", "import", "--alone", "ben"], { env: terminal })).toMatchObject({ status: 0 });
    const otp = (await world.run(["sandbox", "code"])).stdout.trim();
    expect(await world.run(["whoami", "--otp", otp, "staging"], { env: terminal })).toMatchObject({ status: 0 });

    // Neither a store where pass looks by itself, nor one of somebody who has never used actas.
    for (const cron of [{ PASSWORD_STORE_DIR: "" }, { PASSWORD_STORE_DIR: join(world.home, "empty") }]) {
      if (cron.PASSWORD_STORE_DIR)
        await run("env", `PASSWORD_STORE_DIR=${cron.PASSWORD_STORE_DIR}`, "pass", "init", "ana@example.com");
      await world.run(["agent", "stop"]);
      for (const profile of ["readonly", "staging"])
        expect([profile, await world.run(["process", profile], { env: cron })]).toMatchObject([profile, { status: 0 }]);
    }

    renameSync(elsewhere, join(world.home, "unplugged"));
    await world.run(["agent", "stop"]);
    const without = await world.run(["process", "readonly"]);
    expect(without.stderr).toContain(`cannot read the password store of pass: there is no store in ${elsewhere}\n`);
    expect(without.stderr).not.toContain("keys remove");
    renameSync(join(world.home, "unplugged"), elsewhere);
    await world.run(["agent", "stop"]);
    for (const profile of ["readonly", "staging"])
      expect([profile, await world.run(["process", profile])]).toMatchObject([profile, { status: 0 }]);
  },
);
