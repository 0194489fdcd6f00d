import { expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { testNeeding } from "../../support/needs.ts";
import { PROGRAM } from "../../support/program.ts";
import { runCommand } from "../../support/run-command.ts";
import { processesOf } from "../../support/scan-secrets.ts";
import { BareMachine, TeamSandbox } from "../../support/team/team-sandbox.ts";
import { TerminalSession } from "../../support/terminal-session.ts";
import { until } from "../../support/until.ts";

const LIMIT_MS = 180_000;

test(
  "Ctrl-C ends all of it: the server's port is closed, and no file and no process is left",
  async () => {
    await using team = await TeamSandbox.start();
    await team.signIn("ana");
    expect((await fetch(`${team.teamUrl}readyz`)).status).toBe(200);
    expect(await team.end("SIGINT")).toBe(0);
    await expect(fetch(`${team.teamUrl}healthz`)).rejects.toThrow();
    expect(team.machine.left()).toEqual([]);
    await until("no process is left", async () => (await processesOf(team.home)).length === 0);
  },
  LIMIT_MS,
);

test(
  "one that is killed holds no port, and the next one is not in its way",
  async () => {
    await using team = await TeamSandbox.start();
    await using second = await TeamSandbox.start();
    expect(second.teamUrl).not.toBe(team.teamUrl);
    process.kill(team.pid, "SIGKILL");
    await until("its port is closed", () =>
      fetch(`${team.teamUrl}healthz`).then(
        () => false,
        () => true,
      ),
    );
    expect((await fetch(`${second.teamUrl}readyz`)).status).toBe(200);
    const names = await runCommand([PROGRAM, "sandbox", "env", "--json"], {
      cwd: "/",
      environment: second.machine.environment,
    });
    expect(JSON.parse(names.stdout)).toMatchObject({ url: second.url });
  },
  LIMIT_MS,
);

test(
  "the status of a command is that of the sandbox, what it prints goes through a pipe, and nothing is said to programs",
  async () => {
    using machine = new BareMachine();
    const script = 'echo "to $ACTAS_SERVER_CONFIG"; cat; exit 7';
    const { status, stderr, stdout } = await runCommand([PROGRAM, "sandbox", "--team", "--", "sh", "-c", script], {
      cwd: machine.folder,
      // Neither the user's database nor the user's AWS is used.
      environment: { ...machine.environment, DATABASE_URL: "postgres://127.0.0.1:1/real", AWS_PROFILE: "real" },
      input: "typed",
      limitMs: 120_000,
    });
    expect([status, stderr]).toEqual([7, ""]);
    expect(stdout).toMatch(/^to \/.*\/server\/actas-server\.json\ntyped$/);
    expect(machine.left()).toEqual([]);
  },
  LIMIT_MS,
);

for (const [when, pattern] of [
  ["while the server starts", /starting the team's server/],
  ["while it reads the accounts", /reading the accounts/],
] as const) {
  test(
    `Ctrl-C ${when} clears up, and ends it as a signal does`,
    async () => {
      using machine = new BareMachine();
      const { environment, folder: cwd } = machine;
      await using session = new TerminalSession([PROGRAM, "sandbox", "--team", "--", "true"], { cwd, environment });
      await session.waitFor(pattern, 60_000);
      session.press("\x03");
      expect(await session.exited).toBe(130);
      expect(session.screen).not.toContain("error");
      expect(machine.left()).toEqual([]);
    },
    LIMIT_MS,
  );
}

test(
  "on a terminal it tells how far it is, and then what to type, in lines that fit",
  async () => {
    using machine = new BareMachine();
    const { environment, folder: cwd } = machine;
    const size = { columns: 80, rows: 24 };
    const words = [PROGRAM, "sandbox", "--team", "--", "bash", "--norc", "-i"];
    await using session = new TerminalSession(words, { cwd, environment, size });
    await session.waitFor(/reading the accounts: \d of 5/, 90_000);
    await session.waitFor(/moves another terminal into it\n/, 90_000);
    session.type("actas server check; exit 3");
    expect(await session.exited).toBe(3);
    expect(session.screen).toMatch(/^good: people: they sign in at http:\/\/127\.0\.0\.1:\d+\/staff$/m);
    // Progress is erased by what follows it.
    const lines = session.screen.split("\n").map((line) => line.slice(line.lastIndexOf("…") + 1));
    expect(lines.filter((line) => line.startsWith("actas: ") && line.length > 80)).toEqual([]);
  },
  LIMIT_MS,
);

testNeeding("root", "setpriv")(
  "a directory that cannot be written to is told, and nothing is left running",
  async () => {
    using machine = new BareMachine();
    const environment = { ...machine.environment, TMPDIR: "/proc" };
    const { status, stderr } = await runCommand([PROGRAM, "sandbox", "--team", "--", "true"], {
      cwd: "/",
      environment,
    });
    expect(status).toBe(1);
    expect(stderr).toStartWith("actas: error: cannot make a home directory for the sandbox in /proc: ");
  },
  LIMIT_MS,
);

test(
  "the files of the server are its user's alone",
  async () => {
    await using team = await TeamSandbox.start();
    const { stdout } = await team.runProgram(["find", `${team.home}/server`, "-perm", "/077"]);
    expect(stdout.split("\n").filter((path) => path !== "" && !/\/database\/embedded(\/|$)/.test(path))).toEqual([]);
    expect(readFileSync(`${team.home}/server/server.log`, "utf8")).toContain("serves api, issuer, worker at");
  },
  LIMIT_MS,
);
