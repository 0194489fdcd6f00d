import { ActasError } from "../../base/errors.ts";
import type { LoopbackListener } from "../../http/listen-on-loopback.ts";
import { preferNewestListener } from "../../system/newest-listener.ts";
import { ownUid } from "../../system/own-uid.ts";
import { uidOfPortHolder } from "../../system/port-holder.ts";

/** Longer than an agent that does not share its port takes to let go of it. */
const LET_GO_MS = 500;

/** Somebody else may have heard the tokens of the programs that ask at this port. */
export interface LostPort {
  /** Absent: it is not known where the programs ask. */
  readonly port?: number;
  /** Absent: whoever it was does not listen there any more, or the system does not tell. */
  readonly uid?: number;
}

interface PortParts {
  readonly listen: (port: number) => LoopbackListener;
  /** Where the agent before listened; outlives this one. */
  readonly kept: { port: number | undefined };
}

/**
 * The port of the container endpoint. Programs know it for as long as they live, so every agent opens that of the one
 * before, and opens it before the other has closed it: there is no moment in which somebody else could.
 */
export class EndpointPort {
  readonly #parts: PortParts;
  #listener: LoopbackListener | undefined;

  constructor(parts: PortParts) {
    this.#parts = parts;
  }

  get port(): number | undefined {
    return this.#listener?.port;
  }

  /**
   * Opens the port of the agent before, or any other: for new programs, which learn of it.
   *
   * @throws {ActasError} `system` when no port can be opened
   */
  open(): number {
    const { kept, listen } = this.#parts;
    this.#listener ??= this.#tryListen(kept.port) ?? listen(0);
    const { port } = this.#listener;
    if (kept.port !== port) kept.port = port;
    return port;
  }

  /** Opens the port beside the agent that still has it, where it shares it. */
  hold(): void {
    this.#listener = this.#tryListen(this.#parts.kept.port);
    if (this.#listener) preferNewestListener(this.#listener.port);
  }

  /**
   * Opens the port of the agent before for programs that still run, and no other.
   *
   * @returns who has it, when it cannot be had
   */
  async reopen(): Promise<LostPort | undefined> {
    const { port } = this.#parts.kept;
    if (!port) return {};
    for (const deadline = Date.now() + LET_GO_MS; ; await Bun.sleep(5)) {
      this.#listener ??= this.#tryListen(port);
      if (this.#listener) return undefined;
      const uid = uidOfPortHolder(port);
      if (uid !== ownUid() || Date.now() > deadline) return { port, ...(uid !== undefined && { uid }) };
    }
  }

  async close(): Promise<void> {
    await this.#listener?.stop();
    this.#listener = undefined;
  }

  #tryListen(port: number | undefined): LoopbackListener | undefined {
    try {
      return port ? this.#parts.listen(port) : undefined;
    } catch (error) {
      if (error instanceof ActasError) return undefined;
      throw error;
    }
  }
}
