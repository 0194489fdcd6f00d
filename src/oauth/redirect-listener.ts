import { ActasError } from "../base/errors.ts";
import { shellArgument } from "../base/shell-word.ts";
import { FirstBrowser } from "../http/first-browser.ts";
import { type LoopbackListener, listenOnLoopback } from "../http/listen-on-loopback.ts";
import { NO_SUCH_PATH, refuse } from "../http/refusal.ts";
import { callbackPage } from "./callback-page.ts";
import { judgeCallback } from "./judge-callback.ts";
import { pastedCallback } from "./pasted-callback.ts";
import type { RequestContext } from "./request-context.ts";

/** Paths of redirect URIs that authorization servers may have registered: they are served beside the one that is sent. */
const CALLBACK_PATHS = ["/oauth2callback", "/oauth/callback"] as const;

/** A sign-in that takes longer was abandoned, and the next one may need the port. */
const PATIENCE_MS = 10 * 60_000;

/** While a code is redeemed, the browser waits for its page on a silent connection. */
const IDLE_SECONDS = 120;

export interface RedirectOptions {
  readonly context: RequestContext;
  /** The first of them that is free is taken; absent: any free one. */
  readonly ports?: readonly number[] | undefined;
  /** What the redirect URI says; the listener is on 127.0.0.1 either way. */
  readonly host: "127.0.0.1" | "localhost";
  readonly path: string;
  /** What the callback must bring back. */
  readonly state: string;
  /** Where the short URL leads, once the redirect URI is known. */
  readonly authorizationUrl: (redirectUri: string) => URL;
  readonly patienceMs?: number;
}

/**
 * Listens on loopback until the browser comes back from the authorization server. It serves a short URL that redirects
 * to that server, and the callback. A request that is not this sign-in's callback gets a page and has no effect.
 *
 * @see RFC 8252 sections 7.3 and 8.3
 */
export class RedirectListener {
  readonly redirectUri: string;
  /** The URL that the user opens: it fits on a line of a terminal, and cannot be guessed. */
  readonly shortUrl: string;
  readonly port: number;
  /** Where the short URL leads. */
  readonly authorizationUrl: string;
  readonly patienceSeconds: number;
  /** The whole callback, with the code. Rejects with an {@link ActasError} when there will be none. */
  readonly callback: Promise<URL>;
  readonly #options: RedirectOptions;
  readonly #listener: LoopbackListener;
  readonly #brought = Promise.withResolvers<URL>();
  readonly #page = Promise.withResolvers<Response>();
  readonly #timer: Timer;
  readonly #browser = new FirstBrowser("/auth");
  #isReceived = false;
  /** The page of another command of ours that the browser came from, and goes back to in the end. */
  #then: string | undefined;

  /** @throws {ActasError} `system` when the port is taken */
  constructor(options: RedirectOptions) {
    this.#options = options;
    this.callback = this.#brought.promise;
    this.callback.catch(() => {});
    this.#listener = listen(options, (request) => () => this.#answer(request));
    this.port = this.#listener.port;
    this.redirectUri = `http://${options.host}:${this.port}${options.path}`;
    this.shortUrl = `http://127.0.0.1:${this.port}${this.#browser.path}`;
    this.authorizationUrl = options.authorizationUrl(this.redirectUri).href;
    const { patienceMs = PATIENCE_MS } = options;
    this.patienceSeconds = patienceMs / 1000;
    this.#timer = setTimeout(() => this.#brought.reject(nobodyCame(options.context, patienceMs)), patienceMs);
  }

  /** Shows in the browser how the sign-in went, and closes the port when that page is delivered. */
  finish(outcome: "signed-in" | { readonly error: unknown }): Promise<void> {
    clearTimeout(this.#timer);
    const { source } = this.#options.context;
    const page = callbackPage({ source, ...(outcome !== "signed-in" && { failure: inWords(outcome.error) }) });
    // No redirect: the page on which the user signed in may allow none to another port.
    if (this.#then !== undefined) page.headers.set("refresh", `0;url=${this.#then}`);
    this.#page.resolve(page);
    return this.#listener.finish();
  }

  get #paths(): readonly string[] {
    return [this.#options.path, ...CALLBACK_PATHS];
  }

  #answer(request: Request): Response | Promise<Response> {
    if (request.method !== "GET") return refuse(WRONG_METHOD);
    const url = new URL(request.url);
    if (url.pathname === this.#browser.path) return this.#lead(request, url.searchParams.get("then"));
    return this.#paths.includes(url.pathname) ? this.#receive(url) : refuse(NO_SUCH_PATH);
  }

  /** Serves the first browser only, which may come back: it got a cookie. */
  #lead(request: Request, then: string | null): Response {
    const answer = this.#browser.lead(request, this.authorizationUrl);
    if (!answer) return openedElsewhere(this.#options.context);
    if (then !== null && LINK_OF_PAGE.test(then)) this.#then = then;
    return answer;
  }

  /**
   * Takes the callback from the user, whose browser does not reach this machine.
   *
   * @returns why it cannot be used, which changes nothing
   */
  takePasted(text: string): string | undefined {
    const url = pastedCallback(text, { port: this.port, paths: this.#paths });
    return typeof url === "string" ? url : this.#take(url);
  }

  #receive(url: URL): Response | Promise<Response> {
    const problem = this.#take(url);
    return problem === undefined ? this.#page.promise : noEffect(this.#options.context, problem);
  }

  /** Ends the sign-in, if the URL may; otherwise says why not. */
  #take(url: URL): string | undefined {
    const { context, state } = this.#options;
    const verdict = judgeCallback(url, state, context);
    if (verdict.kind === "not-ours") return verdict.reason;
    if (this.#isReceived) return "the sign-in was answered before";
    this.#isReceived = true;
    if (verdict.kind === "code") this.#brought.resolve(url);
    else this.#brought.reject(verdict.error);
    return undefined;
  }
}

/** A page of ours that a link opens: no other address is ever gone back to. */
const LINK_OF_PAGE = /^http:\/\/127\.0\.0\.1:\d{1,5}\/(pick|serve)\/[\w-]{22}$/;

const WRONG_METHOD = { status: 405, code: "WrongMethod", message: "cannot answer: only GET is served here" };

function listen({ context, ports = [0], host }: RedirectOptions, admit: Admit): LoopbackListener {
  let taken: unknown;
  for (const port of ports) {
    try {
      return listenOnLoopback({
        ...(port && { port }),
        ...(host === "localhost" && { alsoNamed: "localhost:PORT" }),
        routes: "any",
        browsers: "navigation",
        // Relays into a virtual machine or a container run as root, those of `ssh -L` as the user.
        clients: "own-and-root",
        refuse: ({ status, message }) => nothingDone(context, message, status),
        maxBodyBytes: 0,
        idleSeconds: IDLE_SECONDS,
        admit,
      });
    } catch (error) {
      if (!isTaken(error)) throw error;
      taken = error;
    }
  }
  throw portTaken(context, ports, taken);
}

type Admit = Parameters<typeof listenOnLoopback>[0]["admit"];

function isTaken(error: unknown): boolean {
  const cause = error instanceof ActasError ? error.cause : undefined;
  return cause instanceof Error && "code" in cause && cause.code === "EADDRINUSE";
}

function portTaken({ source, action }: RequestContext, ports: readonly number[], cause: unknown): ActasError {
  const which =
    ports.length > 1 ? `ports ${ports.join(", ")} of this machine are` : `port ${ports[0]} of this machine is`;
  const reason = `${which} taken, perhaps by another sign-in that waits for its browser`;
  return new ActasError("system", `cannot ${action}: ${reason}`, {
    hints: [
      "finish or cancel the other sign-in, or end the program that listens there, and try again",
      `run \`actas login --grant device ${shellArgument(source)}\`, which needs no port, if the source offers it`,
    ],
    cause,
  });
}

function nobodyCame({ source, action }: RequestContext, patienceMs: number): ActasError {
  const reason = `nobody signed in within ${Math.ceil(patienceMs / 60_000)} minutes`;
  return new ActasError("sign-in-required", `cannot ${action}: ${reason}`, {
    hints: [`run \`actas login ${shellArgument(source)}\` to try again`],
  });
}

function noEffect(context: RequestContext, reason: string): Response {
  return nothingDone(context, `this page was opened with an answer that cannot be used: ${reason}`, 400);
}

function nothingDone({ source }: RequestContext, message: string, status: number): Response {
  const hints = ["nothing was done; go back to the terminal, and open the address it shows"];
  return callbackPage({ source, failure: { message, hints }, status });
}

function openedElsewhere({ source }: RequestContext): Response {
  const message = "this address was opened in another browser before";
  const hints = [
    "if that was you, go on there, or stop the command in the terminal and run it again",
    "if it was not, stop the command: another person may be signing in in your place",
  ];
  return callbackPage({ source, failure: { message, hints }, status: 403 });
}

function inWords(error: unknown): { message: string; hints: readonly string[] } {
  return error instanceof ActasError ? error : { message: "actas failed unexpectedly", hints: [] };
}
