import { PROGRAM } from "./program.ts";
import type { World } from "./world.ts";

/** A program that got a container endpoint from `exec` and keeps running. */
export interface HeldGrant extends AsyncDisposable {
  readonly pid: number;
  readonly url: string;
  /** The `Authorization` header that the program would send. */
  readonly token: string;
  /** Calls the endpoint as the program would; a test may change headers or leave them out. */
  ask(headers?: Readonly<Record<string, string>>): Promise<Response>;
}

const SCRIPT =
  'printf "%s\\n" "$AWS_CONTAINER_CREDENTIALS_FULL_URI" "$AWS_CONTAINER_AUTHORIZATION_TOKEN"; exec sleep 600';

/** Runs a program that only waits under `exec`, and returns what `exec` gave it. */
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
