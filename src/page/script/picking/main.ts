import type { PageState } from "../../page-state.ts";
import { CommandConnection } from "../command-connection.ts";
import { element, sentence } from "../element.ts";
import { RowSearch } from "../row-search.ts";
import { RowsView } from "../rows-view.ts";
import { showEnd } from "../show-end.ts";
import { showProblem } from "../show-problem.ts";
import { type Layout, layout } from "./layout.ts";

const connection = new CommandConnection();
const rows = new RowsView(() => showSelected());
const view: Layout = layout(document.querySelector("main") ?? document.body, rows.list);
let state: PageState | undefined;
let isOver = false;
const { count, search } = view;
const found = new RowSearch({ connection, rows, search, count, isOver: () => isOver, onChosen: () => void choose() });

function showSelected(): void {
  view.search.setAttribute("aria-activedescendant", rows.selectedId);
  const { copied = "" } = rows.selected ?? {};
  view.copy.textContent = copied.startsWith("arn:") ? "Copy ARN" : "Copy target";
  view.copy.disabled = copied === "";
}

async function choose(): Promise<void> {
  const { selected } = rows;
  if (selected && state?.doing.kind === "choosing") await connection.choose(selected.key);
}

async function copy(): Promise<void> {
  const { copied = "" } = rows.selected ?? {};
  if (copied === "") return;
  await navigator.clipboard.writeText(copied);
  view.doing.textContent = `Copied ${copied}`;
}

function hear(next: PageState): void {
  const before = state;
  state = next;
  if (next.doing.kind === "over") {
    end(next.doing.outcome, next.doing.title, next.doing.text);
    return;
  }
  view.notes.replaceChildren(...next.notes.map((note) => element("li", {}, ...sentence(note))));
  showDoing(next, before);
  showFailed(next, before);
  found.hear(next);
}

function showDoing({ doing }: PageState, before: PageState | undefined): void {
  view.main.classList.toggle("busy", doing.kind !== "choosing");
  if (JSON.stringify(doing) === JSON.stringify(before?.doing)) return;
  view.doing.replaceChildren();
  if (doing.kind === "trying") {
    const asks = doing.asks ? " The terminal asks you for something first: answer there." : "";
    view.doing.textContent = `Getting credentials of ${doing.name} …${asks}`;
  }
  if (doing.kind !== "sign-in" || !/^https?:/.test(doing.url)) return;
  if (doing.userCode === undefined) {
    view.doing.textContent = `Signing in to ${doing.source} …`;
    location.assign(doing.url);
    return;
  }
  const link = element("a", { href: doing.url, target: "_blank", rel: "noopener noreferrer" }, "its page");
  const code = element("code", {}, doing.userCode);
  view.doing.append(`To sign in to ${doing.source}, type the code `, code, " on ", link, ", and approve nothing else.");
}

function showFailed({ failed }: PageState, before: PageState | undefined): void {
  const last = failed.at(-1);
  const lastBefore = before?.failed.at(-1);
  if (last?.key !== lastBefore?.key || last?.message !== lastBefore?.message) showProblem(view.problem, last);
}

function end(outcome: "good" | "bad", title: string, text: string): void {
  isOver = true;
  showEnd(view.main, outcome, title, text);
}

document.addEventListener("copy", (event) => {
  const copied = rows.selected?.copied;
  const isSelection = view.search.selectionStart !== view.search.selectionEnd || `${getSelection()}` !== "";
  if (isOver || isSelection || !copied) return;
  event.clipboardData?.setData("text/plain", copied);
  event.preventDefault();
  view.doing.textContent = `Copied ${copied}`;
});
view.copy.addEventListener("click", () => void copy());
view.leave.addEventListener("click", () => void connection.post("/leave", {}));
view.search.focus();
connection
  .listen(hear)
  .catch(() => {})
  .then(() => {
    if (!isOver) end("bad", "The command has ended", "Nothing can be chosen here any more. You can close this tab.");
  });
