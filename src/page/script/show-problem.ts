import { element, sentence } from "./element.ts";

/** What went wrong, and what to do about it. */
export function showProblem(where: HTMLElement, problem: Problem | undefined): void {
  where.replaceChildren();
  if (!problem) return;
  where.append(element("p", {}, ...sentence(problem.message)));
  if (problem.hints.length > 0)
    where.append(element("ul", {}, ...problem.hints.map((hint) => element("li", {}, ...sentence(hint)))));
}

interface Problem {
  readonly message: string;
  readonly hints: readonly string[];
}
