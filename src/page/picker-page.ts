import type { Secret } from "../base/secret.ts";
import { PRIVATE_HEADERS } from "../http/first-browser.ts";
import { type LoopbackListener, listenOnLoopback, type Responder } from "../http/listen-on-loopback.ts";
import { JSON_HEADERS, type Refusal, refuse } from "../http/refusal.ts";
import { newToken, tokenHash } from "../http/token.ts";
import { failurePage } from "../oauth/callback-page.ts";
import { randomText } from "../oauth/pkce.ts";
import { pageDocument } from "./page-document.ts";
import type { PageFound, PageSearch, PageState } from "./page-state.ts";
import { StateStream } from "./state-stream.ts";

/** What the page asks of the command behind it. */
export interface PageActions {
  /** Called when a link has opened the page. */
  opened(link: string): void;
  state(): PageState;
  find(search: PageSearch): PageFound;
  choose(key: string): void;
  leave(): void;
}

/** Longer than any key or search text. */
const MOST_BODY_BYTES = 16_384;
/** The state is looked at this often, and sent when it has changed. */
const LOOK_MS = 40;
/** Longer than the silence between two lines of the stream. */
const IDLE_SECONDS = 60;
/** A page begins to read its state within this time, also on a busy machine. */
const LOADS_WITHIN_MS = 20_000;
const PATH = "/pick/";

/**
 * The page of the picker on loopback. A link opens it once. The page then has a session of its own, which it shows with
 * every request; opening it again, with a link that only the page knows, ends the session before. No cookie is set:
 * the browser would send it to every port of 127.0.0.1.
 */
export class PickerPage {
  readonly port: number;
  readonly #actions: PageActions;
  readonly #listener: LoopbackListener;
  readonly #links = new Set<string>();
  readonly #timer: Timer;
  /** Of the page that was opened last. */
  #session: { readonly hash: string; readonly stream: StateStream } | undefined;
  /** When the last page was served or closed. */
  #changedAt: number | undefined;

  /** @throws {ActasError} `system` */
  constructor(actions: PageActions) {
    this.#actions = actions;
    this.#listener = listenOnLoopback({
      routes: "any",
      browsers: "own-scripts",
      // Relays into a virtual machine or a container run as root, those of `ssh -L` as the user.
      clients: "own-and-root",
      maxBodyBytes: MOST_BODY_BYTES,
      idleSeconds: IDLE_SECONDS,
      refuse: refused,
      admit: (request) => this.#admit(request),
    });
    this.port = this.#listener.port;
    this.#timer = setInterval(() => this.#session?.stream.say(actions.state()), LOOK_MS);
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
    this.#session?.stream.end(this.#actions.state());
    await this.#listener.finish();
  }

  #address(path: string): string {
    return `http://127.0.0.1:${this.port}${path}`;
  }

  #newPath(): string {
    const path = `${PATH}${randomText(16)}`;
    this.#links.add(path);
    return path;
  }

  #admit(request: Request): Refusal | Responder {
    const { method, url } = request;
    const { pathname } = new URL(url);
    if (method === "GET") return pathname.startsWith(PATH) ? this.#visit(request, pathname) : NO_SUCH_PATH;
    if (method !== "POST") return WRONG_METHOD;
    const work = WORK[pathname];
    if (!work) return NO_SUCH_PATH;
    if (request.headers.get("origin") !== `http://127.0.0.1:${this.port}`) return NOT_OUR_PAGE;
    const session = this.#session;
    if (session?.hash !== tokenHash(request.headers.get("authorization") ?? "")) return OLD_PAGE;
    return () => work({ actions: this.#actions, request, stream: session.stream });
  }

  /** A browser that only loads the page ahead does not use up the link. */
  #visit({ headers }: Request, path: string): Refusal | Responder {
    if (headers.has("sec-purpose") || headers.get("purpose") === "prefetch") return NOT_AHEAD;
    if (!this.#links.has(path)) return USED_LINK;
    return () => {
      // Between two requests at once only the first finds it.
      if (!this.#links.delete(path)) return refused(USED_LINK);
      this.#actions.opened(this.#address(path));
      return pageDocument({ session: this.#begin(), again: this.#newPath() });
    };
  }

  #begin(): Secret {
    const token = newToken();
    this.#session?.stream.end(MOVED(this.#actions.state()));
    const stream = new StateStream(() => {
      if (this.#session?.stream === stream) this.#changedAt = performance.now();
    });
    this.#session = { hash: tokenHash(token.reveal()), stream };
    this.#changedAt = performance.now();
    return token;
  }
}

interface Asked {
  readonly actions: PageActions;
  readonly request: Request;
  readonly stream: StateStream;
}

const WORK: Readonly<Record<string, ((asked: Asked) => Response | Promise<Response>) | undefined>> = {
  "/state": ({ actions, stream }) =>
    new Response(stream.open(actions.state()), {
      headers: { "content-type": "application/x-ndjson", ...PRIVATE_HEADERS },
    }),
  "/find": async ({ actions, request }) => {
    const { most, text } = (await bodyOf(request)) as Partial<PageSearch>;
    if (typeof text !== "string" || !Number.isSafeInteger(most)) return refuse(NO_MESSAGE);
    return Response.json(actions.find({ text, most: Math.max(1, most ?? 1) }), { headers: JSON_HEADERS });
  },
  "/choose": async ({ actions, request }) => {
    const { key } = (await bodyOf(request)) as { readonly key?: unknown };
    if (typeof key !== "string") return refuse(NO_MESSAGE);
    actions.choose(key);
    return DONE();
  },
  "/leave": ({ actions }) => {
    actions.leave();
    return DONE();
  },
};

const DONE = (): Response => new Response(null, { status: 204, headers: PRIVATE_HEADERS });

async function bodyOf(request: Request): Promise<object> {
  const body: unknown = await request.json().catch(() => undefined);
  return typeof body === "object" && body !== null ? body : {};
}

/** The browser shows a refused visit as a page; the script reads only the status. */
function refused(refusal: Refusal): Response {
  if (refusal.status !== 410) return refuse(refusal);
  const failure = { message: refusal.message, hints: ["go back to the page that is open, or to the terminal"] };
  return failurePage("This link was used", failure, refusal.status);
}

const MOVED = (state: PageState): PageState => ({
  ...state,
  doing: {
    kind: "over",
    outcome: "bad",
    title: "This page was opened again",
    text: "Go on in the other tab. You can close this one.",
  },
});

const USED_LINK: Refusal = {
  status: 410,
  code: "UsedLink",
  message: "this link opens the page once, and was opened before, or belongs to a command that has ended",
};
const OLD_PAGE: Refusal = { status: 401, code: "OldPage", message: "cannot answer: this is not the page that is open" };
const NOT_OUR_PAGE: Refusal = { status: 403, code: "NotOurPage", message: "cannot answer: this is for our own page" };
const NOT_AHEAD: Refusal = { status: 503, code: "NotAhead", message: "cannot load this page ahead of a visit" };
const NO_SUCH_PATH: Refusal = { status: 404, code: "NoSuchPath", message: "cannot find this path" };
const WRONG_METHOD: Refusal = { status: 405, code: "WrongMethod", message: "cannot answer this method" };
const NO_MESSAGE: Refusal = { status: 400, code: "NoMessage", message: "cannot understand the body" };
