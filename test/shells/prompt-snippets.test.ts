import { expect } from "bun:test";
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { needs, pathOf } from "../support/needs.ts";
import { ROOT } from "../support/program.ts";
import { worldTestUnless } from "../support/world-test.ts";

const guide = readFileSync(join(ROOT, "docs/guides/prompt.md"), "utf8");
const SNIPPETS = [...guide.matchAll(/```text\n([\s\S]*?)```/g)].map(([, text = ""]) => text);
/** What a prompt could take for more than text. */
// biome-ignore lint/suspicious/noTemplateCurlyInString: it is for shells
const NAME = "a$(touch hit)`touch hit`%n%~\\w\\u!${HOME}";

function snippet(start: string): string {
  const found = SNIPPETS.find((text) => text.startsWith(start));
  if (!found) throw new Error(`docs/guides/prompt.md shows nothing that begins with ${start}`);
  return found;
}

const OTHERS = [
  {
    name: "the segment for powerlevel10k",
    tool: "zsh",
    options: ["-f", "-c"],
    // As powerlevel10k does, it has zsh expand what is after `%` in the text.
    script: `p10k() { print -rP -- "$5" }; ${snippet("function prompt_actas")} prompt_actas; :`,
  },
  {
    name: "the function for fish",
    tool: "fish",
    options: ["--no-config", "-c"],
    script: `${snippet("function fish_right_prompt")} fish_right_prompt; echo`,
  },
];

for (const { name, tool, options, script } of OTHERS) {
  worldTestUnless(needs(tool), `${name} shows the target, and runs nothing in its name`, async (world) => {
    const words = [pathOf(tool) ?? tool, ...options, script];
    const named = await world.runProgram(words, { env: { ACTAS_TARGET: NAME } });
    expect(named).toMatchObject({ status: 0, stderr: "" });
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the sequences of a terminal begin with one
    expect(named.stdout.replace(/\x1b\[[0-9;]*m|\x1b\(B/g, "")).toBe(`${NAME}\n`);
    expect((await world.runProgram(words)).stdout.trim()).toBe("");
    expect(await Bun.file(join(world.home, "hit")).exists()).toBe(false);
  });
}

worldTestUnless(needs("tmux", "bash"), "tmux shows the target of the active pane in its status line", async (world) => {
  const rc = `PS1='ready> '\n${snippet("PS1=")}eval "$(actas shell init bash --no-prompt)"\n`;
  writeFileSync(join(world.home, "bashrc"), rc);
  writeFileSync(join(world.home, "tmux.conf"), snippet("set -g"));
  const bash = `${pathOf("bash")} --rcfile bashrc -i`;
  const tmux = [pathOf("tmux") ?? "tmux", "-S", join(world.home, "tmux")];
  const session = world.terminalProgram([...tmux, "-f", "tmux.conf", "new-session", bash], {
    env: { TERM: "xterm", LANG: "C.UTF-8" },
  });
  const status = async () =>
    (await world.runProgram([...tmux, "display-message", "-p", "#{T:status-right}"])).stdout.trim();
  await session.waitFor(/ready> /);
  expect(await status()).toBe("-");
  session.type("as readonly");
  await session.waitFor(/acting as readonly[\s\S]*ready> /);
  expect(await status()).toBe("readonly");
  session.type("exit");
  expect(await session.exited).toBe(0);
});

const STARSHIP = {
  bash: { words: ["bash", "--norc", "-i"], line: 'eval "$(starship init bash)"' },
  zsh: { words: ["zsh", "-f", "-i"], line: 'eval "$(starship init zsh)"' },
  fish: { words: ["fish", "--no-config", "-i"], line: "starship init fish | source" },
};
/** For bash, starship writes the sign so that root's prompt has another. */
const SHOWN = new RegExp(` ${NAME.replace(/[.*+?^{}()|[\]\\]/g, "\\$&").replaceAll("$", "[$#]")} `);

for (const [shell, { line, words }] of Object.entries(STARSHIP)) {
  worldTestUnless(
    needs("starship", shell),
    `the module for starship shows the target in ${shell}, and runs nothing in its name`,
    async (world) => {
      const file = join(world.home, "starship.toml");
      writeFileSync(file, snippet("[env_var.ACTAS_TARGET]"));
      const path = `${dirname(pathOf("starship") ?? "")}:${world.environment.PATH}`;
      const session = world.terminalProgram(words, {
        env: { ACTAS_TARGET: NAME, PATH: path, STARSHIP_CONFIG: file },
      });
      await session.waitFor(/[>#$%][ \b]*$/);
      session.type(line);
      await session.waitFor(SHOWN);
      session.type("true");
      await session.waitFor(SHOWN);
      expect(await Bun.file(join(world.home, "hit")).exists()).toBe(false);
    },
  );
}
