import { PROGRAM } from "./program.ts";
import type { World } from "./world.ts";

/** A program that got a container endpoint from `exec` and goes on running. */
export interface HeldGrant extends AsyncDisposable {
  readonly pid: number;
  readonly url: string;
  /** What the program would send as `Authorization`. */
  readonly token: string;
  /** Asks the endpoint as the program would, with headers changed or left out as a test wants it. */
  ask(headers?: Readonly<Record<string, string>>): Promise<Response>;
}

const SCRIPT =
  'printf "%s\\n" "$AWS_CONTAINER_CREDENTIALS_FULL_URI" "$AWS_CONTAINER_AUTHORIZATION_TOKEN"; exec sleep 600';

/** Runs a program with `exec` that only waits, and tells what it was given. */
export async function holdGrant(
  { environment, home }: Pick<World, "environment" | "home">,
  target: string,
  ...options: readonly string[]
): Promise<HeldGrant> {
  const child = Bun.spawn([PROGRAM, "exec", ...options, target, "--", "sh", "-c", SCRIPT], {
    env: environment,
    cwd: home,
    stdin: "ignore",
    detached: true,
  });
  const [url = "", token = ""] = await firstLines(child.stdout, 2);
  return {
    pid: child.pid,
    url,
    token,
    ask: (headers = { authorization: token }) => fetch(url, { headers }),
    async [Symbol.asyncDispose]() {
      child.kill();
      await child.exited;
    },
  };
}

async function firstLines(stream: ReadableStream<Uint8Array>, count: number): Promise<readonly string[]> {
  let text = "";
  for await (const chunk of stream) {
    text += new TextDecoder().decode(chunk);
    if (text.split("\n").length > count) return text.split("\n").slice(0, count);
  }
  throw new Error(`a program ended before it had printed ${count} lines: ${text}`);
}
