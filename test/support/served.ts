import { readFileSync } from "node:fs";
import { runningServes } from "../../src/serve/running-serves.ts";
import type { ServeRecord } from "../../src/serve/serve-record.ts";
import { PROGRAM } from "./program.ts";
import { until } from "./until.ts";
import type { World } from "./world.ts";

/** An `actas serve` that runs in the background of a test. */
export interface Served extends AsyncDisposable {
  readonly pid: number;
  readonly url: string;
  readonly port: number;
  /** The `Authorization` header that its programs send. */
  readonly token: string;
  /** The variables of a program that it serves. */
  readonly environment: Readonly<Record<string, string>>;
  /** Asks as a program would; a test may ask for a target, change headers or leave them out. */
  ask(path?: string, headers?: Readonly<Record<string, string>>): Promise<Response>;
  /** What it has said on standard error. */
  said(): Promise<string>;
}

/** What this world's user serves now. */
export function servesIn({ home }: Pick<World, "home">): readonly ServeRecord[] {
  return runningServes(`${home}/run/actas`);
}

/** Serves a target at any free port, until the test ends it; it has no terminal. */
export async function serveContainer(
  world: Pick<World, "environment" | "home">,
  ...words: readonly string[]
): Promise<Served> {
  const child = Bun.spawn([PROGRAM, "serve", "container", "--port", "0", ...words], {
    ...{ cwd: world.home, env: world.environment, stdin: "ignore", stderr: "pipe", detached: true },
  });
  const said = child.stderr.text();
  await until("it is served", () => servesIn(world).some(({ pid }) => pid === child.pid) || child.exitCode !== null);
  const record = servesIn(world).find(({ pid }) => pid === child.pid);
  if (!record) throw new Error(`nothing is served: ${await said}`);
  const { port, url } = record;
  const tokenFile = `${world.home}/run/actas/serve/${port}/token`;
  const token = readFileSync(tokenFile, "utf8");
  return {
    ...{ pid: child.pid, url, port, token },
    environment: {
      AWS_CONTAINER_CREDENTIALS_FULL_URI: url,
      AWS_CONTAINER_AUTHORIZATION_TOKEN: token,
      AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: tokenFile,
    },
    ask: (path = "", headers = { authorization: token }) => fetch(`${url}${path}`, { headers }),
    said: () => said,
    async [Symbol.asyncDispose]() {
      child.kill("SIGCONT");
      child.kill();
      await child.exited;
    },
  };
}
