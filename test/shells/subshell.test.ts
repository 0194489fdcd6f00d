import { expect } from "bun:test";
import { mkdirSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { statusOf } from "../support/agent-of.ts";
import { needs, pathOf } from "../support/needs.ts";
import type { TerminalSession } from "../support/terminal-session.ts";
import { worldTest, worldTestUnless } from "../support/world-test.ts";

const BOURNE = `echo "mine: \${ZDOTDIR-none} \${ENV-none}."; PS1='ready> '\n`;

interface Row {
  readonly tool: string;
  /** The files that the shell reads by itself, and what is in them. */
  readonly files: Readonly<Record<string, string>>;
  /** Variables of the user's that say where such files are. */
  readonly env?: (home: string) => Readonly<Record<string, string>>;
  /** What such a file shows of them. */
  readonly mine: (home: string) => string;
}

const SHELLS: readonly Row[] = [
  { tool: "bash", files: { ".bashrc": BOURNE }, mine: () => "none none" },
  {
    tool: "zsh",
    files: { ".zshenv": "ZDOTDIR=$HOME/zsh\n", "zsh/.zshrc": `setopt no_prompt_sp\n${BOURNE}` },
    env: () => ({ TERM: "dumb" }),
    mine: (home) => `${home}/zsh none`,
  },
  {
    tool: "dash",
    files: { ".shinit": BOURNE },
    env: (home) => ({ ENV: `${home}/.shinit` }),
    mine: (home) => `none ${home}/.shinit`,
  },
  {
    tool: "tcsh",
    files: { ".cshrc": "echo \"mine: none none.\"; test `pwd` = $HOME && set prompt = 'ready> '\n" },
    mine: () => "none none",
  },
  {
    tool: "fish",
    files: { ".config/fish/config.fish": `echo "mine: none none."; function fish_prompt; printf 'ready> '; end\n` },
    env: () => ({ TERM: "dumb" }),
    mine: () => "none none",
  },
];

for (const { env = () => ({}), files, mine, tool } of SHELLS) {
  worldTestUnless(
    needs(tool),
    `\`shell TARGET\` is a ${tool} that has read its own files, with the target in its prompt`,
    async (world) => {
      const { home } = world;
      for (const [path, text] of Object.entries(files)) {
        mkdirSync(dirname(join(home, path)), { recursive: true });
        writeFileSync(join(home, path), text);
      }
      const variables = Object.entries({ SHELL: pathOf(tool) ?? tool, ...env(home) }).map((one) => one.join("="));
      const words = ["env", "-u", "ZDOTDIR", "-u", "ENV", ...variables, "actas", "shell", "readonly"];
      await using session = world.terminalProgram(words);
      await session.waitFor(/acting as readonly \(111122223333, ReadOnly\); exit ends it/);
      await session.waitFor(new RegExp(`^mine: ${mine(home)}\\.`, "m"));
      await session.waitFor(/\(readonly\) ready> $/);
      await typed(session, "as ben", /\(ben\) ready> $/);
      await typed(session, "as -", /\(readonly\) ready> $/);
      await typed(session, "actas shell ben", /acting as ben.*, within a shell that acts as readonly; exit ends it/);
      await session.waitFor(/\(ben\) ready> $/);
      await typed(session, "exit", /\(readonly\) ready> $/);
      session.type("exit");
      expect(await session.exited).toBe(0);
      expect((await statusOf(world)).grants).toEqual([]);
      const starts = `${home}/run/actas/shells`;
      if (tool === "fish") return;
      expect(readdirSync(starts)).toEqual([]);
      expect(statSync(starts).mode & 0o777).toBe(0o700);
    },
  );
}

worldTestUnless(needs("bash"), "a start-up file that becomes another program leaves nothing behind", async (world) => {
  writeFileSync(join(world.home, ".bashrc"), "exec echo instead\n");
  await using session = world.terminalProgram(["env", `SHELL=${pathOf("bash")}`, "actas", "shell", "ben"]);
  await session.waitFor(/instead/);
  expect(await session.exited).toBe(0);
  expect(readdirSync(`${world.home}/run/actas/shells`)).toEqual([]);
});

worldTestUnless(needs("zsh"), "what one before leaves behind is removed for the next shell", async (world) => {
  const words = ["env", "-u", "ZDOTDIR", `SHELL=${pathOf("zsh")}`, "actas", "shell", "ben"];
  writeFileSync(join(world.home, ".zshenv"), "exec echo instead\n");
  await using one = world.terminalProgram(words);
  await one.waitFor(/instead/);
  expect(await one.exited).toBe(0);
  expect(readdirSync(`${world.home}/run/actas/shells`)).toEqual([String(one.pid)]);
  // As /etc/zshrc of macOS has it, which comes before the user's.
  writeFileSync(join(world.home, ".zshenv"), `HISTFILE=${world.home}/run/actas/shells/$$/.zsh_history\n`);
  writeFileSync(join(world.home, ".zshrc"), 'echo "history: $HISTFILE."; exit\n');
  await using other = world.terminalProgram(words);
  await other.waitFor(new RegExp(`history: ${world.home}/\\.zsh_history\\.`));
  expect(await other.exited).toBe(0);
  expect(readdirSync(`${world.home}/run/actas/shells`)).toEqual([]);
});

/** fish shows what is typed again and again, so a prompt counts only after the line. */
async function typed(session: TerminalSession, line: string, shows: RegExp): Promise<void> {
  session.type(line);
  await session.waitFor(new RegExp(`${line}\\s*\\n`));
  await session.waitFor(shows);
}

worldTest(
  "without a user at the keyboard, or with a command, `shell` starts none and says what to do",
  async (world) => {
    expect(await world.run(["shell", "ben"])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining("no terminal"),
    });
    await using session = world.terminal(["shell", "ben", "ls"]);
    expect(await session.exited).toBe(2);
    expect(session.screen).toContain("`actas exec TARGET -- COMMAND` runs a command");
  },
);
