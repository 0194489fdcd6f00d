import { expect } from "bun:test";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { statusOf } from "../support/agent-of.ts";
import { needs } from "../support/needs.ts";
import type { TerminalSession } from "../support/terminal-session.ts";
import type { World } from "../support/world.ts";
import { worldTestUnless } from "../support/world-test.ts";
import { OTHER_SHELLS } from "./other-shells.ts";
import { SHELLS, type ShellRow } from "./shells.ts";

/** A shell at a terminal, in which lines are typed. */
class TypedShell {
  readonly session: TerminalSession;
  readonly #row: ShellRow;
  readonly #world: World;
  #asked = 0;

  constructor(world: World, row: ShellRow) {
    this.#world = world;
    this.#row = row;
    writeFileSync(join(world.home, "before"), row.before);
    this.session = world.terminalProgram(row.words, {
      env: { SHELL: row.words[0] ?? "", ENV: "/dev/null", PS1: "ready> " },
    });
  }

  async types(line: string, prompt: RegExp): Promise<void> {
    this.session.type(line);
    // fish shows prompt and line anew with each key.
    if (this.#row.name === "fish") await this.session.waitFor(new RegExp(`${escaped(line)}\\s*\n`));
    await this.session.waitFor(prompt);
  }

  async value(variable: string): Promise<string> {
    const label = `v${++this.#asked}`;
    this.session.type(this.#row.show(label, variable));
    const [, value = ""] = await this.session.waitFor(new RegExp(`^${label}=(.*)\\.$`, "m"));
    await this.session.waitFor(/ready> $/);
    return value;
  }

  async dumped(file: string): Promise<string> {
    await this.types(this.#row.dump(file), /ready> $/);
    const text = readFileSync(join(this.#world.home, file), "utf8");
    return text
      .split("\n")
      .filter((line) => !this.#row.volatile.test(line))
      .join("\n");
  }
}

/** fish has a mark before the prompt where output has not ended with a newline. */
const READY = (shown: string): RegExp => new RegExp(`(^|\\n|⏎ +)\\(${shown}\\) ready> $`);
const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
/** The AWS CLI of Debian knows no variable for the endpoint. */
const CALLER = 'aws sts get-caller-identity --endpoint-url "$AWS_ENDPOINT_URL" --query Arn --output text';

for (const row of [...SHELLS, ...OTHER_SHELLS]) {
  worldTestUnless(
    needs(row.tool, "aws"),
    `${row.name} acts as one target after another, and has in the end what it had before`,
    async (world) => {
      const shell = new TypedShell(world, row);
      const { session } = shell;
      await session.waitFor(/[>#$%][ \b]*$/);
      await shell.types(row.source("before"), /ready> $/);
      const before = await shell.dumped("dump-1");

      await shell.types(row.init, READY("-"));
      await shell.types(row.init, READY("-"));
      session.type("as staging");
      await session.waitFor(/MFA code/);
      session.type(await world.code());
      await session.waitFor(/actas: acting as staging \(111122223333, Dev\)/);
      await session.waitFor(READY("staging"));
      session.type(CALLER);
      await session.waitFor(/assumed-role\/Dev\//);
      await shell.types("actas whoami", /assumed-role\/Dev\/[\s\S]*ready> $/);
      expect(await shell.value("AWS_ACCESS_KEY_ID")).toBe("");
      expect(await shell.value("AWS_PROFILE")).toBe("");
      const endpoint = await shell.value("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE");
      await shell.types("as staging", READY("staging"));
      expect(await shell.value("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE")).toBe(endpoint);

      await shell.types("as stagin", /did you mean "staging"\?[\s\S]*ready> $/);
      expect(await shell.value("ACTAS_TARGET")).toBe("staging");
      await shell.types("as readonly", READY("readonly"));
      await shell.types("actas whoami", /assumed-role\/ReadOnly\/[\s\S]*ready> $/);
      await shell.types("as --previous", READY("staging"));
      await shell.types("as --previous", READY("readonly"));
      expect((await statusOf(world)).grants.map(({ pid, target }) => [pid, target])).toEqual([
        [session.pid, "staging"],
        [session.pid, "readonly"],
      ]);
      await shell.types("as -", READY("-"));
      expect((await statusOf(world)).grants).toEqual([]);
      expect(await shell.value("AWS_PROFILE")).toBe('a "profile" of $(mine)');
      expect(await shell.value("AWS_REGION")).toBe("not exported");
      await shell.types("as --mode env readonly", READY("readonly"));
      expect(await shell.value("AWS_ACCESS_KEY_ID")).toStartWith("ASIA");
      await shell.types("as _", READY("-"));
      await shell.types("as --previous", READY("readonly"));
      await shell.types("as deactivate", /(^|\n|⏎ +)ready> $/);
      expect(await shell.dumped("dump-2")).toBe(before);
      expect((await statusOf(world)).grants).toEqual([]);
    },
  );
}
