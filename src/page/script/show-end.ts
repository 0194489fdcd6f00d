import { element } from "./element.ts";

/** Shows that nothing can be done on this page any more. */
export function showEnd(main: HTMLElement, outcome: "good" | "bad", title: string, text: string): void {
  const mark = element("span", { "aria-hidden": "true" }, outcome === "good" ? "✓" : "✗");
  document.title = `${title} - actas`;
  main.className = `end ${outcome}`;
  const heading = element("h1", { tabindex: "-1" }, mark, " ", title);
  main.replaceChildren(heading, ...text.split("\n").map((line) => element("p", {}, line)));
  // Screen readers read what has the focus.
  heading.focus();
}
