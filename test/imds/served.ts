import { PROGRAM } from "../support/program.ts";
import { exitStatus } from "../support/run-command.ts";
import { until } from "../support/until.ts";
import type { World } from "../support/world.ts";

export const REAL = "http://169.254.169.254";
const ROLES = "/latest/meta-data/iam/security-credentials/";

interface ServeOptions {
  /** Where it is; absent: the real address. */
  readonly url?: string;
  /** What comes before the command, such as what makes it another user's. */
  readonly words?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Absent: whether it answers this user. */
  readonly isReady?: (served: ServedImds) => boolean | Promise<boolean>;
}

/** An `actas serve imds` that runs, and what a plain client is answered there. */
export class ServedImds implements AsyncDisposable {
  readonly url: string;
  readonly child: Bun.Subprocess<"ignore", Bun.BunFile, Bun.BunFile>;
  readonly #stdout: Bun.BunFile;
  readonly #stderr: Bun.BunFile;

  private constructor(child: ServedImds["child"], url: string, stdout: Bun.BunFile, stderr: Bun.BunFile) {
    this.child = child;
    this.url = url;
    this.#stdout = stdout;
    this.#stderr = stderr;
  }

  static async start(world: World, args: readonly string[], options: ServeOptions = {}): Promise<ServedImds> {
    const { env = {}, isReady = (served) => served.isReady(), url = REAL, words = [] } = options;
    const [stdout, stderr] = [Bun.file(`${world.home}/tmp/serve-out`), Bun.file(`${world.home}/tmp/serve-err`)];
    const child = Bun.spawn([...words, PROGRAM, "serve", "imds", ...args], {
      cwd: world.home,
      env: { ...world.environment, ...env },
      stdio: ["ignore", stdout, stderr],
    });
    const served = new ServedImds(child, url, stdout, stderr);
    await until("a role is served", async () => {
      if (child.exitCode !== null) throw new Error(`it ended: ${await served.said()}`);
      return isReady(served);
    });
    return served;
  }

  async isReady(): Promise<boolean> {
    return (
      (
        await this.token().then(
          (token) => this.ask(ROLES, token),
          () => undefined,
        )
      )?.ok === true
    );
  }

  printed(): Promise<string> {
    return this.#stdout.text();
  }

  said(): Promise<string> {
    return this.#stderr.text();
  }

  ask(path: string, headers: Record<string, string> = {}, method = "GET"): Promise<Response> {
    return fetch(`${this.url}${path}`, { method, headers, signal: AbortSignal.timeout(5_000) });
  }

  async token(seconds = 60): Promise<Record<string, string>> {
    const answer = await this.ask("/latest/api/token", { "x-aws-ec2-metadata-token-ttl-seconds": `${seconds}` }, "PUT");
    return { "x-aws-ec2-metadata-token": await answer.text() };
  }

  /** As an SDK does: the token, the name, and what belongs to it. */
  async credentials(): Promise<{ readonly name: string; readonly given: Record<string, string> }> {
    const token = await this.token();
    const name = await (await this.ask(ROLES, token)).text();
    return { name, given: (await (await this.ask(`${ROLES}${name}`, token)).json()) as Record<string, string> };
  }

  /** @returns its status */
  async end(signal: NodeJS.Signals = "SIGINT"): Promise<number> {
    this.child.kill(signal);
    return exitStatus(this.child);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.child.exitCode === null) await this.end("SIGKILL");
  }
}
