import { createPrompt, isDownKey, isEnterKey, isUpKey, useEffect, useKeypress, useState } from "@inquirer/core";
import { printable } from "../../base/printable.ts";
import type { Choice, RoleChoices } from "./role-choices.ts";

const SHOWN = 12;
/** New entries are drawn this often at most, so that typing stays smooth while thousands arrive. */
const REDRAW_MS = 60;

/** What is shown, and may grow meanwhile. */
export type Listed = Pick<RoleChoices, "count" | "state" | "notes" | "matching" | "onChange">;

/** A list to choose from by typing parts of what is meant; the list may grow meanwhile. */
export const pick = createPrompt<Choice | undefined, { readonly choices: Listed; readonly columns: number }>(
  ({ choices, columns }, done) => {
    const [search, setSearch] = useState("");
    const [cursor, setCursor] = useState(0);
    const [, redraw] = useState(0);
    useEffect(() => whenGrowing(choices, redraw), []);

    const { best, total } = choices.matching(search);
    const selected = Math.min(cursor, Math.max(best.length - 1, 0));
    useKeypress((key, readline) => {
      if (key.name === "escape") return done(undefined);
      if (isEnterKey(key)) return best[selected] ? done(best[selected]) : undefined;
      if (isUpKey(key)) return setCursor(Math.max(selected - 1, 0));
      if (isDownKey(key)) return setCursor(Math.min(selected + 1, best.length - 1));
      if (readline.line !== search) setCursor(0);
      setSearch(readline.line);
    });
    return [`actas: act as: ${search}`, listText({ choices, best, total, selected, columns })];
  },
);

function whenGrowing(choices: Listed, redraw: (version: number) => void): () => void {
  let version = 0;
  let timer: Timer | undefined;
  const stop = choices.onChange(() => {
    timer ??= setTimeout(() => {
      timer = undefined;
      redraw(++version);
    }, REDRAW_MS);
  });
  return () => {
    clearTimeout(timer);
    stop();
  };
}

interface Shown {
  readonly choices: Listed;
  readonly best: readonly Choice[];
  readonly total: number;
  readonly selected: number;
  readonly columns: number;
}

function listText({ choices, best, total, selected, columns }: Shown): string {
  const first = Math.max(0, Math.min(selected - Math.floor(SHOWN / 2), best.length - SHOWN));
  const lines = best
    .slice(first, first + SHOWN)
    .map(({ text }, index) => `${first + index === selected ? ">" : " "} ${printable(text)}`);
  const growing = choices.state === "growing" ? ", more are being read" : "";
  const notes = choices.notes.map((note) => `  ${printable(note)}`);
  return [...lines, `  ${total} of ${choices.count}${growing}`, ...notes]
    .map((line) => line.slice(0, columns - 1))
    .join("\n");
}
