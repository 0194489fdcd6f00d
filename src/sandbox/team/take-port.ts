import { listenOnLoopback } from "../../http/listen-on-loopback.ts";
import { NO_SUCH_PATH } from "../../http/refusal.ts";

/** A port that nobody else takes until it is released. */
export interface TakenPort {
  readonly port: number;
  release(): Promise<void>;
}

/**
 * Takes a port of loopback that nobody has: the usual one, or any where that is taken.
 *
 * @throws {ActasError} `system`
 */
export function takePort(usual: number): TakenPort {
  try {
    return listening(usual);
  } catch {
    return listening(0);
  }
}

function listening(port: number): TakenPort {
  const listener = listenOnLoopback({ port, routes: {}, maxBodyBytes: 0, admit: () => NO_SUCH_PATH });
  return { port: listener.port, release: listener.stop };
}
