import type { PageState } from "../page-state.ts";
import { CommandConnection } from "./command-connection.ts";
import { element, sentence } from "./element.ts";
import { type Layout, layout, showEnd } from "./layout.ts";
import { RowsView } from "./rows-view.ts";

/** Rows shown at first, and how many more whenever the user comes to their end. */
const SHOWN = 100;

const connection = new CommandConnection();
const rows = new RowsView(() => showSelected());
const view: Layout = layout(document.querySelector("main") ?? document.body, rows.list);
let state: PageState | undefined;
let most = SHOWN;
/** What the rows on the page were found by, and of which list. */
let foundFor = "";
let finding: Promise<boolean> | undefined;
let isOver = false;

/** Searches until the rows are those of what is typed now. */
async function find(): Promise<void> {
  while (wantedNow() !== foundFor && !isOver) {
    // One search at a time: keys that are typed meanwhile are searched for together.
    finding ??= findOnce().finally(() => {
      finding = undefined;
    });
    if (!(await finding)) return;
  }
}

async function findOnce(): Promise<boolean> {
  const wanted = wantedNow();
  const found = await connection.find({ text: view.search.value, most });
  if (!found || isOver) return false;
  foundFor = wanted;
  rows.show(found, state?.failed ?? []);
  const { total = 0, list } = state ?? {};
  view.count.textContent = `${found.count} of ${total}${list === "growing" ? ", reading more …" : ""}`;
  const isNothing = found.count === 0 && list === "complete";
  if (isNothing) rows.list.replaceChildren(element("p", {}, "Nothing here is called that."));
  return true;
}

function wantedNow(): string {
  return JSON.stringify([view.search.value, most, state?.version, state?.list]);
}

function showSelected(): void {
  view.search.setAttribute("aria-activedescendant", rows.selectedId);
  const { copied = "" } = rows.selected ?? {};
  view.copy.textContent = copied.startsWith("arn:") ? "Copy ARN" : "Copy target";
  view.copy.disabled = copied === "";
}

function typed(): void {
  most = SHOWN;
  rows.forgetSelection();
  void find();
}

/** What was typed last counts, also if its rows are not there yet. */
async function choose(): Promise<void> {
  await find();
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
  if (next.search !== (before?.search ?? "")) {
    view.search.value = next.search;
    rows.forgetSelection();
  }
  view.notes.replaceChildren(...next.notes.map((note) => element("li", {}, ...sentence(note))));
  showDoing(next, before);
  showProblem(next, before);
  rows.mark(next.failed);
  void find();
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

function showProblem({ failed }: PageState, before: PageState | undefined): void {
  const last = failed.at(-1);
  const lastBefore = before?.failed.at(-1);
  if (last?.key === lastBefore?.key && last?.message === lastBefore?.message) return;
  view.problem.replaceChildren();
  if (!last) return;
  view.problem.append(element("p", {}, ...sentence(last.message)));
  if (last.hints.length > 0)
    view.problem.append(element("ul", {}, ...last.hints.map((hint) => element("li", {}, ...sentence(hint)))));
}

function end(outcome: "good" | "bad", title: string, text: string): void {
  isOver = true;
  showEnd(view.main, outcome, title, text);
}

const MOVES = {
  ArrowUp: "up",
  ArrowDown: "down",
  PageUp: "page-up",
  PageDown: "page-down",
} as const;

function pressed(event: KeyboardEvent): void {
  const { ctrlKey, key } = event;
  if (isOver || event.isComposing || event.altKey || event.metaKey) return;
  const isEmpty = view.search.value === "";
  const move =
    MOVES[key as keyof typeof MOVES] ??
    (key === "Home" && (ctrlKey || isEmpty) ? "first" : key === "End" && (ctrlKey || isEmpty) ? "last" : undefined);
  if (move) {
    rows.move(move);
    showMore();
  } else if (key === "Enter" && event.target === view.search) void choose();
  else if (key === "Escape" && !isEmpty) {
    view.search.value = "";
    typed();
  } else {
    // A letter goes to the search wherever the focus is; a button keeps its own keys.
    if (key.length === 1 && key !== " " && !ctrlKey && event.target !== view.search) view.search.focus();
    return;
  }
  event.preventDefault();
}

/** Fetches more rows before the user comes to the end of those that are shown. */
function showMore(): void {
  const { clientHeight, scrollHeight, scrollTop } = rows.list;
  if (rows.shown < most || scrollTop + 2 * clientHeight < scrollHeight) return;
  most += SHOWN;
  void find();
}

view.search.addEventListener("input", typed);
document.addEventListener("keydown", pressed);
rows.list.addEventListener("scroll", showMore);
rows.list.addEventListener("click", ({ target }) => {
  const row = target instanceof Element ? target.closest<HTMLElement>("[role=option]") : undefined;
  if (row?.dataset.key === undefined) return;
  rows.select(row.dataset.key);
  view.search.focus();
  void choose();
});
document.addEventListener("copy", (event) => {
  const copied = rows.selected?.copied;
  const isSelection = view.search.selectionStart !== view.search.selectionEnd || `${getSelection()}` !== "";
  if (isOver || isSelection || !copied) return;
  event.clipboardData?.setData("text/plain", copied);
  event.preventDefault();
  view.doing.textContent = `Copied ${copied}`;
});
view.copy.addEventListener("click", () => void copy());
view.leave.addEventListener("click", () => void connection.leave());
view.search.focus();
connection
  .listen(hear)
  .catch(() => {})
  .then(() => {
    if (!isOver) end("bad", "The command has ended", "Nothing can be chosen here any more. You can close this tab.");
  });
