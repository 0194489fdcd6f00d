import { ActasError } from "../../base/errors.ts";
import { mfaCode } from "../../conversation/mfa-code.ts";
import type { PageFound, PageOver, PageSearch } from "../../page/page-state.ts";
import type { ServingDoing, ServingPageState, ShownProblem } from "../../page/serving-page-state.ts";
import type { ServedState } from "../serving.ts";
import type { CustomRole } from "./custom-role.ts";
import type { PageQuestions } from "./page-questions.ts";
import type { PageTargets } from "./page-targets.ts";
import type { ServedProfile } from "./served-profile.ts";
import type { CodeOutcome, Outcome, ProfileNames, ServingActions } from "./serving-actions.ts";

/** What the page needs of the command behind it. */
export interface ServingOnPageParts {
  readonly serving: {
    state(): ServedState;
    switchTo(target: string): Promise<void>;
    refresh(): Promise<void>;
  };
  readonly questions: PageQuestions;
  readonly targets: PageTargets;
}

interface Work {
  /** What it is about: the same wish joins it, and another one ends it. */
  readonly key: string;
  readonly doing: ServingDoing;
  readonly over: Promise<Outcome>;
}

const SERVING: ServingDoing = { kind: "serving" };

/** What is served, as the page shows it, and what the user decides there: one thing at a time. */
export class ServingOnPage implements ServingActions {
  readonly #parts: ServingOnPageParts;
  #work: Work | undefined;
  /** The request that a person may be asked for: the page wants its answer, or a program does. */
  #asking: Promise<Outcome> | undefined;
  #rowInWork: string | undefined;
  #failure: ShownProblem | undefined;
  #said: string | undefined;
  readonly #failed = new Map<string, string>();
  #end: PageOver | undefined;

  constructor(parts: ServingOnPageParts) {
    this.#parts = parts;
  }

  /** Whether the user waits for something that was asked for on the page. */
  get isAtWork(): boolean {
    return this.#work !== undefined;
  }

  state(): ServingPageState {
    const { questions, serving, targets } = this.#parts;
    const { endless, expiration, lastFetch, problem, renewal, target } = serving.state();
    const { shown } = questions;
    const servedRow = target === undefined ? undefined : targets.rowOf(target);
    return {
      ...targets.list(),
      search: "",
      failed: [...this.#failed].map(([key, message]) => ({ key, message, hints: [] })),
      ...(target !== undefined && { target }),
      ...(servedRow !== undefined && { servedRow }),
      ...(expiration && { expiration: expiration.toISOString() }),
      ...(endless && { endless }),
      ...(renewal && { renewal: renewal.toISOString() }),
      ...(lastFetch && { lastFetch: { ...lastFetch, at: lastFetch.at.toISOString() } }),
      ...(problem && { problem: { message: problem.message, hints: problem.hints } }),
      ...(this.#failure && { failure: this.#failure }),
      ...(this.#said !== undefined && { said: this.#said }),
      doing: this.#end ?? this.#work?.doing ?? SERVING,
      ...(shown && { question: shown }),
      sourceProfiles: targets.sourceProfiles,
    };
  }

  opened(): void {
    this.#parts.targets.fill();
  }

  find(search: PageSearch): PageFound {
    return this.#parts.targets.find(search);
  }

  choose(key: string): void {
    const { targets } = this.#parts;
    const meant = targets.meant(key);
    if (!meant) return;
    if ("target" in meant) void this.switchTo(meant.target);
    else void this.#begin("signing-in", meant.source, () => this.#signIn(meant.source));
    this.#rowInWork = key;
  }

  cancel(): void {
    this.#work = undefined;
    this.#parts.questions.cancel();
  }

  async profile(): Promise<ServedProfile | undefined> {
    const { target } = this.#parts.serving.state();
    return target === undefined ? undefined : this.#parts.targets.profile(target);
  }

  profileNames(): Promise<ProfileNames> {
    return this.#parts.targets.profileNames();
  }

  switchTo(target: string): Promise<Outcome> {
    return this.#begin("switching", target, () => this.#parts.serving.switchTo(target));
  }

  refresh(): Promise<Outcome> {
    const { serving } = this.#parts;
    return this.#begin("refreshing", serving.state().target ?? "", async () => {
      await serving.refresh();
      this.#say("Got new credentials");
    });
  }

  serveRole(role: CustomRole): Promise<Outcome> {
    return this.switchTo(this.#parts.targets.named(role));
  }

  async saveRole(name: string, role: CustomRole): Promise<Outcome> {
    const { targets } = this.#parts;
    const outcome = await outcomeOf(targets.save(name, role).then((saved) => this.#say(`Saved as profile ${saved}`)));
    if (outcome.kind === "failed") this.#fail(outcome.error);
    else targets.fill();
    return outcome;
  }

  /** Waits until AWS has accepted the code, or has not. */
  async code(text: string): Promise<CodeOutcome> {
    const code = mfaCode(text);
    if (code === undefined) return { kind: "not-a-code" };
    const { questions } = this.#parts;
    const asked = questions.next().then((question) => ({ kind: "asked", question }) as const);
    const over = this.#work?.over ?? this.#asking;
    if (!over || !questions.answerCode(code)) return { kind: "unasked" };
    return Promise.race([asked, over]);
  }

  /** Notes a request for which a person may be asked on the page. */
  during<T>(request: Promise<T>): Promise<T> {
    this.#asking = outcomeOf(request.then(() => {}));
    this.#asking.catch(() => {});
    return request;
  }

  /** Shows that nothing can be done on the page any more. */
  end(outcome: "good" | "bad", title: string, text: string): void {
    this.#end = { kind: "over", outcome, title, text };
  }

  /** Does what the user wants now, in place of what was being done. */
  async #begin(
    kind: "switching" | "refreshing" | "signing-in",
    name: string,
    work: () => Promise<void>,
  ): Promise<Outcome> {
    const { questions } = this.#parts;
    const key = `${kind} ${name}`;
    const asked = questions.next().then((question) => ({ kind: "asked", question }) as const);
    if (this.#work?.key !== key) {
      questions.cancel();
      this.#failure = undefined;
      this.#said = undefined;
      this.#rowInWork = undefined;
      const begun: Work = { key, doing: { kind, name }, over: outcomeOf(work()) };
      this.#work = begun;
      void begun.over.then((outcome) => this.#over(begun, outcome));
    } else if (questions.shown) return { kind: "asked", question: questions.shown };
    return Promise.race([this.#work.over, asked]);
  }

  #over(work: Work, outcome: Outcome): void {
    if (this.#work !== work) return;
    this.#work = undefined;
    const row = this.#rowInWork;
    if (outcome.kind === "failed") {
      this.#fail(outcome.error);
      if (row !== undefined) this.#failed.set(row, outcome.error.message);
    } else if (row !== undefined) this.#failed.delete(row);
  }

  async #signIn(source: string): Promise<void> {
    const { targets } = this.#parts;
    await targets.signIn(source);
    this.#say(`Signed in to ${source}`);
    targets.fill();
  }

  #say(text: string): void {
    this.#failure = undefined;
    this.#said = text;
  }

  #fail({ hints, message }: ActasError): void {
    this.#said = undefined;
    this.#failure = { message, hints };
  }
}

/** @throws what is no {@link ActasError}: it is a fault of ours */
async function outcomeOf(work: Promise<void>): Promise<Outcome> {
  try {
    await work;
    return { kind: "done" };
  } catch (error) {
    if (error instanceof ActasError) return { kind: "failed", error };
    throw error;
  }
}
