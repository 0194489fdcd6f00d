import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { asOrdinaryUser } from "../ordinary-user.ts";
import { PROGRAM } from "../program.ts";
import { until } from "../until.ts";

/** `actas server run` as a process of its own. */
export interface RunningServer extends AsyncDisposable {
  /** With a slash at its end. */
  readonly url: string;
  readonly pid: number;
  /** What it has said on standard error, and logged of requests. */
  said(): string;
  accesses(): readonly Readonly<Record<string, unknown>>[];
  /** Its status; it need not have been told to end. */
  readonly exited: Promise<number>;
  kill(signal: NodeJS.Signals): void;
}

/** How a server is run. */
export interface ServerOptions {
  readonly variables?: Readonly<Record<string, string>>;
  readonly args?: readonly string[];
  /** Its state; absent: a folder of its own, which goes with it. */
  readonly state?: string;
  /** As nobody, when the tests run as root: PostgreSQL refuses to run as root. */
  readonly as?: "ordinary-user";
}

/** Starts a server, and waits until it serves. It ends at once when it is told to, unless the variables say otherwise. */
export async function runningServer(options: ServerOptions = {}): Promise<RunningServer> {
  const server = startServer(options);
  let hasEnded = false;
  void server.exited.then(() => {
    hasEnded = true;
  });
  await until("the server serves or has ended", () => server.url !== "" || hasEnded, 90_000);
  if (server.url === "") throw new Error(`the server has ended: ${server.said()}`);
  return server;
}

/** The same without waiting. */
export function startServer({ variables = {}, args = [], state, as }: ServerOptions = {}): RunningServer {
  const own = state ?? stateFolder(as);
  const words = [PROGRAM, "server", "run", ...args];
  const ours = { ACTAS_SERVER_LISTEN_PORT: "0", ACTAS_SERVER_LISTEN_DRAIN_SECONDS: "0" };
  const child = Bun.spawn(as && process.getuid?.() === 0 ? asOrdinaryUser(words) : words, {
    env: { PATH: process.env.PATH ?? "", HOME: own, STATE_DIRECTORY: own, ...ours, ...variables },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const errors = heard(child.stderr);
  const output = heard(child.stdout);
  return {
    get url() {
      return /serves [\w, ]+ at (\S+)/.exec(errors())?.[1] ?? "";
    },
    pid: child.pid,
    said: errors,
    accesses: () =>
      output()
        .split("\n")
        .filter(Boolean)
        .map((line) => JSON.parse(line) as Record<string, unknown>),
    exited: child.exited,
    kill: (signal) => child.kill(signal),
    [Symbol.asyncDispose]: async () => {
      child.kill("SIGTERM");
      const ended = await Promise.race([child.exited, Bun.sleep(20_000)]);
      if (ended === undefined) child.kill("SIGKILL");
      if (state === undefined) rmSync(own, { recursive: true, force: true });
    },
  };
}

/** A folder for what a server keeps. */
export function stateFolder(as?: ServerOptions["as"]): string {
  const folder = mkdtempSync(join(tmpdir(), "actas-state-"));
  if (as && process.getuid?.() === 0) Bun.spawnSync(["chown", "65534:65534", folder]);
  return folder;
}

function heard(stream: ReadableStream<Uint8Array>): () => string {
  let text = "";
  const decoder = new TextDecoder();
  void (async () => {
    for await (const bytes of stream) text += decoder.decode(bytes, { stream: true });
  })();
  return () => text;
}
