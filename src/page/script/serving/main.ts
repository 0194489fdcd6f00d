import type { ServingDoing, ServingPageState } from "../../serving-page-state.ts";
import { CommandConnection } from "../command-connection.ts";
import { element, sentence } from "../element.ts";
import { RowSearch } from "../row-search.ts";
import { RowsView } from "../rows-view.ts";
import { showEnd } from "../show-end.ts";
import { showProblem } from "../show-problem.ts";
import { showFacts } from "./facts.ts";
import { type ServingLayout, servingLayout } from "./layout.ts";
import { QuestionView } from "./question-view.ts";

const TICK_MS = 1_000;

const connection = new CommandConnection();
const rows = new RowsView(() => view.search.setAttribute("aria-activedescendant", rows.selectedId));
const view: ServingLayout = servingLayout(document.querySelector("main") ?? document.body, rows.list);
let state: ServingPageState | undefined;
let isOver = false;
const { count, search } = view;
const found = new RowSearch({
  ...{ connection, rows, search, count },
  isOver: () => isOver,
  onChosen: () => void choose(),
  // One Enter too many changes nothing.
  atRest: () => (state?.target === undefined ? rows.first?.key : state.servedRow),
});
const question = new QuestionView(view.question, {
  code: (mfa) => void connection.form("POST", "/mfa", { mfa }),
  cancel: () => void connection.post("/cancel", {}).then(() => view.search.focus()),
});

const DOING: Readonly<Record<Exclude<ServingDoing["kind"], "serving" | "over">, (name: string) => string>> = {
  switching: (name) => `Getting credentials of ${name} …`,
  refreshing: (name) => `Getting new credentials of ${name} …`,
  "signing-in": (name) => `Signing in to ${name} …`,
};

async function choose(): Promise<void> {
  if (rows.selected) await connection.choose(rows.selected.key);
}

function hear(next: ServingPageState): void {
  const before = state;
  state = next;
  const { doing, failure, failed, notes, problem, said, sourceProfiles, target } = next;
  if (doing.kind === "over") {
    end(doing.outcome, doing.title, doing.text);
    return;
  }
  const title = target === undefined ? "Nothing is served yet" : `Serving ${target}`;
  if (view.title.textContent !== title) view.title.textContent = title;
  document.title = `${title} - actas`;
  view.choosing.textContent = target === undefined ? "Choose a target" : "Serve another target";
  view.refresh.disabled = target === undefined || doing.kind !== "serving";
  view.main.classList.toggle("busy", doing.kind !== "serving");
  const doingNow = doing.kind === "serving" ? said && `${said}.` : DOING[doing.kind](doing.name);
  if (view.doing.textContent !== (doingNow ?? "")) view.doing.textContent = doingNow ?? "";
  if (isAnother(problem, before?.problem)) showProblem(view.problem, problem);
  if (isAnother(failure, before?.failure)) showProblem(view.failure, failure);
  if (isAnother(notes, before?.notes))
    view.notes.replaceChildren(...notes.map((note) => element("li", {}, ...sentence(note))));
  if (before && failed.length < before.failed.length) rows.unmark();
  view.role.offer(sourceProfiles);
  showFacts(view.facts, next);
  question.show(next.question);
  found.hear(next);
  if (before && target !== before.target) {
    found.clear();
    view.search.focus();
  }
}

function isAnother(now: unknown, before: unknown): boolean {
  return JSON.stringify(now) !== JSON.stringify(before);
}

function end(outcome: "good" | "bad", title: string, text: string): void {
  isOver = true;
  view.main.classList.remove("serving");
  showEnd(view.main, outcome, title, text);
}

async function sendRole(method: "POST" | "PUT"): Promise<void> {
  const { form, fields, name } = view.role;
  name.required = method === "PUT";
  if (!form.reportValidity()) return;
  const profile = method === "PUT" ? { "profile-name": name.value } : {};
  const answer = await connection.form(method, "/profile/custom", { ...fields(), ...profile });
  if (answer.status === 400) showProblem(view.failure, { message: await answer.text(), hints: [] });
}

view.refresh.addEventListener("click", () => void connection.form("POST", "/refresh", {}));
view.role.form.addEventListener("submit", (event) => {
  event.preventDefault();
  void sendRole("POST");
});
view.role.save.addEventListener("click", () => void sendRole("PUT"));
setInterval(() => {
  if (state && !isOver) showFacts(view.facts, state);
}, TICK_MS);
view.search.focus();
connection
  .listen(hear)
  .catch(() => {})
  .then(() => {
    if (!isOver) end("bad", "The command has ended", "Nothing is served any more. You can close this tab.");
  });
