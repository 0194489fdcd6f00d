import type { ServerPart } from "../server-part.ts";

/** Longer than an orchestrator waits. */
const LIMIT_MS = 3_000;

/** Whether a server can answer, and why not. */
export class Readiness {
  #parts: readonly ServerPart[] | undefined;
  #isStopping = false;

  /** All parts are there. */
  start(parts: readonly ServerPart[]): void {
    this.#parts = parts;
  }

  /** From now on no new requests are wanted, though they are still answered. */
  stop(): void {
    this.#isStopping = true;
  }

  get isStopping(): boolean {
    return this.#isStopping;
  }

  /** Reasons, by the name of the part; empty when it can. */
  async problems(): Promise<readonly string[]> {
    if (this.#isStopping) return ["it stops"];
    if (!this.#parts) return ["it starts"];
    const reasons = await Promise.all(this.#parts.map(whyNot));
    return reasons.filter((reason) => reason !== undefined);
  }
}

async function whyNot({ name, notReady }: ServerPart): Promise<string | undefined> {
  const reason = await Promise.race([
    notReady?.().catch(() => "it failed"),
    Bun.sleep(LIMIT_MS).then(() => "it does not say"),
  ]);
  return reason === undefined ? undefined : `${name}: ${reason}`;
}
