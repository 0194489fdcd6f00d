import { mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { PROGRAM } from "../program.ts";
import { type Outcome, runCommand } from "../run-command.ts";
import { shownPage } from "../sign-in.ts";
import { TerminalSession, type TerminalSize } from "../terminal-session.ts";
import { visitTeam } from "./visit-team.ts";

const START_LIMIT_MS = 90_000;
const END_LIMIT_MS = 30_000;

interface CommandOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly size?: TerminalSize;
  readonly limitMs?: number;
}

/** A machine with nothing on it but `actas`, whose directory for temporary files shows what a sandbox leaves. */
export class BareMachine implements Disposable {
  readonly folder = mkdtempSync(join(tmpdir(), "actas-bare-"));
  readonly environment: Readonly<Record<string, string>>;

  constructor() {
    mkdirSync(join(this.folder, "tmp"));
    this.environment = {
      PATH: `${dirname(PROGRAM)}:/usr/local/bin:/usr/bin:/bin`,
      LANG: "C.UTF-8",
      TERM: "xterm",
      HOME: this.folder,
      TMPDIR: join(this.folder, "tmp"),
    };
  }

  /** What is in the directory for temporary files. */
  left(): readonly string[] {
    return readdirSync(join(this.folder, "tmp"));
  }

  [Symbol.dispose](): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** `actas sandbox --team`, as a process of its own, and a shell that has moved in. */
export class TeamSandbox implements AsyncDisposable {
  readonly machine: BareMachine;
  readonly home: string;
  /** Of the made-up AWS. */
  readonly url: string;
  /** Of the team's server, with a slash at its end. */
  readonly teamUrl: string;
  /** The complete environment of every command. */
  readonly environment: Readonly<Record<string, string>>;
  readonly #child: Bun.Subprocess;
  readonly #sessions: TerminalSession[] = [];

  private constructor(machine: BareMachine, child: Bun.Subprocess, said: string) {
    this.machine = machine;
    this.#child = child;
    const variables = [...said.matchAll(/^export (\w+)='(.*)'$/gm)].map(([, name = "", value = ""]) => [name, value]);
    this.environment = { ...machine.environment, ...Object.fromEntries(variables) };
    this.home = this.environment.HOME ?? "";
    this.url = this.environment.ACTAS_SANDBOX ?? "";
    this.teamUrl = /source team: (\S+);/.exec(said)?.[1] ?? "";
  }

  static async start(machine = new BareMachine()): Promise<TeamSandbox> {
    const child = Bun.spawn([PROGRAM, "sandbox", "--team"], {
      cwd: machine.folder,
      env: machine.environment,
      stdio: ["ignore", "pipe", "pipe"],
    });
    let said = "";
    const hear = async (stream: ReadableStream<Uint8Array>): Promise<void> => {
      const decoder = new TextDecoder();
      for await (const bytes of stream) said += decoder.decode(bytes, { stream: true });
    };
    const heard = Promise.all([hear(child.stdout), hear(child.stderr)]);
    for (const end = Date.now() + START_LIMIT_MS; !/^export PATH=.*\n/m.test(said); await Bun.sleep(20)) {
      if (child.exitCode === null && Date.now() < end) continue;
      child.kill("SIGKILL");
      await heard;
      throw new Error(`the sandbox does not start: ${said}`);
    }
    return new TeamSandbox(machine, child, said);
  }

  get pid(): number {
    return this.#child.pid;
  }

  /** Runs actas to its end, without a terminal. */
  run(args: readonly string[], options: CommandOptions = {}): Promise<Outcome> {
    return this.runProgram([PROGRAM, ...args], options);
  }

  /** Runs any program to its end, without a terminal. */
  runProgram(words: readonly string[], { env, limitMs }: CommandOptions = {}): Promise<Outcome> {
    const environment = { ...this.environment, ...env };
    return runCommand(words, { cwd: this.home, environment, ...(limitMs !== undefined && { limitMs }) });
  }

  /** Starts any program on its own terminal. */
  terminalProgram(words: readonly string[], { env, size }: CommandOptions = {}): TerminalSession {
    const session = new TerminalSession(words, { cwd: this.home, environment: { ...this.environment, ...env }, size });
    this.#sessions.push(session);
    return session;
  }

  /** Signs somebody in to the team's server. */
  async signIn(person: string): Promise<void> {
    const terminal = this.terminalProgram([PROGRAM, "login", "--again", "team", "--no-browser"]);
    await visitTeam(await shownPage(terminal), person);
    if ((await terminal.exited) !== 0) throw new Error(`cannot sign in: ${terminal.screen}`);
  }

  /** Ends it as Ctrl-C does; returns its status. */
  async end(signal: NodeJS.Signals = "SIGINT"): Promise<number | null> {
    this.#child.kill(signal);
    const ended = await Promise.race([this.#child.exited, Bun.sleep(END_LIMIT_MS)]);
    if (ended === undefined) {
      this.#child.kill("SIGKILL");
      throw new Error("the sandbox does not end");
    }
    return this.#child.exitCode;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const session of this.#sessions) await session[Symbol.asyncDispose]();
    if (this.#child.exitCode === null && this.#child.signalCode === null) await this.end();
    this.machine[Symbol.dispose]();
  }
}
