import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { needs, pathOf } from "../support/needs.ts";
import { worldTestUnless } from "../support/world-test.ts";

/** nushell asks the terminal where the cursor is, and waits for the answer. */
const WHERE = "\x1b[6n";
const HERE = "\x1b[1;1R";

worldTestUnless(
  needs("nu"),
  "nushell shows what it acts as, and takes a project's role where it may",
  async (world) => {
    writeFileSync(join(world.home, ".config/actas/config.json"), '{ "shell": { "projects": "take" } }');
    for (const name of ["one", "other"]) {
      mkdirSync(join(world.home, name));
      writeFileSync(join(world.home, name, ".actas.json"), '{ "profile": "ben" }');
    }
    await using trust = world.terminal(["trust"], { cwd: "one" });
    await trust.waitFor(/until it changes/);
    trust.type("y");
    await trust.exited;
    await world.runProgram(["sh", "-c", "actas shell init nu >init.nu; actas shell hook nu >hook.nu"]);

    await using session = world.terminalProgram([pathOf("nu") ?? "nu", "-n"]);
    session.onOutput((text) => {
      if (text.includes(WHERE)) session.press(HERE);
    });
    const types = async (line: string, ...shows: readonly RegExp[]): Promise<void> => {
      session.type(line);
      for (const shown of shows) await session.waitFor(shown);
    };
    await session.waitFor(/> /);
    await types("source init.nu", /\(-\) /);
    await types("source hook.nu", /\(-\) /);
    await types("as readonly", /acting as readonly/, /\(readonly\) /);
    await types("cd one", /acting as ben.*, as this project says/, /\(ben\) /);
    await types(
      "cd ../other",
      /is not trusted, and changes nothing here/,
      /acting as readonly.* again/,
      /\(readonly\) /,
    );
    await types("as deactivate", /`hide as` takes the last of it away/);
  },
);
