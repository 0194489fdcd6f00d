import type { Responder } from "../../http/listen-on-loopback.ts";
import { type Refusal, refuse } from "../../http/refusal.ts";

type Admit = (request: Request) => Refusal | Responder;

/** How long connections that are kept alive get to ask once more, and to hear that they should come back anew. */
const LAST_REQUESTS_MS = 100;
/** The longest that an answer takes. */
const LAST_ANSWERS_MS = 1_000;

/**
 * The endpoint's part in a change of agents. The next one lets requests wait until it knows the grants; the one before
 * answers what it has taken, closes each connection with the answer, and so loses none.
 */
export class EndpointShift {
  readonly #begun = Promise.withResolvers<void>();
  #state: "waiting" | "serving" | "ending" = "serving";
  #underWay = 0;

  /** Puts itself before an endpoint. */
  around(admit: Admit): Admit {
    return (request) => {
      if (this.#state !== "waiting") return this.#counted(admit(request));
      return () => this.#begun.promise.then(() => answerOf(admit(request)));
    };
  }

  wait(): void {
    this.#state = "waiting";
  }

  begin(): void {
    this.#state = "serving";
    this.#begun.resolve();
  }

  /** Returns when everything that was asked here is answered. */
  async end(): Promise<void> {
    this.#state = "ending";
    await Bun.sleep(LAST_REQUESTS_MS);
    for (const deadline = Date.now() + LAST_ANSWERS_MS; this.#underWay > 0 && Date.now() < deadline; )
      await Bun.sleep(5);
  }

  #counted(admitted: Refusal | Responder): Refusal | Responder {
    if (typeof admitted !== "function") return admitted;
    return () => {
      const response = admitted();
      return response instanceof Promise ? this.#count(response) : this.#last(response);
    };
  }

  async #count(response: Promise<Response>): Promise<Response> {
    this.#underWay++;
    try {
      return this.#last(await response);
    } finally {
      this.#underWay--;
    }
  }

  #last(response: Response): Response {
    if (this.#state === "ending") response.headers.set("connection", "close");
    return response;
  }
}

function answerOf(admitted: Refusal | Responder): Response | Promise<Response> {
  return typeof admitted === "function" ? admitted() : refuse(admitted);
}
