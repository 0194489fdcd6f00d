import { ActasError } from "../../base/errors.ts";
import type { LoopbackListener } from "../../http/listen-on-loopback.ts";
import { ownUid } from "../../system/own-uid.ts";
import { preferNewestListener } from "../../system/ports/newest-listener.ts";
import { uidOfPortHolder } from "../../system/ports/port-holder.ts";

/** The longest time in which an agent that does not share its port closes it. */
const LET_GO_MS = 500;

/** A port that another process may have had: it may know the tokens of the programs that ask there. */
export interface LostPort {
  /** Absent: it is not known where the programs ask. */
  readonly port?: number;
  /** The user whose process has it. Absent: the process has closed it again, or the system does not tell. */
  readonly uid?: number;
}

interface PortParts {
  readonly listen: (port: number) => LoopbackListener;
  /** The port of the previous agent; kept in a file that outlives this one. */
  readonly kept: { port: number | undefined };
}

/**
 * The port of the container endpoint. Programs know it for as long as they live, so every agent opens the port of the
 * previous one, and opens it before that one has closed it: at no moment could another user open it.
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
   * Opens the port of the previous agent, or any other: new programs are told which.
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

  /** Opens the port beside the previous agent, if that one shares it. */
  hold(): void {
    this.#listener = this.#tryListen(this.#parts.kept.port);
    if (this.#listener) preferNewestListener(this.#listener.port);
  }

  /**
   * Opens the port of the previous agent, and no other, for programs that still run.
   *
   * @returns which process has the port, if it cannot be opened
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
