import { expect } from "bun:test";
import { chmodSync, chownSync, existsSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { READY, ShellAtTerminal } from "../../shells/shell-at-terminal.ts";
import { SHELLS } from "../../shells/shells.ts";
import { needs } from "../../support/needs.ts";
import { worldTestUnless } from "../../support/world-test.ts";

const OTHER_USER = 65_534;
const FILE = ".actas.json";
const ROLE = '{ "profile": "ben" }';
const UNTRUSTED = "is not trusted, and changes nothing here";

interface Hostile {
  /** Puts something into the directory in which a project file is looked for. */
  readonly put: (directory: string) => void;
  /** What is said of it. */
  readonly said: RegExp;
  readonly name?: string;
}

const written = (text: string) => (directory: string) => writeFileSync(join(directory, FILE), text);
const linked = (to: string) => (directory: string) => symlinkSync(to, join(directory, FILE));

const HOSTILE: Readonly<Record<string, Hostile>> = {
  "a file that is not trusted": { put: written(ROLE), said: /is not trusted, and changes/ },
  "a link to a file that is trusted": { put: linked("../../trusted/.actas.json"), said: /is not trusted, and changes/ },
  "a link to a device": { put: linked("/dev/zero"), said: /is not a regular file/ },
  "a link to itself": { put: linked(FILE), said: /cannot be followed/ },
  "a pipe": { put: (at) => Bun.spawnSync(["mkfifo", join(at, FILE)]), said: /is not a regular file/ },
  "a directory": { put: (at) => mkdirSync(join(at, FILE)), said: /is not a regular file/ },
  "a huge file": { put: written("[".repeat(10_000_000)), said: /has more than 65536 bytes/ },
  "a deep file": { put: written("[".repeat(60_000)), said: /is not trusted, and changes/ },
  "a file of another user": {
    put: (at) => {
      written(ROLE)(at);
      if (process.getuid?.() === 0) chownSync(join(at, FILE), OTHER_USER, OTHER_USER);
    },
    said: /is not trusted, and changes/,
  },
  "a file that all may change": {
    put: (at) => {
      written(ROLE)(at);
      chmodSync(join(at, FILE), 0o666);
    },
    said: /is not trusted, and changes/,
  },
  "a name that a terminal or a shell could take for more": {
    name: "n\n\u001b[31m\u0007$(touch hit)`touch hit`%n",
    put: written(ROLE),
    said: /n<U\+000A><U\+001B>\[31m<U\+0007>\$\(touch hit\)`touch hit`%n\/\.actas\.json is not trusted/,
  },
};

for (const row of SHELLS.filter(({ hook }) => hook)) {
  worldTestUnless(
    needs(row.tool),
    `${row.name} is in no project's role where a project file is hostile, whichever role it comes from`,
    async (world) => {
      writeFileSync(join(world.home, ".config/actas/config.json"), '{ "shell": { "projects": "take" } }');
      const trusted = join(world.home, "trusted");
      mkdirSync(trusted);
      written(ROLE)(trusted);
      await using asked = world.terminal(["trust"], { cwd: "trusted" });
      await asked.waitFor(/trust it until/);
      asked.type("y");
      expect(await asked.exited).toBe(0);

      const shell = new ShellAtTerminal(world, row);
      await shell.ready();
      await shell.types(row.init, READY("-"));
      await shell.types(row.init.replace("init", "hook"), READY("-"));
      const goes = async (to: string, prompt: RegExp) => shell.types(`cd "$HOME"/${to}`, prompt);
      for (const [index, { name = "it", put, said }] of Object.values(HOSTILE).entries()) {
        const directory = `hostile${index}`;
        mkdirSync(join(world.home, directory, name), { recursive: true });
        put(join(world.home, directory, name));
        await goes("trusted", READY("ben"));
        shell.session.type(`cd "$HOME"/${directory}/*`);
        await shell.session.waitFor(said);
        await shell.session.waitFor(/acting as nothing again\n/);
        await shell.session.waitFor(READY("-"));
        rmSync(join(world.home, directory), { recursive: true });
      }

      await goes("trusted", READY("ben"));
      await shell.types("cd ..", READY("-"));
      written('{ "profile": "readonly" }')(trusted);
      await goes("trusted", new RegExp(`${UNTRUSTED}.*\\s+\\(-\\) ready> $`));
      written(ROLE)(trusted);
      await goes("", READY("-"));
      await goes("trusted", READY("ben"));
      // A directory that goes while the shell comes into it.
      await shell.types("mkdir gone; cd gone; rmdir ../gone", /working directory was deleted[\s\S]*\(-\) ready> $/);
      await goes("trusted", READY("ben"));
      renameSync(trusted, join(world.home, "elsewhere"));
      await goes("", READY("-"));
      expect(existsSync(join(world.home, "hit"))).toBe(false);
    },
  );
}
