import { expect } from "bun:test";
import { cpSync, existsSync, readdirSync } from "node:fs";
import { KEYRING_KINDS } from "../../src/keyring/directory-of.ts";
import { killAgent } from "../support/agent-of.ts";
import { keptIn } from "../support/keeping-world.ts";
import { testNeeding } from "../support/needs.ts";
import { choose, sealed, withPassphrase } from "../support/passphrase-world.ts";
import { shownPage } from "../support/sign-in.ts";
import { until } from "../support/until.ts";

testNeeding()(
  "`setup remove` forgets the sign-in in every store, of this setting and of earlier ones, without a passphrase",
  () =>
    withPassphrase(async (world) => {
      const login = world.terminal(["login", "contoso", "--no-browser"]);
      await choose(login);
      await world.visit(await shownPage(login));
      expect(await login.exited).toBe(0);
      await until("it is kept", () => sealed(world).length === 1);
      await killAgent(world);
      // As earlier settings would have left it.
      for (const kind of ["keyring", "pass"]) cpSync(keptIn(world, "file"), keptIn(world, kind), { recursive: true });

      const removed = await world.run(["setup", "remove", "contoso"]);
      expect(removed.status).toBe(0);
      await world.run(["agent", "stop"]);
      for (const kind of KEYRING_KINDS) {
        const folder = keptIn(world, kind);
        const left = existsSync(folder) ? readdirSync(folder).filter((file) => file !== "lock") : [];
        expect([kind, left]).toEqual([kind, []]);
      }
    }),
  60_000,
);
