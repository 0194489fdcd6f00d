import { FirstBrowser } from "../../http/first-browser.ts";
import { type LoopbackListener, listenOnLoopback } from "../../http/listen-on-loopback.ts";
import { refuse } from "../../http/refusal.ts";

/** A browser that was not started by then is not coming. */
const PATIENCE_MS = 2 * 60_000;

/**
 * A link on loopback that leads the first browser on to an address which is a secret: users of this machine can read
 * the arguments of the program that opens it.
 */
export class ShortLink implements AsyncDisposable {
  readonly url: string;
  readonly #listener: LoopbackListener;
  readonly #opened = Promise.withResolvers<"opened" | "not-opened">();
  readonly #timer: Timer;

  /** @throws {ActasError} `system` when no port can be opened */
  constructor(address: string, patienceMs = PATIENCE_MS) {
    const browser = new FirstBrowser("/console");
    this.#listener = listenOnLoopback({
      routes: { [browser.path]: ["GET"] },
      browsers: "navigation",
      clients: "own-and-root",
      maxBodyBytes: 0,
      admit: (request) => () => {
        const answer = browser.lead(request, address);
        this.#opened.resolve("opened");
        return answer ?? refuse(TOO_LATE);
      },
    });
    this.url = `http://127.0.0.1:${this.#listener.port}${browser.path}`;
    this.#timer = setTimeout(() => this.#opened.resolve("not-opened"), patienceMs);
  }

  /** Waits for the browser. */
  opened(): Promise<"opened" | "not-opened"> {
    return this.#opened.promise;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    clearTimeout(this.#timer);
    await this.#listener.finish();
  }
}

const TOO_LATE = { status: 403, code: "OpenedBefore", message: "this address was opened in another browser before" };
