import type { Secret } from "../base/secret.ts";
import { type LoopbackListener, listenOnLoopback, type Responder } from "../http/listen-on-loopback.ts";
import { NO_SUCH_PATH, type Refusal, refuse } from "../http/refusal.ts";
import { newToken, tokenHash } from "../http/token.ts";
import { failurePage } from "../oauth/callback-page.ts";
import { randomText } from "../oauth/pkce.ts";
import { StateStream } from "./state-stream.ts";

/** A page that is opened by a link, and what it may ask. */
export interface LinkedPageParts<State extends object> {
  /** Where links begin, such as `/pick/`. */
  readonly folder: `/${string}/`;
  readonly state: () => State;
  /** What a page is told that another one takes over from. */
  readonly moved: (state: State) => State;
  /** Called when a link has opened the page. */
  readonly opened: (link: string) => void;
  /** Answers the visit that a link allows. `again` is the path that opens the page again, once. */
  readonly document: (opened: OpenedPage, request: Request) => Response;
  /** What is answered, by path and method, to a request that shows the session. */
  readonly routes: Readonly<Record<string, PathRoutes<State> | undefined>>;
  /** `served`: also programs that are no browser, which then need to name no page. */
  readonly programs: "refused" | "served";
  /** Paths at which visitors without a link learn that they need one. */
  readonly entrances?: readonly string[];
  /** How often the state is looked at; absent: so often that a list seems to grow by itself. */
  readonly lookMs?: number;
  /** Gets what a route threw; absent: the client alone learns that its request failed. */
  readonly onError?: (error: unknown) => void;
}

export type PathRoutes<State extends object> = Partial<Record<"GET" | "POST" | "PUT", PageRoute<State>>>;
export type PageRoute<State extends object> = (asked: {
  readonly request: Request;
  readonly stream: StateStream<State>;
}) => Response | Promise<Response>;

export interface OpenedPage {
  /** What the page shows its requests with. */
  readonly session: Secret;
  readonly again: string;
}

/** Longer than any search text, name or form. */
const MOST_BODY_BYTES = 16_384;
/** The state is looked at this often, and sent when it has changed. */
const LOOK_MS = 40;
/** Longer than the silence between two lines of the stream. */
const IDLE_SECONDS = 60;
/** A page begins to read its state within this time, also on a busy machine. */
const LOADS_WITHIN_MS = 20_000;

/**
 * A page on loopback. A link opens it once. The page then has a session of its own, which it shows with every request;
 * opening it again, with a link that only the page knows, ends the session before. No cookie is set: the browser would
 * send it to every port of 127.0.0.1.
 */
export class LinkedPage<State extends object> {
  readonly port: number;
  readonly #parts: LinkedPageParts<State>;
  readonly #listener: LoopbackListener;
  readonly #links = new Set<string>();
  readonly #timer: Timer;
  /** Of the page that was opened last. */
  #session: { readonly hash: string; readonly stream: StateStream<State> } | undefined;
  /** When the last page was served or closed. */
  #changedAt: number | undefined;

  /** @throws {ActasError} `system` */
  constructor(parts: LinkedPageParts<State>) {
    this.#parts = parts;
    this.#listener = listenOnLoopback({
      routes: "any",
      browsers: "own-scripts",
      // Relays into a virtual machine or a container run as root, those of `ssh -L` as the user.
      clients: "own-and-root",
      maxBodyBytes: MOST_BODY_BYTES,
      idleSeconds: IDLE_SECONDS,
      refuse: refused,
      admit: (request) => this.#admit(request),
      ...(parts.onError && { onError: parts.onError }),
    });
    this.port = this.#listener.port;
    this.#timer = setInterval(() => this.#look(), parts.lookMs ?? LOOK_MS);
  }

  /** A new address that opens the page once, and cannot be guessed. */
  newLink(): string {
    return this.#address(this.#newPath());
  }

  /** How long no page has been there; undefined if one is, or none has been opened yet. One that loads has its time. */
  get closedForMs(): number | undefined {
    if (this.#changedAt === undefined || this.#session?.stream.isOpen) return undefined;
    const ms = performance.now() - this.#changedAt;
    return this.#session?.stream.wasOpen ? ms : Math.max(0, ms - LOADS_WITHIN_MS);
  }

  get isOpened(): boolean {
    return this.#changedAt !== undefined;
  }

  /** Shows the last state, and closes the port. */
  async finish(): Promise<void> {
    clearInterval(this.#timer);
    this.#session?.stream.end(this.#parts.state());
    await this.#listener.finish();
  }

  #look(): void {
    const stream = this.#session?.stream;
    if (stream?.isOpen) stream.say(this.#parts.state());
  }

  #address(path: string): string {
    return `http://127.0.0.1:${this.port}${path}`;
  }

  #newPath(): string {
    const path = `${this.#parts.folder}${randomText(16)}`;
    this.#links.add(path);
    return path;
  }

  #admit(request: Request): Refusal | Responder {
    const { headers, method, url } = request;
    const { pathname } = new URL(url);
    if (pathname.startsWith(this.#parts.folder)) {
      return method === "GET" ? this.#visit(request, pathname) : WRONG_METHOD;
    }
    if (method === "GET" && this.#parts.entrances?.includes(pathname)) return NO_LINK;
    const routes = Object.hasOwn(this.#parts.routes, pathname) ? this.#parts.routes[pathname] : undefined;
    if (!routes) return NO_SUCH_PATH;
    const route = Object.hasOwn(routes, method) ? routes[method as keyof typeof routes] : undefined;
    if (!route) return WRONG_METHOD;
    if (!this.#mayAsk(headers.get("origin"))) return NOT_OUR_PAGE;
    const session = this.#session;
    if (session?.hash !== tokenHash(headers.get("authorization") ?? "")) return OLD_PAGE;
    return () => route({ request, stream: session.stream });
  }

  /** The guard has refused every browser that is not at a page of ours: it has no other way to leave `Origin` out. */
  #mayAsk(origin: string | null): boolean {
    if (origin === null) return this.#parts.programs === "served";
    return origin === `http://127.0.0.1:${this.port}`;
  }

  /** A browser that only loads the page ahead does not use up the link. */
  #visit(request: Request, path: string): Refusal | Responder {
    const { headers } = request;
    if (headers.has("sec-purpose") || headers.get("purpose") === "prefetch") return NOT_AHEAD;
    if (!this.#links.has(path)) return USED_LINK;
    return () => {
      // Between two requests at once only the first finds it.
      if (!this.#links.delete(path)) return refused(USED_LINK);
      this.#parts.opened(this.#address(path));
      return this.#parts.document({ session: this.#begin(), again: this.#newPath() }, request);
    };
  }

  #begin(): Secret {
    const token = newToken();
    this.#session?.stream.end(this.#parts.moved(this.#parts.state()));
    const stream = new StateStream<State>(() => {
      if (this.#session?.stream === stream) this.#changedAt = performance.now();
    });
    this.#session = { hash: tokenHash(token.reveal()), stream };
    this.#changedAt = performance.now();
    return token;
  }
}

/** The browser shows a refused visit as a page; the script reads only the status. */
function refused(refusal: Refusal): Response {
  const title = TITLES[refusal.code];
  if (title === undefined) return refuse(refusal);
  const failure = { message: refusal.message, hints: ["go back to the page that is open, or to the terminal"] };
  return failurePage(title, failure, refusal.status);
}

const TITLES: Readonly<Record<string, string | undefined>> = {
  UsedLink: "This link was used",
  NoLink: "This page needs its link",
};

const NO_LINK: Refusal = {
  status: 401,
  code: "NoLink",
  message: "this page is opened by a link, once, which the command has shown in the terminal",
};

const USED_LINK: Refusal = {
  status: 410,
  code: "UsedLink",
  message: "this link opens the page once, and was opened before, or belongs to a command that has ended",
};
const OLD_PAGE: Refusal = { status: 401, code: "OldPage", message: "cannot answer: this is not the page that is open" };
const NOT_OUR_PAGE: Refusal = { status: 403, code: "NotOurPage", message: "cannot answer: this is for our own page" };
const NOT_AHEAD: Refusal = { status: 503, code: "NotAhead", message: "cannot load this page ahead of a visit" };
const WRONG_METHOD: Refusal = { status: 405, code: "WrongMethod", message: "cannot answer this method" };
