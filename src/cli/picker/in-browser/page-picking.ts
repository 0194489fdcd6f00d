import type { CommandListener } from "../../../agent-api/exchange.ts";
import type { ActasError } from "../../../base/errors.ts";
import { CannotAsk } from "../../../conversation/conversation.ts";
import type { Question } from "../../../conversation/question.ts";
import { leadingBack } from "../../../page/leading-back.ts";
import type { Doing, FailedRow, PageFound, PageSearch, PageState } from "../../../page/page-state.ts";
import { type PageActions, PickerPage } from "../../../page/picker-page.ts";
import { terminalListener } from "../../terminal/terminal-listener.ts";
import type { Choice } from "../choice.ts";
import type { ChoiceList } from "../choice-list.ts";
import type { Picked } from "../picker.ts";
import { foundOnPage } from "./found-on-page.ts";

const CHOOSING: Doing = { kind: "choosing" };
const LOOK_MS = 30;
/** A browser takes less, also on a busy machine. */
const COMES_BACK_MS = 8_000;

/** The picker on a page: what the page shows, and what the user decides there. */
export class PagePicking implements PageActions {
  readonly page: PickerPage;
  readonly #list: ChoiceList;
  readonly #failed = new Map<string, FailedRow>();
  #search: string;
  #doing: Doing = CHOOSING;
  #decided: Picked | undefined;
  /** Whether the page is led to a sign-in; nobody misses it then. */
  #isAway = false;
  #backAt = 0;
  /** The link that leads it back. */
  #wayBack = "";

  /** @throws {ActasError} `system` when there is no port */
  constructor(list: ChoiceList, search: string) {
    this.#list = list;
    this.#search = search;
    this.page = new PickerPage(this);
  }

  state(): PageState {
    const { notes, rows, state, version } = this.#list;
    return {
      version,
      total: rows.length,
      list: state,
      notes,
      search: this.#search,
      failed: [...this.#failed.values()],
      doing: this.#doing,
    };
  }

  /** A page that is led back must not be led to the sign-in again. */
  opened(link: string): void {
    if (link === this.#wayBack) this.#doing = CHOOSING;
  }

  find(search: PageSearch): PageFound {
    return foundOnPage(search, this.#list);
  }

  choose(key: string): void {
    const choice = this.#list.rows.find((row) => row.key === key);
    if (!choice || this.#doing.kind !== "choosing") return;
    this.#doing = { kind: "trying", name: choice.name };
    this.#decided = { kind: "chosen", choice };
  }

  leave(): void {
    this.#decided = { kind: "left" };
  }

  /** What the user decides next, or why the list cannot be read. */
  async next(): Promise<Picked> {
    if (!this.#decided) this.#doing = CHOOSING;
    while (!this.#decided) {
      const { failure } = this.#list;
      if (failure !== undefined) return { kind: "failed", error: failure };
      await Bun.sleep(LOOK_MS);
    }
    const decided = this.#decided;
    this.#decided = undefined;
    return decided;
  }

  /** Whether the user has left the page, at any time. */
  get isLeft(): boolean {
    return this.#decided?.kind === "left";
  }

  /** How long the user has had no page in front of them, though none leads elsewhere. */
  get absentForMs(): number {
    const { closedForMs } = this.page;
    return closedForMs === undefined || this.#isAway ? 0 : Math.min(closedForMs, performance.now() - this.#backAt);
  }

  /** Marks a row as one that was chosen in vain. */
  failed({ key }: Choice, { hints, message }: ActasError): void {
    this.#failed.delete(key);
    this.#failed.set(key, { key, message, hints });
  }

  searchFor(text: string): void {
    this.#search = text;
  }

  /** The terminal as a listener; the page shows sign-ins, and says when the terminal asks for something. */
  listener(): CommandListener {
    const terminal = terminalListener({ showSignIn: (page, signal) => this.#signIn(page, signal) });
    return {
      ...terminal,
      ask: async (question, signal) => {
        const before = this.#doing;
        const asks = question.kind !== "sign-in" && before.kind === "trying";
        const during: Doing = asks ? { ...before, asks: "in-terminal" } : before;
        this.#doing = during;
        try {
          return await terminal.ask(question, signal);
        } finally {
          if (this.#doing === during) this.#doing = before;
        }
      },
    };
  }

  /** Leads the page to a sign-in, or shows the code that is typed there, until `signal` aborts. */
  async #signIn({ source, url, userCode }: Question<"sign-in">, signal: AbortSignal): Promise<undefined> {
    if (!/^https?:/.test(url)) throw new CannotAsk("its address is none of the web");
    this.#isAway = userCode === undefined;
    const over = Promise.withResolvers<undefined>();
    signal.addEventListener("abort", () => over.resolve(undefined));
    if (signal.aborted) over.resolve(undefined);
    this.#wayBack = this.page.newLink();
    this.#doing = {
      kind: "sign-in",
      source,
      url: userCode === undefined ? leadingBack(url, this.#wayBack) : url,
      ...(userCode !== undefined && { userCode }),
    };
    try {
      await over.promise;
      if (this.#isAway) await this.#back();
      return undefined;
    } finally {
      this.#isAway = false;
      this.#backAt = performance.now();
      if (this.#doing.kind === "sign-in") this.#doing = CHOOSING;
    }
  }

  /** Waits for the page that is led back here, so that it can be told how the sign-in went. */
  async #back(): Promise<void> {
    const start = performance.now();
    while (this.page.closedForMs !== undefined && performance.now() - start < COMES_BACK_MS) await Bun.sleep(LOOK_MS);
  }

  /** Shows how it ended, and closes the page's port. */
  async end(outcome: "good" | "bad", title: string, text: string): Promise<void> {
    this.#doing = { kind: "over", outcome, title, text };
    await this.page.finish();
  }
}
