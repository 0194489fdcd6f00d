import { beforeAll, expect, test } from "bun:test";
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathOf, testWith } from "./support/needs.ts";
import { ROOT } from "./support/program.ts";
import { type Outcome, runCommand } from "./support/run-command.ts";
import { processesOf } from "./support/scan-secrets.ts";
import { TerminalSession } from "./support/terminal-session.ts";

const DEMO = [process.execPath, join(ROOT, "scripts/demo.ts")];
const ARN = /arn:aws:sts::111122223333:assumed-role\/Dev\/ana/g;
const QUESTION = /MFA code of ana \(\d+\) for "staging", \d+ s left: \d{6}$/gm;
const LIMIT_MS = 60_000;

// Each demo would build the program, and replace it while another one runs it.
beforeAll(() => {
  expect(Bun.spawnSync([process.execPath, join(ROOT, "scripts/build.ts")]).exitCode).toBe(0);
});

test.concurrent("the demo shows the main job without an AWS CLI, with one code", () => showsTheMainJob([]), LIMIT_MS);

testWith({ tools: ["aws"] }, "the demo shows the main job with the AWS CLI, with one code", () =>
  showsTheMainJob(["aws"]),
);

test.concurrent(
  "the demo on a terminal uses its colours and its width, and leaves it as it was",
  async () => {
    await using machine = new Machine([]);
    const { cwd, environment } = machine;
    await using session = new TerminalSession(DEMO, { cwd, environment });
    expect(await session.exited).toBe(0);
    expect(session.screen).toMatch(/^ok The agent has ended/m);
    expect(session.screen.split("\n").filter((line) => line.length > 80)).toEqual([]);
    expect(session.modes).toEqual({ echo: true, lines: true });
  },
  LIMIT_MS,
);

for (const when of [/\$ actas exec/, /MFA code of/, /^ok No code/m]) {
  test.concurrent(
    `Ctrl-C after ${when} ends the demo and clears up`,
    async () => {
      await using machine = new Machine([]);
      const { cwd, environment } = machine;
      await using session = new TerminalSession(DEMO, { cwd, environment });
      await session.waitFor(when);
      session.press("\x03");
      expect(await session.exited, session.screen).toBe(130);
      expect(session.modes).toEqual({ echo: true, lines: true });
      expect(await machine.leftovers()).toEqual([]);
    },
    LIMIT_MS,
  );
}

test.concurrent(
  "the demo fails when a step does not do what it should, and clears up",
  async () => {
    await using machine = new Machine([]);
    machine.install("aws", '#!/bin/sh\ntest "$1" = --version && echo aws-cli/9.9.9 || echo somebody else\n');
    const { status, stderr } = await machine.runDemo();
    expect(stderr).toContain("actas: error: cannot show the demo: AWS did not see the role");
    expect(status).toBe(1);
    expect(await machine.leftovers()).toEqual([]);
  },
  LIMIT_MS,
);

testWith({ tools: ["aws"] }, "the README shows a part of the demo as it is", async () => {
  await using machine = new Machine(["aws"]);
  const readme = readFileSync(join(ROOT, "README.md"), "utf8");
  const [, shown = ""] = /^```text\n( {3}\$ actas exec .*?)^```/ms.exec(readme) ?? [];
  const comparable = (text: string): string =>
    text.replace(/(shows|left:) \d{6}/g, "$1 CODE").replace(/\d+ s left/, "N s left");
  expect(shown).not.toBe("");
  expect(comparable((await machine.runDemo()).stdout)).toContain(comparable(shown));
});

async function showsTheMainJob(tools: readonly string[]): Promise<void> {
  await using machine = new Machine(tools);
  const { status, stdout, stderr } = await machine.runDemo();
  expect(status, stderr).toBe(0);
  expect(stdout).toContain(tools.length > 0 ? "The program\nis the AWS CLI" : "AWS SDK for JavaScript");
  expect(stdout.match(ARN)?.length).toBe(4);
  expect(stdout.match(QUESTION)?.length).toBe(1);
  for (const hidden of ["sandbox-secret", "sandbox-token", "\x1b"]) expect(stdout).not.toContain(hidden);
  expect(await machine.leftovers()).toEqual([]);
}

/** A machine with Node and little else on PATH, whose temporary directory starts empty. */
class Machine {
  readonly environment: Readonly<Record<string, string>>;
  readonly cwd = mkdtempSync(join(tmpdir(), "actas-demo-"));
  readonly #bin = join(this.cwd, "bin");
  readonly #temporary = join(this.cwd, "tmp");

  constructor(tools: readonly string[]) {
    for (const directory of [this.#bin, this.#temporary]) mkdirSync(directory);
    for (const name of ["sh", "node"]) symlinkSync(Bun.which(name) ?? "", join(this.#bin, name));
    for (const name of tools) symlinkSync(pathOf(name) ?? "", join(this.#bin, name));
    // A proxy that is not there: nothing of the demo may go through it.
    const proxy = "http://127.0.0.1:1";
    this.environment = {
      HOME: this.cwd,
      PATH: this.#bin,
      TMPDIR: this.#temporary,
      TERM: "xterm",
      HTTP_PROXY: proxy,
      http_proxy: proxy,
    };
  }

  install(name: string, script: string): void {
    writeFileSync(join(this.#bin, name), script);
    chmodSync(join(this.#bin, name), 0o755);
  }

  runDemo(): Promise<Outcome> {
    return runCommand(DEMO, { cwd: this.cwd, environment: this.environment });
  }

  /** The files and processes that the demo did not remove. */
  async leftovers(): Promise<readonly string[]> {
    const processes = await processesOf(this.#temporary);
    return [...readdirSync(this.#temporary), ...processes.map(({ commandLine }) => commandLine)];
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const { pid } of await processesOf(this.#temporary)) process.kill(pid, "SIGKILL");
    rmSync(this.cwd, { recursive: true, force: true });
  }
}
