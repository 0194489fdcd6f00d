import type { ProviderInteraction } from "oidc-provider/lib/provider.js";
import { ActasError } from "../../../base/errors.ts";
import { judgeCallback } from "../../../oauth/judge-callback.ts";
import { newPkce, randomText } from "../../../oauth/pkce.ts";
import type { AuditTrail } from "../../audit/audit-record.ts";
import type { ClientFacts } from "../../server-part.ts";
import type { ServerTools } from "../../server-tools.ts";
import type { AuthorizationServer } from "../authorization/authorization-server.ts";
import { cookieNames, SIGN_IN } from "../authorization/create-provider.ts";
import { QUESTION_SECONDS, SIGN_IN_SECONDS } from "../authorization/lifetimes.ts";
import { consentPage } from "../pages/consent-page.ts";
import { cookieOf, isOwnForm } from "../pages/own-form.ts";
import { messagePage, PAGE_HEADERS, pageResponse } from "../pages/page.ts";
import { hashOf } from "../sealer.ts";
import type { Upstream, Vouched } from "../upstream/upstream.ts";
import type { KeptSignIns } from "./kept-sign-ins.ts";
import type { SentBrowser, SentBrowsers } from "./sent-browsers.ts";

interface Parts extends Pick<ServerTools, "clock" | "log" | "url"> {
  readonly audit: AuditTrail;
  readonly server: AuthorizationServer;
  readonly upstream: Upstream;
  readonly signIns: KeptSignIns;
  readonly sent: SentBrowsers;
  /** Names of clients by their ids, for pages. */
  readonly clientNames: ReadonlyMap<string, string>;
}

/** Below the issuer: where the OpenID provider sends browsers back to. */
export const SIGNED_IN = "/signed-in";

/** The sign-in of a person: a question of ours, the OpenID provider's pages, and the way back. */
export class SignInRoutes {
  readonly #parts: Parts;
  readonly #origin: string;
  readonly #names: ReturnType<typeof cookieNames>;
  readonly #redirectUri: string;

  constructor(parts: Parts) {
    this.#parts = parts;
    const { issuer } = parts.server;
    this.#origin = new URL(issuer).origin;
    this.#names = cookieNames(issuer.startsWith("https:"));
    this.#redirectUri = `${issuer}${SIGNED_IN}`;
  }

  /** Asks the person; one who has just confirmed the code of a device was asked already. */
  async ask(request: Request, path: string, client: ClientFacts): Promise<Response> {
    const question = await this.#questionOf(request, path, client);
    if (!question) return over();
    if (question.deviceCode !== undefined) return this.#sendAway(question);
    const { server, clientNames, upstream } = this.#parts;
    const action = new URL(server.issuer).pathname + path;
    const name = clientNames.get(question.params.client_id) ?? "A program";
    return pageResponse(consentPage({ action, client: name, provider: new URL(upstream.issuer).host }));
  }

  /** Takes the answer, and sends the browser on. */
  async answer(request: Request, path: string, client: ClientFacts): Promise<Response> {
    if (!isOwnForm(request, this.#origin)) return foreignForm();
    const form = new URLSearchParams(await request.clone().text());
    const question = await this.#questionOf(request, path, client);
    if (!question) return over();
    if (form.get("answer") === "yes") return this.#sendAway(question);
    return this.#finish(request, question.uid, client, {
      error: "access_denied",
      error_description: "the person said no",
    });
  }

  /** Takes a browser back from the OpenID provider. */
  async takeBack(request: Request, path: string, client: ClientFacts): Promise<Response> {
    const { search, searchParams } = new URL(path, this.#origin);
    const state = searchParams.get("state") ?? "";
    const cookie = cookieOf(request, this.#cookieFor(state));
    const sent = cookie === undefined ? undefined : await this.#parts.sent.takeBack(state, cookie);
    if (!sent) return over();
    const callback = new URL(this.#redirectUri + search);
    const context = this.#parts.upstream.context("sign in");
    const verdict = judgeCallback(callback, state, context);
    if (verdict.kind === "refused") return this.#refused(request, sent, client, verdict.error);
    if (verdict.kind === "not-ours") return over();
    try {
      const { codeVerifier, nonce } = sent;
      const redemption = { callback, redirectUri: this.#redirectUri, state, codeVerifier };
      const groupsAt = this.#parts.clock.now();
      const vouched = await this.#parts.upstream.redeem(redemption, nonce);
      return await this.#signIn(request, sent, client, vouched, groupsAt);
    } catch (error) {
      if (!(error instanceof ActasError)) throw error;
      return this.#failed(error);
    }
  }

  /** The question that waits for an answer of this browser. */
  async #questionOf(request: Request, path: string, client: ClientFacts): Promise<ProviderInteraction | undefined> {
    const uid = path.slice(SIGN_IN.length + 1);
    const provider = await this.#parts.server.provider();
    let found: ProviderInteraction | undefined;
    await this.#parts.server
      .handle({ request, path, address: client.address, body: "" }, async (incoming, outgoing) => {
        found = await provider.interactionDetails(incoming, outgoing);
        outgoing.end();
      })
      // The provider throws when it does not know the sign-in, or no longer.
      .catch(() => {});
    return found?.uid === uid ? found : undefined;
  }

  async #sendAway({ uid }: ProviderInteraction): Promise<Response> {
    const { codeChallenge, codeVerifier } = newPkce();
    const [state, nonce, cookie] = [randomText(32), randomText(32), randomText(32)];
    try {
      const redirectUri = this.#redirectUri;
      const page = await this.#parts.upstream.signInPage({ redirectUri, state, nonce, codeChallenge });
      await this.#parts.sent.add(state, { question: uid, nonce, codeVerifier, cookieHash: hashOf(cookie) });
      return redirect(page.href, this.#setCookie(state, cookie, QUESTION_SECONDS));
    } catch (error) {
      if (!(error instanceof ActasError)) throw error;
      return this.#failed(error);
    }
  }

  async #signIn(
    request: Request,
    { question }: SentBrowser,
    client: ClientFacts,
    vouched: Vouched,
    groupsAt: number,
  ): Promise<Response> {
    const { audit, signIns, upstream } = this.#parts;
    const path = `${SIGN_IN}/${question}`;
    const asked = await this.#questionOf(withCookie(request, this.#questionCookie(question)), path, client);
    if (!asked) return over();
    const via = asked.deviceCode === undefined ? "code" : "device";
    const id = crypto.randomUUID();
    const { client_id } = asked.params;
    const { name, subject } = vouched;
    // Before it counts: nobody is signed in without a record.
    await audit.record({
      event: "signed-in",
      requestId: id,
      issuer: upstream.issuer,
      subject,
      name,
      address: client.address,
      client: client_id,
      why: `by the ${via === "code" ? "browser of their own machine" : "device grant"}`,
    });
    const seconds = SIGN_IN_SECONDS[via];
    await signIns.begin({ id, issuer: upstream.issuer, vouched, groupsAt, client: client_id, via, seconds });
    const result = { login: { accountId: id, remember: false }, consent: {} };
    return this.#finish(request, question, client, result);
  }

  /** Tells the provider what came of a question, which sends the browser on. */
  async #finish(request: Request, question: string, client: ClientFacts, result: object): Promise<Response> {
    const { server } = this.#parts;
    const provider = await server.provider();
    const cookie = this.#questionCookie(question);
    return server.handle(
      { request, path: `${SIGN_IN}/${question}`, address: client.address, body: "", cookie },
      (incoming, outgoing) => provider.interactionFinished(incoming, outgoing, result),
    );
  }

  #refused(request: Request, { question }: SentBrowser, client: ClientFacts, error: ActasError): Promise<Response> {
    this.#parts.log(`people: ${error.message}`);
    const result = { error: "access_denied", error_description: "the OpenID provider did not sign the person in" };
    return this.#finish(request, question, client, result);
  }

  #failed(error: ActasError): Response {
    this.#parts.log(`people: ${[error.message, ...error.hints].join("; ")}`);
    const isPassing = error.code === "unreachable" || error.code === "throttled";
    const advice = isPassing ? "Try again in a minute." : "Tell whoever runs this server; its log says more.";
    const page = messagePage("You are not signed in", sentence(error.message), advice);
    return pageResponse(page, isPassing ? 503 : 403, isPassing ? { "retry-after": "10" } : {});
  }

  #cookieFor(state: string): string {
    return `${this.#names.sent}${hashOf(state).slice(0, 12)}`;
  }

  #setCookie(state: string, value: string, seconds: number): string {
    const secure = this.#origin.startsWith("https:") ? "; Secure" : "";
    return `${this.#cookieFor(state)}=${value}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Lax${secure}`;
  }

  #questionCookie(question: string): string {
    return `${this.#names.interaction}=${question}`;
  }
}

function withCookie(request: Request, cookie: string): Request {
  const headers = new Headers(request.headers);
  headers.set("cookie", cookie);
  return new Request(request.url, { headers });
}

function redirect(location: string, cookie: string): Response {
  return new Response(null, { status: 303, headers: { ...PAGE_HEADERS, location, "set-cookie": cookie } });
}

function over(): Response {
  return pageResponse(
    messagePage("This page is over", "Start the sign-in again where your program runs, in this browser."),
    400,
  );
}

function foreignForm(): Response {
  return pageResponse(messagePage("This form is not ours", "Another page has sent it. Nothing was done."), 403);
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
