import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Scenario, Step } from "./scenario.ts";
import type { TerminalSession } from "./terminal-session.ts";
import type { World } from "./world.ts";

/** What the next step gets from the steps before it. */
interface Stage {
  readonly world: World;
  readonly variables: Record<string, string>;
  /** The result of the command that ended last. */
  status: number;
  stdout: string;
  stderr: string;
  /** The command on the terminal, if one was started. */
  terminal?: TerminalSession;
}

type Verb = (stage: Stage, step: Step) => Promise<void> | void;

/** The words that start a step; any other line is a command for the shell. */
const VERBS: Readonly<Record<string, Verb>> = {
  stdout: (stage, step) => expectText("stdout", stage.stdout, step),
  stderr: (stage, step) => expectText("stderr", stage.stderr, step),
  screen: (stage, step) => expectText("screen", onTerminal(stage, step).screen, step),
  status: ({ status }, step) => {
    if (String(status) !== step.rest) fail(step, `status ${status}`);
  },
  calls: expectCalls,
  faults: ({ world }, { rest }) => world.faults(JSON.parse(rest)),
  set: ({ variables }, { rest }) => {
    const [name = "", value = ""] = rest.split(/=(.*)/s);
    variables[name] = value;
  },
  terminal: async (stage, { rest }) => {
    await stage.terminal?.[Symbol.asyncDispose]();
    stage.terminal = stage.world.terminalProgram(["sh", "-c", rest], { env: stage.variables });
  },
  prompt: async (stage, step) => {
    await onTerminal(stage, step).waitFor(pattern(step));
  },
  type: async (stage, step) => onTerminal(stage, step).type(await withCode(stage, step.rest)),
  press: (stage, step) => onTerminal(stage, step).press(step.rest.replace(/\^(.)/g, (_, key) => control(key))),
  ends: async (stage, step) => {
    stage.status = await onTerminal(stage, step).exited;
    expectSuccess(stage.status, step, onTerminal(stage, step).screen);
  },
};

/** Plays a scenario in a world, step by step; an error names the line that failed. */
export async function playScenario({ steps, files }: Scenario, world: World): Promise<void> {
  for (const { path, text } of files) {
    await mkdir(dirname(join(world.home, path)), { recursive: true });
    await Bun.write(join(world.home, path), text);
  }
  const stage: Stage = { world, variables: {}, status: 0, stdout: "", stderr: "" };
  for (const step of steps) await (VERBS[step.verb] ?? runInShell)(stage, step);
}

async function runInShell(stage: Stage, step: Step): Promise<void> {
  const line = await withCode(stage, `${step.verb} ${step.rest}`);
  Object.assign(stage, await stage.world.runProgram(["sh", "-c", line], { env: stage.variables }));
  expectSuccess(stage.status, step, stage.stderr);
}

function expectSuccess(status: number, step: Step, output: string): void {
  if ((status === 0) !== (step.sense === "plain")) fail(step, `status ${status}\n${output}`);
}

function expectText(name: string, text: string, step: Step): void {
  if (pattern(step).test(text) !== (step.sense === "plain")) fail(step, `${name}: ${text}`);
}

/** `calls ACTION COUNT`: how many calls AWS granted; `calls ACTION COUNT OUTCOME`: how many it refused that way. */
async function expectCalls({ world }: Stage, step: Step): Promise<void> {
  const [action = "", count = "", outcome = "ok"] = step.rest.split(" ");
  const calls = await world.calls(action);
  const found = calls.filter((call) => call.outcome === outcome).length;
  if (String(found) !== count) fail(step, `${found} of ${JSON.stringify(calls, null, 2)}`);
}

/** Replaces each `$CODE` with an unused code of the user's MFA device. */
async function withCode({ world }: Stage, text: string): Promise<string> {
  return text.includes("$CODE") ? text.replaceAll("$CODE", await world.code()) : text;
}

function onTerminal({ terminal }: Stage, step: Step): TerminalSession {
  return terminal ?? fail(step, "no command was started with `terminal`");
}

function pattern({ rest }: Step): RegExp {
  return new RegExp(rest.replace(/^'(.*)'$/, "$1"), "m");
}

function control(key: string): string {
  return String.fromCharCode(key.charCodeAt(0) & 0x1f);
}

function fail({ at }: Step, what: string): never {
  throw new Error(`${at}\n${what}`);
}
