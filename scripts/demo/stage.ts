import { existsSync } from "node:fs";
import { delimiter, dirname } from "node:path";
import { withoutProxy } from "../../src/sandbox/home/environment.ts";
import { createSandboxHome, type SandboxHome } from "../../src/sandbox/home/home.ts";
import { type Sandbox, startSandbox } from "../../src/sandbox/start.ts";

/** Where the demo takes place: a made-up AWS and a home directory that go when it is closed. */
export interface Stage {
  readonly sandbox: Sandbox;
  readonly home: SandboxHome;
  /** Of every command of the demo. */
  readonly environment: Readonly<Record<string, string>>;
}

const PATIENCE_MS = 5_000;

/** Opens the made-up AWS, and puts the program that was built first on PATH. */
export function openStage(program: string): Stage {
  // The demo asks the made-up AWS for codes itself, not through a proxy either.
  Object.assign(process.env, withoutProxy(process.env));
  const sandbox = startSandbox();
  const home = createSandboxHome(sandbox, process.env);
  const path = [dirname(program), home.environment.PATH].filter(Boolean).join(delimiter);
  // On a terminal the AWS CLI would show its answer in a pager.
  return { sandbox, home, environment: { ...home.environment, PATH: path, AWS_PAGER: "" } };
}

/** Ends the agent, also one that is just being started by a command that was broken off. */
export async function stopAgent({ environment }: Stage): Promise<void> {
  await pidAfter(["agent", "start"], environment);
  const pid = await pidAfter(["agent", "stop"], environment);
  if (pid && !(await hasEnded(pid))) process.kill(pid, "SIGKILL");
}

/** Closes the made-up AWS and deletes the home directory; returns what of it is still there, in words. */
export async function closeStage({ sandbox, home }: Stage): Promise<readonly string[]> {
  home.delete();
  await sandbox.stop();
  return [
    ...(existsSync(home.path) ? [`the directory ${home.path}`] : []),
    ...((await answers(sandbox.url)) ? [`the made-up AWS at ${sandbox.url}`] : []),
  ];
}

/** Whether a process ends within a few seconds. */
export async function hasEnded(pid: number): Promise<boolean> {
  for (const deadline = Date.now() + PATIENCE_MS; Date.now() < deadline; await Bun.sleep(10)) {
    if (!isRunning(pid)) return true;
  }
  return false;
}

async function pidAfter(args: readonly string[], environment: Stage["environment"]): Promise<number | undefined> {
  const options = { env: { ...environment }, stdin: "ignore", stdout: "pipe", stderr: "ignore" } as const;
  const child = Bun.spawn(["actas", ...args], { ...options, detached: true, timeout: PATIENCE_MS });
  const pid = /pid (\d+)/.exec(await child.stdout.text())?.[1];
  return pid === undefined ? undefined : Number(pid);
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

async function answers(url: string): Promise<boolean> {
  return fetch(url).then(
    () => true,
    () => false,
  );
}
