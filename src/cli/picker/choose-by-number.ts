import { isDumb } from "../../system/terminal/is-dumb.ts";
import { askOnTerminal } from "../terminal/ask-on-terminal.ts";
import { tellOnTerminal } from "../terminal/tell-on-terminal.ts";
import type { Choice } from "./choice.ts";
import type { ChoiceList } from "./choice-list.ts";
import { matching } from "./matching.ts";
import type { Picked } from "./picker.ts";

/** A screen reader reads the list out, and more lines than this are too many to listen to. */
const MOST_SHOWN = 20;
const LOOK_MS = 20;
const PROMPT = "actas: act as (a number, or words to look for; nothing leaves): ";

/** Whether to print lines and ask a question, for screen readers and for terminals that cannot move the cursor. */
export function wantsNumbers(): boolean {
  return Boolean(process.env.ACTAS_ACCESSIBLE) || isDumb();
}

/**
 * Lets the user choose by the number of a line.
 *
 * @throws as `askOnTerminal()`
 */
export async function chooseByNumber(list: ChoiceList, search: string): Promise<Picked> {
  if (list.state === "growing") tellOnTerminal(["actas: reading what there is to choose from …"]);
  while (list.state === "growing" && list.failure === undefined) await Bun.sleep(LOOK_MS);
  if (list.failure !== undefined) return { kind: "failed", error: list.failure };
  for (let words = search; ; ) {
    const found = matching(words, list.rows);
    tellOnTerminal(linesOf(found, list));
    const answer = await askOnTerminal({ prompt: PROMPT, signal: new AbortController().signal });
    const choice = /^\s*\d{1,2}\s*$/.test(answer) ? found.slice(0, MOST_SHOWN)[Number(answer) - 1] : undefined;
    if (choice) return { kind: "chosen", choice };
    if (answer.trim() === "") return { kind: "left" };
    words = answer;
  }
}

function linesOf(found: readonly Choice[], { notes, rows }: ChoiceList): readonly string[] {
  const shown = found.slice(0, MOST_SHOWN);
  return [
    ...shown.map(({ accountId, detail, from, name, where }, index) => {
      const parts = [name, where, accountId, from, detail].filter(Boolean);
      return `${index + 1}. ${parts.join(", ")}`;
    }),
    ...notes.map((note) => `note: ${note}`),
    `${shown.length < found.length ? `the first ${shown.length} of ${found.length} found` : `${found.length} found`}, of ${rows.length}`,
  ];
}
