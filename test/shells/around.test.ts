import { expect } from "bun:test";
import { existsSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { statusOf } from "../support/agent-of.ts";
import { needs, pathOf } from "../support/needs.ts";
import { PROGRAM } from "../support/program.ts";
import { worldTest, worldTestUnless } from "../support/world-test.ts";
import { OTHER_SHELLS } from "./other-shells.ts";
import { READY, ShellAtTerminal } from "./shell-at-terminal.ts";
import { SHELLS } from "./shells.ts";

const VENV = (target: string) => new RegExp(`(^|\\n|⏎ +)\\(venv\\) ${target && `\\(${target}\\) `}ready> $`);

for (const row of SHELLS) {
  worldTestUnless(
    needs(row.tool),
    `${row.name} shows its target once, and takes it away, where another tool has put its text before it`,
    async (world) => {
      const shell = new ShellAtTerminal(world, row);
      await shell.ready();
      await shell.types(row.init, READY("-"));
      if (!row.hook) {
        await shell.types("ACTAS_TARGET='\\e[31m!'; _actas_show", READY("\\?e\\[31m\\?"));
        await shell.types("unset ACTAS_TARGET; _actas_show", READY("-"));
      }
      await shell.types("as ben", READY("ben"));
      if (row.name === "bash") await shell.types('PROMPT_COMMAND="also=x;$PROMPT_COMMAND;last=x"', READY("ben"));
      await shell.types('PS1="(venv) $PS1"', VENV("ben"));
      await shell.types("as readonly", VENV("readonly"));
      await shell.types("as deactivate", VENV(""));
      expect(await shell.value("PS1")).toBe("(venv) ready> ");
      if (row.name === "bash") {
        await shell.types('echo "$PROMPT_COMMAND" >|commands', VENV(""));
        expect(await Bun.file(join(world.home, "commands")).text()).toBe("also=x;prompts=x;last=x\n");
      }
    },
  );
}

for (const row of OTHER_SHELLS.filter(({ name }) => name === "fish")) {
  worldTestUnless(needs(row.tool), "fish gives back a prompt that another tool keeps", async (world) => {
    const shell = new ShellAtTerminal(world, row);
    await shell.ready();
    await shell.types(row.init, READY("-"));
    await shell.types("functions -c fish_prompt _old_fish_prompt", READY("-"));
    await shell.types("function fish_prompt; echo -n '(venv) '; _old_fish_prompt; end", VENV("-"));
    await shell.types("as deactivate", VENV(""));
    expect(shell.session.raw).not.toContain("Unknown command");
  });
}

worldTestUnless(needs("bash"), "bash with a PROMPT_COMMAND that is read-only acts, and ends it", async (world) => {
  const lines = "readonly PROMPT_COMMAND=:\nINIT\nas ben\nas deactivate\nas 2>/dev/null || echo none\nexit\n";
  const input = lines.replace("INIT", 'eval "$(actas shell init bash)"').replace("as 2", "_actas_as 2");
  const { stderr, stdout } = await world.runProgram(["bash", "--norc", "-i"], { input });
  expect(stderr).not.toContain("PROMPT_COMMAND: readonly");
  expect(stderr).toContain("(ben) ");
  expect(stdout).toBe("none\n");
});

worldTest("a shell ends what it acts as although the agent does not answer", async (world) => {
  await world.run(["agent", "start"]);
  const { pid } = (await statusOf(world)).agent;
  const lines = ['eval "$(actas shell init sh --name act)"', "act ben", `kill -STOP ${pid}`, "act -"];
  const script = [...lines, `echo "$? \${ACTAS_TARGET-none}"`].join("\n");
  const outcome = await world.runProgram(["sh", "-c", script]).finally(() => process.kill(pid, "SIGCONT"));
  expect(outcome).toMatchObject({ status: 0, stdout: "0 none\n" });
  expect(outcome.stderr).toContain("what this shell was given ends with the shell: cannot reach the agent");
});

for (const row of [...SHELLS, ...OTHER_SHELLS]) {
  worldTestUnless(needs(row.tool), `${row.name} is rid of it although the program is gone`, async (world) => {
    const link = join(world.home, "bin/actas");
    symlinkSync(PROGRAM, link);
    const shown = `sh -c 'echo "\${ACTAS_TARGET-none} \${AWS_PROFILE-none}"'`;
    const lines = [row.init, "actas-as ben", `rm ${link}`, "actas-as deactivate", shown];
    writeFileSync(join(world.home, "script"), `${lines.join("\n")}\n`);
    const env = { AWS_PROFILE: "mine", PATH: `${world.home}/bin:/usr/local/bin:/usr/bin:/bin` };
    const { stdout } = await world.runProgram([...row.script, "./script"], { env });
    expect(stdout).toBe("none mine\n");
    expect(existsSync(link)).toBe(false);
  });
}

worldTestUnless(needs("nu"), "nu is rid of it although the program is gone", async (world) => {
  const link = join(world.home, "bin/actas");
  symlinkSync(PROGRAM, link);
  const env = { AWS_PROFILE: "mine", PATH: `${world.home}/bin:/usr/local/bin:/usr/bin:/bin` };
  await world.runProgram(["sh", "-c", "actas shell init nu >init.nu"], { env });
  const shown = "print ($env.ACTAS_TARGET? | default none) $env.AWS_PROFILE?";
  const lines = ["source init.nu", "as ben", `^rm ${link}`, "as deactivate", shown];
  writeFileSync(join(world.home, "script"), `${lines.join("\n")}\n`);
  const { stdout } = await world.runProgram([pathOf("nu") ?? "nu", "-n", "script"], { env });
  expect(stdout).toBe("none\nmine\n");
});

for (const row of OTHER_SHELLS) {
  worldTestUnless(needs(row.tool), `${row.name} evaluates nothing that its environment has`, async (world) => {
    const names = "undo unword own_precmd ps state words colour tried hook do text".split(" ");
    const env = Object.fromEntries(names.map((name) => [`_actas_${name}`, "touch hit"]));
    writeFileSync(join(world.home, "script"), `${row.init}\nactas-as ben\nactas-as -\nactas-as deactivate\n`);
    expect(await world.runProgram([...row.script, "./script"], { env })).toMatchObject({ stdout: "", stderr: "" });
    expect(existsSync(join(world.home, "hit"))).toBe(false);
  });
}

for (const row of SHELLS.filter(({ hook }) => hook)) {
  worldTestUnless(needs(row.tool), `${row.name} acts in a subshell, and changes nothing outside`, async (world) => {
    const grants = `actas status --json >`;
    const lines = [
      row.init,
      "actas-as ben",
      `(actas-as readonly; ${grants}within)`,
      "(actas-as -; actas-as deactivate)",
    ];
    const script = [...lines, `${grants}after`, "actas whoami", "echo $$"].join("\n");
    const { stdout } = await world.runProgram([...row.script, "-c", script]);
    expect(stdout).toMatch(/user\/ben\n/);
    const pid = Number(/(\d+)\n$/.exec(stdout)?.[1]);
    const within = JSON.parse(await Bun.file(join(world.home, "within")).text()).grants;
    expect(within).toMatchObject([{ pid, target: "ben" }, { target: "readonly" }]);
    expect(within[1].pid).not.toBe(pid);
    const after = JSON.parse(await Bun.file(join(world.home, "after")).text()).grants;
    expect(after).toMatchObject([{ pid, target: "ben" }]);
  });
}

const COMPLETED = {
  bash: {
    words: ["bash", "--norc", "-i"],
    before: 'complete -W "x y" as; complete -W z aws-as',
    shown: "complete -p as aws-as",
  },
  zsh: {
    words: ["zsh", "-f", "-i"],
    before: "autoload -Uz compinit; compinit -u -D; compdef _ls as; compdef _cat aws-as",
    shown: 'echo "$_comps[as] $_comps[aws-as]"',
  },
  fish: {
    words: ["fish", "--no-config", "-i"],
    // That of `as` is the assembler's.
    before:
      "set fish_complete_path $__fish_data_dir/completions; complete -C 'as -'; complete -c aws-as -a \"it's \\$(touch hit)\"",
    shown: "begin; complete -c as; complete -c aws-as; end",
  },
};
for (const row of [...SHELLS, ...OTHER_SHELLS].filter(({ name }) => name in COMPLETED)) {
  worldTestUnless(needs(row.tool), `${row.name} completes in the end what it completed before`, async (world) => {
    const { before, shown, words } = COMPLETED[row.name as keyof typeof COMPLETED];
    const init = row.init.replace(/(\)"| \| source)$/, " --compat$1");
    const lines = [
      before,
      `${shown} >before.txt`,
      init,
      init,
      `${shown} >within.txt`,
      "as deactivate",
      `${shown} >after.txt`,
    ];
    writeFileSync(join(world.home, "script"), `${lines.join("\n")}\n`);
    await world.runProgram([...words, "script"]);
    const read = (name: string) => Bun.file(join(world.home, `${name}.txt`)).text();
    expect(await read("within")).toContain("_actas_complete");
    expect(await read("within")).not.toContain("touch hit");
    expect(await read("after")).toBe(await read("before"));
    expect(existsSync(join(world.home, "hit"))).toBe(false);
  });
}
