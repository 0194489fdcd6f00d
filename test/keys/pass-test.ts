import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { needs } from "../support/needs.ts";
import { endGpg, makePassStore } from "../support/pass-store.ts";
import type { World } from "../support/world.ts";
import { worldTestUnless } from "../support/world-test.ts";

/** How programs are run that find the store. */
interface Tools {
  readonly env: { readonly GNUPGHOME: string };
  readonly run: (...words: string[]) => ReturnType<World["runProgram"]>;
}

/** A test with a sandbox whose keys go into a password store; skipped without its tools. */
export function passTest(name: string, body: (world: World, tools: Tools) => Promise<void>): void {
  worldTestUnless(needs("pass", "gpg"), name, async (world) => {
    const env = { GNUPGHOME: join(world.home, ".gnupg") };
    const run = (...words: string[]) => world.runProgram(words, { env });
    try {
      await makePassStore(world.home, run);
      writeFileSync(join(world.home, ".config/actas/config.json"), '{ "persist": "pass" }');
      await body(world, { env, run });
    } finally {
      await world.run(["agent", "stop"]);
      await endGpg(run);
    }
  });
}
