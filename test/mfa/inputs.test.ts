import { expect } from "bun:test";
import { existsSync } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { setMfaProcess } from "../support/mfa-process.ts";
import { ScriptedAgent } from "../support/scripted-agent.ts";
import { until } from "../support/until.ts";
import { worldTest } from "../support/world-test.ts";

const CANNOT = "actas: error: cannot ask for the MFA code of arn:aws:iam::111122223333:mfa/ana: ";
const PROMPT = /MFA code of ana .*: /;

worldTest(
  "mfa_process gives the code where nobody may be asked, in the caller's directory and variables",
  async (world) => {
    await mkdir(`${world.home}/work`);
    await writeFile(`${world.home}/work/code`, await world.code());
    await setMfaProcess(world, 'cat "$CODE_FILE"');
    const outcome = await world.run(["whoami", "-n", "staging"], { cwd: "work", env: { CODE_FILE: "code" } });
    expect(outcome).toMatchObject({ status: 0, stderr: "" });
    await rm(`${world.home}/work/code`);
  },
);

worldTest("mfa_process that fails is told without what it said, and leaves the terminal asking", async (world) => {
  await setMfaProcess(world, "echo hush-hush >&2; exit 3");
  const { status, stderr } = await world.run(["process", "staging"]);
  expect(status).toBe(4);
  expect(stderr).toStartWith(`${CANNOT}there is no terminal, and the command in \`mfa_process\` ended with status 3\n`);
  const terminal = world.terminal(["whoami", "staging"]);
  await terminal.waitFor(PROMPT);
  terminal.type(await world.code());
  expect(await terminal.exited).toBe(0);
});

worldTest(
  "mfa_process that is still at work when a code is typed is ended, with all that it started",
  async (world) => {
    await setMfaProcess(world, `sleep 1000 & echo $! >${world.home}/pid; wait`);
    const terminal = world.terminal(["whoami", "staging"]);
    await terminal.waitFor(PROMPT);
    const file = `${world.home}/pid`;
    const pid = await until("it runs", async () => (existsSync(file) ? await Bun.file(file).text() : ""));
    terminal.type(await world.code());
    expect(await terminal.exited).toBe(0);
    await until("it has ended", () => !existsSync(`/proc/${pid.trim()}`));
  },
);

worldTest("--mfa-input names the only places that are asked", async (world) => {
  await setMfaProcess(world, `touch ${world.home}/ran`);
  const { stderr } = await world.run(["process", "--mfa-input", "tty", "staging"]);
  expect(stderr).toStartWith(`${CANNOT}there is no terminal\n`);
  expect(existsSync(`${world.home}/ran`)).toBe(false);
  const wrong = await world.run(["process", "--mfa-input", "tty,phone", "staging"]);
  expect(wrong).toMatchObject({
    status: 2,
    stderr:
      'actas: error: cannot use `--mfa-input`: "phone" is none of tty, yubikey, gui, process\nactas: hint: write them with commas between, as in `--mfa-input tty,yubikey`\n',
  });
});

worldTest("a code is waited for as long as --mfa-timeout says, else as config.json does", async (world) => {
  const noCode = /cannot get the MFA code of \S+: no code within 1 seconds/;
  const byFlag = world.terminal(["whoami", "--mfa-timeout", "1s", "staging"]);
  await byFlag.waitFor(noCode);
  expect(await byFlag.exited).toBe(4);
  expect(byFlag.modes).toEqual({ echo: true, lines: true });
  await mkdir(`${world.home}/.config/actas`, { recursive: true });
  await writeFile(`${world.home}/.config/actas/config.json`, '{"mfaTimeoutSeconds": 1}');
  const byFile = world.terminal(["whoami", "staging"]);
  await byFile.waitFor(noCode);
  const wrong = await world.run(["whoami", "--mfa-timeout", "1h", "staging"]);
  expect(wrong.stderr).toContain("cannot use `--mfa-timeout`: a code is waited for between 1 second and 10 minutes");
});

worldTest(
  "an SDK gives its program a minute, so `process` has the agent wait for 55 seconds, and others as long as is set",
  async (world) => {
    const socket = `${world.home}/scripted/agent.sock`;
    using agent = new ScriptedAgent(socket, (_, say) =>
      say({ type: "error", error: "mfa-required", error_description: "no code", hints: [] }),
    );
    const env = { ACTAS_AGENT_SOCK: socket };
    await world.run(["process", "staging"], { env });
    await world.run(["process", "--mfa-timeout", "20s", "staging"], { env });
    await world.run(["whoami", "staging"], { env });
    const asked = agent.requests.map((request) => "for" in request && request.for?.mfaTimeoutSeconds);
    expect(asked).toEqual([55, 20, undefined]);
  },
);

worldTest("--hide-arns leaves device and role out of the prompt", async (world) => {
  const terminal = world.terminal(["whoami", "--hide-arns", "staging"]);
  await terminal.waitFor(/actas: MFA code, \d+ s left: /);
  terminal.type(await world.code());
  expect(await terminal.exited).toBe(0);
});

worldTest(
  "where no terminal asks and no window can, a notification says so; not where a terminal asks",
  async (world) => {
    const folder = `${world.home}/programs`;
    await mkdir(folder);
    const script = `#!/bin/sh\nprintf '%s\\n' "$@" >>${folder}/shown\n`;
    await writeFile(`${folder}/notify-send`, script, { mode: 0o755 });
    const env = { PATH: folder, DISPLAY: ":99" };
    const terminal = world.terminal(["whoami", "--mfa-timeout", "1s", "staging"], { env });
    expect(await terminal.exited).toBe(4);
    expect((await world.run(["process", "-n", "staging"], { env })).status).toBe(4);
    expect(existsSync(`${folder}/shown`)).toBe(false);

    expect(await world.run(["process", "staging"], { env })).toMatchObject({ status: 4, stdout: "" });
    expect(await Bun.file(`${folder}/shown`).text()).toEndWith(
      'actas\nA program needs an MFA code for "staging": run `actas whoami staging` in a terminal.\n',
    );
  },
);
