import { join } from "node:path";
import { PROGRAM } from "../../test/support/program.ts";
import { until } from "../../test/support/until.ts";
import type { World } from "../../test/support/world.ts";
import { addTo, emptyTally, type Tally } from "./tally.ts";

/** Targets that need no user, and the beginning of the ARN by which AWS knows each. */
const TARGETS = {
  ben: "arn:aws:iam::111122223333:user/ben",
  readonly: "arn:aws:sts::111122223333:assumed-role/ReadOnly/",
  partner: "arn:aws:sts::444455556666:assumed-role/Partner/",
} as const;
const EACH = 4;

/** Programs that run all the time, and their common tally. */
export class Programs {
  readonly tally = emptyTally();
  readonly #heard = new Set<number>();
  /** How many programs got a 401 at least once. */
  readonly lost = new Set<number>();
  readonly #children: Bun.Subprocess[] = [];
  #isEnding = false;

  constructor(world: World) {
    for (const [target, arn] of Object.entries(TARGETS)) {
      for (let count = 0; count < EACH; count++) this.#start(world, target, arn);
    }
  }

  get count(): number {
    return this.#children.length;
  }

  /** How many programs ended by themselves. */
  get gone(): number {
    return this.#children.filter(({ exitCode, signalCode }) => exitCode !== null || signalCode !== null).length;
  }

  /** Waits until every program has reported: a soak does not test how commands start. */
  async started(): Promise<void> {
    await until("all programs run", () => this.#heard.size === this.count, 60_000);
  }

  async end(): Promise<void> {
    this.#isEnding = true;
    for (const child of this.#children) child.kill();
    await Promise.all(this.#children.map(({ exited }) => exited));
  }

  #start({ environment, home, sandbox }: World, target: string, arn: string): void {
    const program = [process.execPath, "--no-env-file", "--no-install", join(import.meta.dir, "program.ts"), arn];
    const child = Bun.spawn([PROGRAM, "exec", target, "--", ...program], {
      env: { ...environment, AWS_ENDPOINT_URL: sandbox.url, AWS_REGION: "eu-west-1" },
      cwd: home,
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.#children.push(child);
    void this.#mourn(target, child);
    void this.#hear(child.pid, child.stdout);
  }

  async #hear(pid: number, lines: ReadableStream<Uint8Array>): Promise<void> {
    const decoder = new TextDecoder();
    let unread = "";
    for await (const bytes of lines) {
      const whole = (unread + decoder.decode(bytes, { stream: true })).split("\n");
      unread = whole.pop() ?? "";
      for (const line of whole) this.#count(pid, JSON.parse(line));
    }
  }

  async #mourn(target: string, { exited, stderr }: { exited: Promise<number>; stderr: ReadableStream }): Promise<void> {
    const [status, said] = await Promise.all([exited, new Response(stderr).text()]);
    if (!this.#isEnding) console.error(`exec ${target} ended with ${status}: ${said.slice(-500)}`);
  }

  #count(pid: number, told: Tally): void {
    this.#heard.add(pid);
    addTo(this.tally, told);
    if (told.unauthorized > 0) this.lost.add(pid);
  }
}
