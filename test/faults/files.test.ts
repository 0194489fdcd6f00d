import { expect } from "bun:test";
import { chmodSync, existsSync, mkdirSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { PROGRAM } from "../support/program.ts";
import { worldTest } from "../support/world-test.ts";

const ELSEWHERE =
  "actas: hint: set XDG_RUNTIME_DIR to a directory of your own\n" +
  "actas: hint: add `--no-agent` to do without the agent\n";

const BELOW_HOME = `.local/state/actas/run-${hostname()}`;

worldTest("a runtime directory that is missing is not made: the agent is below HOME then", async (world) => {
  rmSync(`${world.home}/run`, { recursive: true });
  expect(await world.run(["process", "readonly"])).toMatchObject({ status: 0, stderr: "" });
  expect(existsSync(`${world.home}/run`)).toBe(false);
  expect(statSync(`${world.home}/${BELOW_HOME}`).mode & 0o777).toBe(0o700);
  expect(statSync(`${world.home}/${BELOW_HOME}/agent.sock`).mode & 0o777).toBe(0o600);
});

worldTest("a person is told once a command why XDG_RUNTIME_DIR is not used, a program is not", async (world) => {
  chmodSync(`${world.home}/run`, 0o755);
  for (const args of [
    ["process", "readonly"],
    ["exec", "readonly", "--", "true"],
    ["agent", "status"],
  ]) {
    expect((await world.run(args)).stderr).toBe("");
    const terminal = world.terminal(args);
    await terminal.exited;
    const notes = terminal.screen.match(/note: XDG_RUNTIME_DIR is not used: \S+ is open to other users/g);
    expect({ args, notes }).toMatchObject({ notes: { length: 1 } });
  }
});

worldTest("a runtime directory that others may look into is closed to them", async (world) => {
  mkdirSync(`${world.home}/run/actas`, { mode: 0o755 });
  expect((await world.run(["process", "readonly"])).status).toBe(0);
  expect(statSync(`${world.home}/run/actas`).mode & 0o777).toBe(0o700);
});

worldTest("a directory that is open to all users stays as it is, and is not used", async (world) => {
  const shared = `${world.home}/shared`;
  mkdirSync(shared);
  chmodSync(shared, 0o1777);
  const outcome = await world.run(["process", "readonly"], { env: { ACTAS_AGENT_SOCK: `${shared}/agent.sock` } });
  expect(outcome).toEqual({
    status: 1,
    stdout: "",
    stderr: `actas: error: cannot use ${shared} as a private directory: it is shared with other users\n${ELSEWHERE}`,
  });
  expect(statSync(shared).mode & 0o7777).toBe(0o1777);
});

for (const [what, make] of [
  ["a symbolic link", (path: string) => symlinkSync("elsewhere", path)],
  ["a file", (path: string) => writeFileSync(path, "")],
] as const) {
  worldTest(`${what} in the place of the runtime directory is refused`, async (world) => {
    const path = `${world.home}/run/actas`;
    make(path);
    const { status, stderr } = await world.run(["exec", "readonly", "--", "true"]);
    expect(status).toBe(125);
    expect(stderr).toBe(
      `actas: error: cannot use ${path} as a private directory: it is a symbolic link or not a directory\n` +
        `actas: hint: look at it with \`ls -ld ${path}\`, and remove it\n${ELSEWHERE}`,
    );
  });
}

worldTest("a file that is no socket is not removed for one", async (world) => {
  const path = `${world.home}/run/mine/notes`;
  mkdirSync(`${world.home}/run/mine`, { mode: 0o700 });
  writeFileSync(path, "precious");
  expect(await world.run(["process", "readonly"], { env: { ACTAS_AGENT_SOCK: path } })).toEqual({
    status: 1,
    stdout: "",
    stderr:
      `actas: error: cannot listen at ${path}: something else is in its place\n` +
      "actas: hint: set ACTAS_AGENT_SOCK to a path where nothing is yet\n",
  });
  expect(await Bun.file(path).text()).toBe("precious");
});

worldTest("a path that is too long for a socket is refused before anything is done", async (world) => {
  const runtime = `${world.home}/${"x".repeat(100)}`;
  mkdirSync(runtime, { mode: 0o700 });
  const socket = `${runtime}/actas/agent.sock`;
  const outcome = await world.run(["exec", "staging", "--", "true"], { env: { XDG_RUNTIME_DIR: runtime } });
  expect(outcome).toEqual({
    status: 125,
    stdout: "",
    stderr:
      `actas: error: cannot use ${socket} as the agent's socket: it is ${socket.length} bytes long, and the system takes 107\n` +
      "actas: hint: set XDG_RUNTIME_DIR to a directory with a shorter path, or ACTAS_AGENT_SOCK to a shorter one\n",
  });
  expect(readdirSync(runtime)).toEqual([]);
});

const SETUP = [
  "setup",
  "sso",
  "new",
  "--start-url",
  "https://a.awsapps.com/start",
  "--region",
  "eu-west-1",
  "--no-check",
];

for (const args of [
  SETUP,
  ["setup", "remove", "corp"],
  ["status"],
  ["login", "corp"],
  ["list", "roles"],
  ["trust", "list"],
]) {
  worldTest(
    `\`${args.slice(0, 2).join(" ")}\` keeps nothing elsewhere where HOME is empty or not set`,
    async (world) => {
      for (const home of [[], ["HOME="]]) {
        const { status, stderr } = await world.runProgram(["env", "-i", ...home, PROGRAM, ...args]);
        expect({ status, stderr }).toEqual({
          status: 2,
          stderr:
            "actas: error: cannot tell where to keep files: HOME is not set\n" +
            "actas: hint: set HOME, or XDG_STATE_HOME and XDG_CONFIG_HOME\n",
        });
      }
    },
  );
}

worldTest("a source file that cannot be written is named, and where it may be instead", async (world) => {
  const { status, stderr } = await world.run(SETUP, { env: { HOME: "/proc", XDG_CONFIG_HOME: "" } });
  expect(status).toBe(1);
  expect(stderr).toContain("actas: error: cannot write /proc/.config/actas/sources.d/new.json: ");
  expect(stderr).toContain("actas: hint: XDG_CONFIG_HOME may name another directory");
});

worldTest("without HOME it is said what is missing", async (world) => {
  const words = ["env", "-i", `AWS_CONFIG_FILE=${world.home}/.aws/config`, PROGRAM, "process", "readonly"];
  const { status, stderr } = await world.runProgram(words);
  expect({ status, stderr }).toEqual({
    status: 2,
    stderr:
      "actas: error: cannot tell where to keep files: HOME is not set\n" +
      "actas: hint: set HOME, or XDG_STATE_HOME and XDG_CONFIG_HOME\n",
  });
});

worldTest("a config.json that is malformed stops the agent's start, and the command says why", async (world) => {
  const path = `${world.home}/.config/actas/config.json`;
  for (const [text, reason] of [
    ['{"agentIdleTimeoutSeconds": ', "line 1, column 29 is not JSON: a value is missing"],
    ['{"agentIdleTimeoutSeconds": "soon"}', 'line 1: "agentIdleTimeoutSeconds" is not a number'],
  ]) {
    await Bun.write(path, text!);
    expect(await world.run(["process", "readonly"])).toEqual({
      status: 2,
      stdout: "",
      stderr: expect.stringContaining(`actas: error: cannot use ${path}: ${reason}\nactas: hint: it may say `),
    });
  }
});

worldTest("standard output that is closed or full is an error, not a success", async (world) => {
  const commands = ["process readonly", "export readonly", "whoami readonly", "status", "--version", "exec --help"];
  for (const command of commands) {
    const status = command.startsWith("exec") ? 125 : 1;
    for (const [place, reason] of [
      [">&-", "it is closed"],
      [">/dev/full", "no space left on device"],
    ]) {
      const outcome = await world.runProgram(["sh", "-c", `actas ${command} ${place}`]);
      const stderr = `actas: error: cannot write to standard output: ${reason}\n`;
      expect({ command, ...outcome }).toEqual({ command, status, stdout: "", stderr });
    }
  }
});

worldTest("a reader that goes away early is nothing to talk about", async (world) => {
  const { stdout, stderr } = await world.runProgram(["bash", "-c", "actas process readonly | true; echo $PIPESTATUS"]);
  expect(stderr).toBe("");
  expect(["0\n", "141\n"]).toContain(stdout);
});

worldTest(
  "what cannot be kept on record is not called trusted, and `exec` does with the answer it has",
  async (world) => {
    const file = `${world.home}/.actas.json`;
    writeFileSync(file, '{"profile":"readonly"}');
    mkdirSync(`${world.home}/.local/state/actas`, { recursive: true, mode: 0o700 });
    writeFileSync(`${world.home}/.local/state/actas/trust`, "in the way");
    const digest = new Bun.CryptoHasher("sha256").update('{"profile":"readonly"}').digest("hex");
    const outcome = await world.run(["trust", "--digest", digest, file]);
    expect(outcome).toMatchObject({ status: 1, stdout: "" });
    expect(outcome.stderr).toContain("note: you will be asked again: ");
    expect(outcome.stderr).toContain(`cannot trust ${file}: it could not be kept on record`);
    const words = ["exec", "--confirm-trust", digest, "auto", "--", "echo", "ran"];
    expect(await world.run(words)).toMatchObject({ status: 0, stdout: "ran\n" });
  },
);
