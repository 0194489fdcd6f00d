import { mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import {
  approve,
  callsOf,
  changeAssignment,
  changeSettings,
  forget,
  freshCode,
  setFaults,
  visit,
} from "../../src/sandbox/control/control-client.ts";
import type { Behaviour, Visit } from "../../src/sandbox/control/person.ts";
import type { FaultPlanInput } from "../../src/sandbox/fault-plan.ts";
import { createSandboxHome, type SandboxHome } from "../../src/sandbox/home/home.ts";
import type { CallRecord } from "../../src/sandbox/made-up-aws.ts";
import type { SignInSettingsInput } from "../../src/sandbox/sign-in-settings.ts";
import { type Sandbox, startSandbox } from "../../src/sandbox/start.ts";
import { PROGRAM } from "./program.ts";
import { type Outcome, runCommand } from "./run-command.ts";
import { findSecrets, type Place, processesOf, readFiles, readProcesses } from "./scan-secrets.ts";
import { TerminalSession, type TerminalSize } from "./terminal-session.ts";

/** Options for a single command. */
interface CommandOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** A directory below HOME; absent: HOME itself. */
  readonly cwd?: string;
  /** The text on stdin; absent: none. */
  readonly input?: string;
  /** Of the terminal. */
  readonly size?: TerminalSize;
}

/** The MFA device of the sandbox's user with MFA. */
export const SERIAL_NUMBER = "arn:aws:iam::111122223333:mfa/ana";

/** The developer's own environment must not leak into a test. */
const CLEAN = { PATH: `${dirname(PROGRAM)}:/usr/local/bin:/usr/bin:/bin`, LANG: "C.UTF-8", TERM: "xterm" };

/** The user's own AWS files, the AWS CLI's cache, and the one source file with a client secret. */
const MAY_HOLD_SECRETS =
  /^(\.aws\/(config|credentials|sso\/cache\/.*)|run\/actas\/exported\/actas-credentials|run\/actas\/grants\/[^/]*\/renewed-credentials|\.config\/mairu\/servers\.d\/team\.json)$/;

/** Commands that print temporary credentials, or run a program that may print them. */
const HANDS_OUT = /\b(process|credential-process|export|exec|compat)\b/;

/** One test's made-up AWS, its own HOME, and the commands that run there. */
export class World {
  readonly sandbox: Sandbox;
  readonly home: string;
  /** The complete environment of every command; a test adds variables with `env`. */
  readonly environment: Readonly<Record<string, string>>;
  readonly #home: SandboxHome;
  readonly #said: Place[] = [];
  readonly #sessions: { readonly name: string; readonly session: TerminalSession }[] = [];
  readonly #known: string[] = [];

  constructor() {
    // Some tests run actas as another user, who must reach the same AWS.
    this.sandbox = startSandbox({ clients: "everybody" });
    this.#home = createSandboxHome(this.sandbox, CLEAN);
    this.home = this.#home.path;
    const temporary = join(this.home, "tmp");
    mkdirSync(temporary);
    this.environment = { ...this.#home.environment, TMPDIR: temporary };
  }

  /** Runs actas to its end, without a terminal. */
  run(args: readonly string[], options: CommandOptions = {}): Promise<Outcome> {
    return this.runProgram([PROGRAM, ...args], options);
  }

  /** Runs any program to its end, without a terminal. */
  async runProgram(words: readonly string[], options: CommandOptions = {}): Promise<Outcome> {
    const { input } = options;
    const outcome = await runCommand(words, { ...this.#place(options), ...(input === undefined ? {} : { input }) });
    const name = words.join(" ").replace(PROGRAM, "actas");
    this.#said.push({ name: `stdout of ${name}`, text: outcome.stdout, mayHold: holding(name) });
    this.#said.push({ name: `stderr of ${name}`, text: outcome.stderr, mayHold: "nothing" });
    return outcome;
  }

  /** Starts actas on its own terminal. */
  terminal(args: readonly string[], options: CommandOptions = {}): TerminalSession {
    return this.terminalProgram([PROGRAM, ...args], options);
  }

  /** Starts any program on its own terminal. */
  terminalProgram(words: readonly string[], options: CommandOptions = {}): TerminalSession {
    const session = new TerminalSession(words, { ...this.#place(options), size: options.size });
    this.#sessions.push({ name: words.join(" ").replace(PROGRAM, "actas"), session });
    return session;
  }

  /** An unused code of the MFA device; waits up to 30 seconds for one if necessary. */
  async code(serialNumber = SERIAL_NUMBER): Promise<string> {
    const code = await freshCode(this.sandbox.url, serialNumber);
    this.knows(code);
    return code;
  }

  /** Makes credentials for a target with MFA available, as `exec` with a code does. */
  async signIn(target: string): Promise<void> {
    const { status, stderr } = await this.run(["exec", "--otp", await this.code(), target, "--", "true"]);
    if (status !== 0) throw new Error(`cannot sign in to "${target}": ${stderr}`);
  }

  /** The calls to AWS so far, or only those of one action. */
  async calls(action?: string): Promise<readonly CallRecord[]> {
    const calls = await callsOf(this.sandbox.url);
    return calls.filter((call) => !action || call.action === action);
  }

  /** Makes AWS misbehave from now on; `{}` ends it. */
  async faults(plan: FaultPlanInput): Promise<void> {
    await setFaults(this.sandbox.url, plan);
  }

  /** Changes how sign-ins behave from now on. */
  async settings(settings: SignInSettingsInput): Promise<void> {
    await changeSettings(this.sandbox.url, settings);
  }

  /** Makes the servers forget every token that they issued, or every client registered with Identity Center. */
  async forget(what: "sign-ins" | "registrations"): Promise<void> {
    await forget(this.sandbox.url, what);
  }

  /** Gives Ana a permission set, or takes it away. */
  async assign(change: "assign" | "remove", accountId: string, roleName: string): Promise<void> {
    await changeAssignment(this.sandbox.url, change, { person: "ana", accountId, roleName });
  }

  /** Opens a sign-in page as a user with a browser would, and presses a button there. */
  visit(url: string, behaviour: Behaviour = {}): Promise<Visit> {
    return visit(this.sandbox.url, url, behaviour);
  }

  /** Approves (or denies) the request of a device grant, as if on another machine. */
  approve(behaviour: Behaviour & { readonly userCode?: string } = {}): Promise<Visit> {
    return approve(this.sandbox.url, behaviour);
  }

  /** Adds a secret that must not be in any output, log or file when the test ends. */
  knows(secret: string): void {
    if (!this.#known.includes(secret)) this.#known.push(secret);
  }

  /** One sentence for each secret found so far. */
  async leaks(): Promise<readonly string[]> {
    const screens = this.#sessions.map(({ name, session }): Place => {
      // A code may appear where the user types it and where the sandbox shows one to type, and nowhere else.
      const text = session.screen
        .replace(/^(actas: .*MFA code.*: )\d{1,6}$/gm, "$1")
        .replace(/(actas: sandbox: the device .* shows )\d{6}$/gm, "$1");
      return { name: `screen of ${name}`, text, mayHold: holding(name) };
    });
    const files = await readFiles(this.home, MAY_HOLD_SECRETS);
    const processes = await readProcesses(this.home, PROGRAM);
    return findSecrets([...this.#said, ...screens, ...files, ...processes], this.#known);
  }

  /** Ends every process that the test started; returns those that did not end by themselves and had to be killed. */
  async end(): Promise<readonly string[]> {
    for (const { session } of this.#sessions) await session[Symbol.asyncDispose]();
    await this.run(["agent", "stop"]);
    const left = await processesAfter(1_000, this.home);
    for (const { pid } of left) killIfThere(pid);
    await this.sandbox.stop();
    this.#home.delete();
    return left.map(({ pid, commandLine }) => `process ${pid} was left running: ${commandLine.replaceAll("\0", " ")}`);
  }

  #place({ env = {}, cwd }: CommandOptions): { cwd: string; environment: Record<string, string> } {
    return { cwd: join(this.home, cwd ?? ""), environment: { ...this.environment, ...env } };
  }
}

/**
 * Gives a test its own made-up AWS and HOME, and cleans up after it.
 *
 * @throws if a secret is where it must not be, or if the test left a process running
 */
export async function withSandbox(body: (world: World) => Promise<void>): Promise<void> {
  const world = new World();
  let wrong: readonly string[] = [];
  try {
    await body(world);
    wrong = await world.leaks();
  } finally {
    wrong = [...wrong, ...(await world.end())];
  }
  if (wrong.length) throw new Error(wrong.join("\n"));
}

function holding(command: string): Place["mayHold"] {
  if (/\bkeys export\b/.test(command)) return "any";
  return HANDS_OUT.test(command) ? "temporary" : "nothing";
}

/** The processes that still use a HOME after some time to end. */
async function processesAfter(graceMs: number, home: string): ReturnType<typeof processesOf> {
  const end = Date.now() + graceMs;
  for (;;) {
    const left = await processesOf(home);
    if (left.length === 0 || Date.now() > end) return left;
    await Bun.sleep(20);
  }
}

function killIfThere(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // The process ended during the search.
  }
}
