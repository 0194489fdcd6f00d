import type { ServingQuestion } from "../../serving-page-state.ts";
import { element } from "../element.ts";

type AskedCode = Extract<ServingQuestion, { kind: "mfa-code" }>;
type AskedSignIn = Extract<ServingQuestion, { kind: "sign-in" }>;

interface Answers {
  readonly code: (code: string) => void;
  readonly cancel: () => void;
}

const AGAIN: Readonly<Record<NonNullable<AskedCode["again"]>, string>> = {
  "wrong-code": "AWS does not accept that code.",
  "code-already-used": "That code was used already: wait for the next one.",
  "not-six-digits": "A code has six digits.",
};

/** What the user is asked, where it can be answered. */
export class QuestionView {
  readonly #place: HTMLElement;
  readonly #answers: Answers;
  #shown = "";

  constructor(place: HTMLElement, answers: Answers) {
    this.#place = place;
    this.#answers = answers;
  }

  show(question: ServingQuestion | undefined): void {
    const text = JSON.stringify(question ?? "");
    if (text === this.#shown) return;
    this.#shown = text;
    this.#place.replaceChildren();
    if (question?.kind === "mfa-code") this.#code(question);
    else if (question && /^https?:/.test(question.url)) this.#signIn(question);
  }

  #code({ again, device, target, triesLeft }: AskedCode): void {
    const input = element("input", {
      id: "code",
      type: "text",
      inputmode: "numeric",
      autocomplete: "one-time-code",
      required: "",
      pattern: "\\s*(\\d\\s*){6}",
      title: "six digits",
    });
    const left = triesLeft === undefined ? "" : ` ${triesLeft} more ${triesLeft === 1 ? "try" : "tries"}.`;
    const form = element(
      "form",
      {},
      element("label", { for: "code" }, `MFA code${target === undefined ? "" : ` for ${target}`}`),
      element("div", { class: "buttons" }, input, element("button", { type: "submit" }, "Send"), this.#cancel()),
      device === undefined ? undefined : element("p", { class: "detail" }, device),
      again && element("p", { class: "why", role: "alert" }, `${AGAIN[again]}${left}`),
    );
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#answers.code(input.value);
      input.value = "";
    });
    this.#place.append(form);
    input.focus();
  }

  #signIn({ leads, source, url, userCode }: AskedSignIn): void {
    if (leads) {
      this.#place.append(element("p", {}, `Signing in to ${source} …`));
      location.assign(url);
      return;
    }
    const link = (words: string, attributes: Readonly<Record<string, string>> = {}) =>
      element("a", { href: url, rel: "noopener noreferrer", ...attributes }, words);
    const how =
      userCode === undefined
        ? element("p", {}, link(`Sign in to ${source}`))
        : element(
            "p",
            {},
            `To sign in to ${source}, type the code `,
            element("code", {}, userCode),
            " on ",
            link("its page", { target: "_blank" }),
            ", and approve nothing else.",
          );
    this.#place.append(how, element("div", { class: "buttons" }, this.#cancel()));
  }

  #cancel(): HTMLButtonElement {
    const button = element("button", { type: "button" }, "Cancel");
    button.addEventListener("click", () => this.#answers.cancel());
    return button;
  }
}
