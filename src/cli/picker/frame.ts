import { printable } from "../../base/printable.ts";
import { cellsOf, charactersOf, shortened } from "../text/cells.ts";
import type { Style } from "./style.ts";

const LABEL = "actas: act as: ";
/** Where the label would leave less than this for what is typed, it gives way. */
const LEAST_SEARCH = 4;
const MOST_NOTES = 3;
/** The caret is drawn, because the terminal's own cursor is elsewhere: see `Screen`. */
const CARET_ON = "\x1b[7m";
const CARET_OFF = "\x1b[27m";

/** Everything that is shown: the rows, and the lines above and below them. */
export interface Frame {
  readonly before: string;
  readonly after: string;
  readonly shown: number;
  readonly count: number;
  readonly state: "growing" | "complete";
  readonly notes: readonly string[];
  readonly rows: readonly string[];
}

/** The lines of a frame, each at most `cells` wide. */
export function frameLines(frame: Frame, cells: number, style: Style): readonly string[] {
  const { after, before, notes, rows } = frame;
  const label = cells - cellsOf(LABEL) < LEAST_SEARCH ? "" : LABEL;
  return [
    label + lineAround(before, after, cells - cellsOf(label), style),
    style.aside(statusLine(frame, cells)),
    ...(rows.length > 0 || frame.state === "growing" ? rows : [style.aside(`  ${shortened(NOTHING, cells - 2)}`)]),
    ...notes.slice(0, MOST_NOTES).map((note) => style.aside(`  ${shortened(printable(note), cells - 2)}`)),
  ];
}

/** How many lines a frame takes in addition to its rows. */
export function linesBesides(notes: readonly string[]): number {
  return 2 + Math.min(notes.length, MOST_NOTES);
}

const NOTHING = "nothing here is called that: Ctrl-U shows all again";
const HELP = [
  "Enter chooses, Esc leaves, arrows and PgUp/PgDn move, Ctrl-U shows all",
  "Enter chooses, Esc leaves, arrows move",
  "Enter chooses, Esc leaves",
];

function statusLine({ count, shown, state }: Frame, cells: number): string {
  const status = `  ${shown} of ${count}${state === "growing" ? ", reading more …" : ""}`;
  const help = HELP.find((text) => cellsOf(status) + 3 + text.length <= cells);
  return help ? `${status} · ${help}` : shortened(status, cells);
}

/** As much of the search line around the caret as fits; the caret, and the character it is on, in any case. */
function lineAround(before: string, after: string, cells: number, style: Style): string {
  const front = charactersOf(printable(before).replace(/<U\+0020>$/, " "));
  const [under = " ", ...back] = charactersOf(printable(after));
  while (front.length > 0 && cellsOf(front.join("") + under) > cells) front.shift();
  while (back.length > 0 && cellsOf([...front, under, ...back].join("")) > cells) back.pop();
  return style.selected(front.join("")) + CARET_ON + under + CARET_OFF + style.selected(back.join(""));
}
