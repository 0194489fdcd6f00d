import { ActasError } from "../../src/base/errors.ts";
import type { Question } from "../../src/conversation/question.ts";
import type { CustomRole } from "../../src/serve/page/custom-role.ts";
import { PageQuestions } from "../../src/serve/page/page-questions.ts";
import type { PageTargets } from "../../src/serve/page/page-targets.ts";
import { ServePage } from "../../src/serve/page/serve-page.ts";
import { ServingOnPage } from "../../src/serve/page/serving-on-page.ts";
import type { ServedState } from "../../src/serve/serving.ts";
import { sessionOf } from "./stub-actions.ts";

export const CODE = "123456";
const VISIT = { "sec-fetch-site": "none", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document" };
const END = new Date("2030-01-02T03:04:05Z");
const NEVER = new AbortController().signal;

/**
 * A page of `actas serve` whose targets behave as they are called: `mfa` asks for a code, `sign-in` for a sign-in, `broken`
 * gives nothing, and every other gives credentials at once.
 */
export class FakeServing implements AsyncDisposable {
  readonly questions = new PageQuestions(() => "http://127.0.0.1:1/serve/back");
  readonly onPage: ServingOnPage;
  readonly page: ServePage;
  readonly heard: string[] = [];
  readonly saved: [string, CustomRole][] = [];
  readonly unexpected: unknown[] = [];
  target: string | undefined;
  problem: ServedState["problem"];
  #expiration: Date | undefined = END;

  constructor() {
    this.onPage = new ServingOnPage({ serving: this, questions: this.questions, targets: this.#targets() });
    this.page = new ServePage({ actions: this.onPage, onError: (error) => this.unexpected.push(error) });
  }

  state(): ServedState {
    const { problem, target } = this;
    const lastFetch = { at: new Date("2026-01-02T03:04:05Z"), pid: 4321, program: "python3" };
    const expiration = this.#expiration;
    return { target, expiration, endless: target !== undefined && !expiration, renewal: undefined, problem, lastFetch };
  }

  async switchTo(target: string): Promise<void> {
    this.heard.push(`switch to ${target}`);
    await this.#get(target);
    this.target = target;
  }

  async refresh(): Promise<void> {
    this.heard.push("refresh");
    if (this.target === undefined) throw new ActasError("configuration", "cannot refresh: nothing is served");
    await this.#get(this.target);
  }

  /** The page, opened by its link as a browser does. */
  async session(): Promise<string> {
    return sessionOf(await (await fetch(this.page.newLink(), { headers: VISIT })).text());
  }

  async #get(target: string): Promise<void> {
    if (target === "mfa") await this.#askForCode();
    else if (target === "sign-in") await this.questions.ask(SIGN_IN, NEVER, true);
    else if (target === "broken") throw new ActasError("access-denied", "cannot assume broken: AWS says no");
    else if (target === "unknown") throw new ActasError("profile-not-found", "cannot find unknown: no such profile");
    else if (target === "fault") throw new TypeError("a fault of ours");
  }

  async #askForCode(): Promise<void> {
    const question: Question<"mfa-code"> = { kind: "mfa-code", serialNumber: "arn:aws:iam::1:mfa/ana", target: "mfa" };
    let answer = await this.questions.ask(question, NEVER);
    while (answer !== CODE) {
      if (answer === "000000") throw new ActasError("mfa-required", "cannot use the code: AWS refused three of them");
      answer = await this.questions.ask({ ...question, again: "wrong-code", triesLeft: 2 }, NEVER);
    }
  }

  #targets(): PageTargets {
    return {
      list: () => ({ version: 1, total: 1, list: "complete", notes: [] }),
      find: ({ text }) => {
        this.heard.push(`find ${text}`);
        return { version: 1, count: 0, groups: [] };
      },
      fill: () => {},
      meant: (key) => (key === "source" ? { source: "corp" } : key === "gone" ? undefined : { target: key }),
      rowOf: (target) => target,
      signIn: async (source) => {
        this.heard.push(`sign in to ${source}`);
      },
      named: ({ externalId, roleArn }) => externalId ?? roleArn,
      save: async (name, role) => {
        if (name === "taken") throw new ActasError("usage", 'cannot write profile "taken": there is one already');
        if (name === "full") throw new ActasError("system", "cannot write the file: the disk is full");
        this.saved.push([name, role]);
        return name;
      },
      profile: async (target) => ({
        target,
        role_arn: "arn:aws:iam::111122223333:role/Dev",
        external_id: "",
        auth_url: "",
        username: "",
        jump_role: "",
        client_id: "",
        redirect_uri: "",
      }),
      profileNames: async () => {
        if (this.target === "unreadable") throw new ActasError("configuration", "cannot read the config file");
        return { withRole: ["dev", "prod"], others: ["ana"] };
      },
      sourceProfiles: ["ana"],
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.page.finish();
  }
}

const SIGN_IN: Question<"sign-in"> = { kind: "sign-in", source: "corp", url: "http://127.0.0.1:2/auth/x" };
