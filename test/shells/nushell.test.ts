import { expect } from "bun:test";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { killAgent, statusOf } from "../support/agent-of.ts";
import { needs } from "../support/needs.ts";
import { worldTestUnless } from "../support/world-test.ts";
import { NuAtTerminal, READY } from "./nu-at-terminal.ts";

/** A quarter of it before the end, keys are due. */
const SHORT_SECONDS = 4;

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

    const shell = await NuAtTerminal.start(world);
    await shell.types("source init.nu", /\(-\) /, READY);
    await shell.types("source hook.nu", /\(-\) /, READY);
    await shell.types("as readonly", /acting as readonly/, /\(readonly\) /, READY);
    await shell.types("cd one", /acting as ben.*, as this project says/, /\(ben\) /, READY);
    await shell.types(
      "cd ../other",
      /is not trusted, and changes nothing here/,
      /acting as readonly.* again/,
      /\(readonly\) /,
      READY,
    );
    await shell.types("as deactivate", /`hide as` takes the last of it away/);
  },
);

worldTestUnless(
  needs("nu"),
  "nushell acts as one target after another, and has in the end what it had before",
  async (world) => {
    const shell = await NuAtTerminal.start(world);
    await shell.types(`$env.AWS_PROFILE = 'a "profile" of $(mine)'; $env.AWS_SESSION_TOKEN = ""`, READY);
    const before = await shell.dumped("dump-1");
    await shell.types("source init.nu", /\(-\) /, READY);
    await shell.types("source init.nu", /\(-\) /, READY);
    await shell.types("as readonly", /acting as readonly/, /\(readonly\) /, READY);
    expect(await shell.value("AWS_PROFILE")).toBe("");
    await shell.types("as --mode env ben", /acting as ben/, /\(ben\) /, READY);
    await shell.types("as --previous", /acting as readonly/, /\(readonly\) /, READY);
    await shell.types("as -", /\(-\) /, READY);
    expect(await shell.value("AWS_PROFILE")).toBe('a "profile" of $(mine)');
    await shell.types("as ben", /acting as ben/, /\(ben\) /, READY);
    await shell.types("as deactivate", /`hide as` takes the last of it away/, READY);
    await shell.types("hide as; print hid", /hid\s*\n/, READY);
    expect(await shell.dumped("dump-2")).toBe(before);
    expect((await statusOf(world)).grants).toEqual([]);
  },
);

worldTestUnless(
  needs("nu"),
  "nushell renews what is due before its prompt, and shows what has ended",
  async (world) => {
    const shell = await NuAtTerminal.start(world);
    await shell.types("source init.nu", /\(-\) /, READY);
    await shell.types("as readonly", /acting as readonly/, /\(readonly\) /, READY);
    const before = await statusOf(world);
    await killAgent(world);
    await shell.types("print again", /\(readonly\) /, READY);
    const after = await statusOf(world);
    expect(after.agent?.pid).not.toBe(before.agent?.pid);
    expect(after.grants.map(({ pid, target }) => [pid, target])).toEqual([[shell.session.pid, "readonly"]]);

    await shell.types("as staging", /MFA code/);
    shell.session.type(await world.code());
    await shell.session.waitFor(/\(staging\) [\s\S]*133;B/);
    await world.run(["cache", "clear"]);
    await shell.types("actas whoami o+e> whoami", /\(staging ended\) /);

    await world.faults({ lifetimeSeconds: SHORT_SECONDS });
    await shell.types("as --refresh --mode env readonly", /acting as readonly/, /\(readonly\) /, READY);
    const first = await shell.value("AWS_ACCESS_KEY_ID");
    expect(first).toStartWith("ASIA");
    for (let tries = 0; (await shell.value("AWS_ACCESS_KEY_ID")) === first && tries < 100; tries++) await Bun.sleep(50);
    expect(await shell.value("AWS_ACCESS_KEY_ID")).not.toBe(first);
    await world.faults({ lifetimeSeconds: SHORT_SECONDS, serverError: "always" });
    await shell.types(`sleep ${SHORT_SECONDS}sec`, /\(readonly expired\) /);
  },
);
