import type { Credentials } from "../../../base/credentials.ts";
import type { FetchHow } from "../../../serve/kept-fresh.ts";
import { PageQuestions } from "../../../serve/page/page-questions.ts";
import { ServePage } from "../../../serve/page/serve-page.ts";
import { ServingOnPage } from "../../../serve/page/serving-on-page.ts";
import type { Serving } from "../../../serve/serving.ts";
import { ask } from "../../asking/ask.ts";
import { inThisEnvironment } from "../../environment/in-this-environment.ts";
import type { CredentialFlags } from "../../target/credential-flags.ts";
import { agentUseFrom } from "../../target/credential-flags.ts";
import { addressLine } from "../../terminal/address-line.ts";
import { peopleAreWatching, sayError, writeMessage } from "../../terminal/say.ts";
import type { ServedTargets } from "../served-targets.ts";
import { ListedTargets } from "./listed-targets.ts";
import { openServePage } from "./open-serve-page.ts";
import { pageListener } from "./page-listener.ts";

/** Longer than a reload takes. */
const GONE_AFTER_MS = 3_000;
const LOOK_MS = 1_000;

/** The page of `--web`, and what it says on the terminal. */
export class WebPage {
  readonly #served: ServedTargets;
  readonly #page: ServePage;
  readonly #onPage: ServingOnPage;
  readonly #questions = new PageQuestions(() => this.#page.newLink());
  readonly #watch: Timer;
  #isMissed = false;
  #link: string;
  #hear: () => void = () => {};

  /** @throws {ActasError} `system` when no port can be opened */
  constructor(serving: Serving, served: ServedTargets, flags: CredentialFlags) {
    this.#served = served;
    const targets = new ListedTargets({ served, agent: agentUseFrom(flags), signIn: (source) => this.#signIn(source) });
    this.#onPage = new ServingOnPage({ serving, questions: this.#questions, targets });
    this.#page = new ServePage({
      actions: this.#onPage,
      opened: (link) => this.#opened(link),
      onError: () => sayError("cannot answer the page: this is a bug in actas"),
    });
    this.#link = this.#page.newLink();
    this.#watch = setInterval(() => this.#look(), LOOK_MS).unref();
  }

  /** Whether a person can be asked there now. */
  canAsk(): boolean {
    return this.#isThere;
  }

  /** The credentials of a target. The person is asked on the page, too. */
  obtain(target: string, how: FetchHow): Promise<Credentials> {
    return how.mayAsk
      ? this.#onPage.during(this.#served.obtain(target, how, this.#listener()))
      : this.#served.obtain(target, how);
  }

  /** A link that has not been used yet. */
  get link(): string {
    return this.#link;
  }

  /** @param hear - called whenever there is another link */
  onNewLink(hear: () => void): void {
    this.#hear = hear;
  }

  open(): Promise<void> {
    return openServePage(this.#link);
  }

  /** Shows that nothing is served any more. */
  async end(): Promise<void> {
    clearInterval(this.#watch);
    this.#onPage.end("good", "Nothing is served any more", "The command was ended. You can close this tab.");
    await this.#page.finish();
  }

  #opened(link: string): void {
    if (link !== this.#link) return;
    this.#link = this.#page.newLink();
    this.#hear();
  }

  get #isThere(): boolean {
    return this.#page.isOpened && (this.#page.closedForMs === undefined || this.#isAway);
  }

  /** Whether the page has led to a sign-in, from which it comes back. */
  get #isAway(): boolean {
    const { shown } = this.#questions;
    return shown?.kind === "sign-in" && shown.userCode === undefined;
  }

  #signIn(source: string): Promise<void> {
    const request = { request: "login", source, ...inThisEnvironment() } as const;
    return this.#onPage.during(ask(request, "used", this.#listener()).then(() => {}));
  }

  #listener() {
    return pageListener({
      questions: this.#questions,
      isThere: () => this.#isThere,
      leads: () => this.#onPage.isAtWork,
    });
  }

  /** A page that was closed is opened by a new link only. */
  #look(): void {
    if ((this.#page.closedForMs ?? 0) < GONE_AFTER_MS || this.#isAway) {
      if (this.#page.closedForMs === undefined) this.#isMissed = false;
      return;
    }
    if (this.#isMissed || !peopleAreWatching()) return;
    this.#isMissed = true;
    const address = addressLine(this.#link, process.env);
    writeMessage(`actas: the page was closed, and serving goes on; to open it again, open\n${address}`);
  }
}
