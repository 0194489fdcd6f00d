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
import type { BrowserPeople } from "../pages/browser-people.ts";
import { consentPage } from "../pages/consent-page.ts";
import { foreignForm } from "../pages/foreign-form.ts";
import { over } from "../pages/over.ts";
import { cookieOf, isOwnForm, withCookie } from "../pages/own-form.ts";
import { pageResponse } from "../pages/page.ts";
import { redirect, setCookie } from "../pages/redirect.ts";
import { hashOf } from "../sealer.ts";
import type { Upstream, Vouched } from "../upstream/upstream.ts";
import { wasAsked } from "./asked-cookie.ts";
import type { Beginnings } from "./beginnings.ts";
import { failurePage } from "./failure-page.ts";
import type { KeptSignIns, NewSignIn } from "./kept-sign-ins.ts";
import type { SentBrowser, SentBrowsers } from "./sent-browsers.ts";

interface Parts extends Pick<ServerTools, "clock" | "log" | "url"> {
  readonly audit: AuditTrail;
  readonly server: AuthorizationServer;
  readonly upstream: Upstream;
  readonly signIns: KeptSignIns;
  readonly sent: SentBrowsers;
  readonly beginnings: Beginnings;
  readonly pages: Pick<BrowserPeople, "signedIn">;
  /** Names of clients by their ids, for pages. */
  readonly clientNames: ReadonlyMap<string, string>;
}

type Begun = Omit<NewSignIn, "id" | "issuer" | "seconds">;

/** The client of a sign-in for the pages of the server, which no program can be. */
const PAGES = "pages of this server";

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
    if (question.deviceCode !== undefined) return this.sendAway(client, question.uid);
    const { server, clientNames, upstream } = this.#parts;
    const action = new URL(server.issuer).pathname + path;
    const name = clientNames.get(question.params.client_id) ?? "A program";
    return pageResponse(consentPage({ action, client: name, provider: new URL(upstream.issuer).host }));
  }

  /** Takes the answer, and sends the browser on. */
  async answer(request: Request, path: string, client: ClientFacts): Promise<Response> {
    if (!isOwnForm(request, this.#origin)) return foreignForm();
    const form = new URLSearchParams(await request.text());
    const question = await this.#questionOf(request, path, client);
    if (!question) return over();
    if (form.get("answer") === "yes") return this.sendAway(client, question.uid);
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
    const verdict = judgeCallback(callback, state, this.#parts.upstream.context("sign in"));
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
    return found?.uid === uid && wasAsked(request, uid, this.#parts.server.issuer) ? found : undefined;
  }

  /** Sends a browser to the OpenID provider. @param question - that it answers; absent: for the pages of this server */
  async sendAway(client: ClientFacts, question?: string): Promise<Response> {
    this.#parts.beginnings.admit(client);
    const { codeChallenge, codeVerifier } = newPkce();
    const [state, nonce, cookie] = [randomText(32), randomText(32), randomText(32)];
    try {
      const redirectUri = this.#redirectUri;
      const page = await this.#parts.upstream.signInPage({ redirectUri, state, nonce, codeChallenge });
      await this.#parts.sent.add(state, {
        ...(question !== undefined && { question }),
        nonce,
        codeVerifier,
        cookieHash: hashOf(cookie),
      });
      const name = this.#cookieFor(state);
      return redirect(page.href, setCookie({ name, value: cookie, seconds: QUESTION_SECONDS, origin: this.#origin }));
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
    if (question === undefined) return this.#signInForPages(client, vouched, groupsAt);
    const path = `${SIGN_IN}/${question}`;
    const asked = await this.#questionOf(withCookie(request, this.#questionCookie(question)), path, client);
    if (!asked) return over();
    const via = asked.deviceCode === undefined ? "code" : "device";
    const id = await this.#begin(client, { vouched, groupsAt, client: asked.params.client_id, via });
    const result = { login: { accountId: id, remember: false }, consent: {} };
    return this.#finish(request, question, client, result);
  }

  async #signInForPages(client: ClientFacts, vouched: Vouched, groupsAt: number): Promise<Response> {
    const id = await this.#begin(client, { vouched, groupsAt, client: PAGES, via: "code" });
    return this.#parts.pages.signedIn(id);
  }

  async #begin({ address, requestId: request }: ClientFacts, begun: Begun): Promise<string> {
    const { audit, signIns, upstream } = this.#parts;
    const { client, via, vouched } = begun;
    const id = crypto.randomUUID();
    const { issuer } = upstream;
    const { name, subject } = vouched;
    const why = `by the ${via === "code" ? "browser of their own machine" : "device grant"}`;
    // Before it counts: nobody is signed in without a record.
    const requestId = request ?? id;
    await audit.record({ event: "signed-in", requestId, issuer, subject, name, address, client, why });
    await signIns.begin({ ...begun, id, issuer, seconds: SIGN_IN_SECONDS[via] });
    return id;
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

  async #refused(
    request: Request,
    { question }: SentBrowser,
    client: ClientFacts,
    error: ActasError,
  ): Promise<Response> {
    if (question === undefined) return this.#failed(error);
    this.#parts.log(`people: ${error.message}`);
    const result = { error: "access_denied", error_description: "the OpenID provider did not sign the person in" };
    return this.#finish(request, question, client, result);
  }

  #failed(error: ActasError): Response {
    this.#parts.log(`people: ${[error.message, ...error.hints].join("; ")}`);
    return failurePage(error);
  }

  #cookieFor(state: string): string {
    return `${this.#names.sent}${hashOf(state).slice(0, 12)}`;
  }

  #questionCookie(question: string): string {
    return `${this.#names.interaction}=${question}`;
  }
}
