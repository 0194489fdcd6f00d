import { cellsOf, padded, shortened, wrapped } from "../text/cells.ts";
import type { Choice } from "./choice.ts";
import { type Columns, sideBySide } from "./columns.ts";
import { foundPieces } from "./found-pieces.ts";
import type { Style } from "./style.ts";

const GAP = "  ";
const MARKER = 2;
/** Fits a region or the beginning of a sentence; a shorter detail is not worth reading. */
const NARROWEST_DETAIL = 8;

export interface RowDrawing {
  readonly columns: Columns;
  /** The width of a line in cells. */
  readonly cells: number;
  readonly search: string;
  readonly style: Style;
}

/**
 * The lines of a row: one if the columns fit side by side. Otherwise the name has a line of its own, and its account
 * and source follow on the next. The name is never cut.
 */
export function rowLines(choice: Choice, place: "selected" | "other", drawing: RowDrawing): readonly string[] {
  const { style } = drawing;
  const marker = place === "selected" ? `${style.found(">")} ` : "  ";
  const lines = linesOf(choice, place, { ...drawing, cells: drawing.cells - MARKER });
  return lines.map((line, index) => (index === 0 ? marker : "  ") + line);
}

function linesOf(choice: Choice, place: "selected" | "other", drawing: RowDrawing): readonly string[] {
  const { cells, columns, search, style } = drawing;
  const mark: Mark = {
    name: (text) => marked(text, search, place === "selected" ? style.selected : asItIs, style),
    rest: (text) => marked(text, search, asItIs, style),
    aside: (text) => marked(text, search, style.aside, style),
  };
  if (choice.means.kind === "sign-in") {
    const room = cells - Math.max(columns.name, cellsOf(choice.name)) - GAP.length;
    const text = style.aside(shortened(choice.where, Math.max(room, cells - GAP.length)));
    const name = mark.name(padded(choice.name, columns.name));
    const fits = room >= cellsOf(choice.where);
    return fits ? [name + GAP + text] : [...wrapped(choice.name, cells).map(mark.name), GAP + text];
  }
  const fitted = sideBySide(columns, cells);
  const excess = cellsOf(choice.name) - columns.name;
  const where = fitted && fitted.where - Math.max(excess, 0);
  if (fitted && where !== undefined && (where >= Math.min(fitted.where, 4) || excess <= 0)) {
    return [oneLine(choice, { ...fitted, where }, mark, drawing)];
  }
  return [...wrapped(choice.name, cells).map(mark.name), GAP + below(choice, cells - GAP.length, mark)];
}

/** How each part of a row marks the characters that match the search. */
type Mark = Readonly<Record<"name" | "rest" | "aside", (text: string) => string>>;

const asItIs = (text: string): string => text;

function oneLine(choice: Choice, columns: Columns, mark: Mark, { cells, style }: RowDrawing): string {
  const { accountId, detail, from, name, where } = choice;
  const shown = [
    padded(name, columns.name),
    ...(columns.where > 0 ? [padded(shortened(where, columns.where), columns.where)] : []),
    ...(columns.accountId > 0 ? [padded(accountId, columns.accountId)] : []),
    shortened(from, columns.from),
  ];
  const line = shown
    .map((text, index) => mark[index === 0 ? "name" : index === shown.length - 1 ? "aside" : "rest"](text))
    .join(GAP);
  const blanks = " ".repeat(columns.from - cellsOf(shown.at(-1) ?? "")) + GAP;
  const room = cells - cellsOf(shown.join(GAP)) - blanks.length;
  if (detail === "" || room < Math.min(NARROWEST_DETAIL, cellsOf(detail))) return line;
  return line + blanks + style.aside(shortened(detail, room));
}

/** The line below the name: account and source. */
function below({ accountId, from, where }: Choice, cells: number, mark: Mark): string {
  const source = shortened(from, 12);
  const rest = [accountId, source].filter(Boolean);
  const room = cells - rest.reduce((sum, text) => sum + cellsOf(text) + GAP.length, 0);
  const account = room >= 3 ? [shortened(where, room)].filter(Boolean) : [];
  return [...account, ...rest].map(mark.aside).join(GAP);
}

function marked(text: string, search: string, plain: (part: string) => string, style: Style): string {
  return foundPieces(text, search)
    .map((piece) => (piece.found ? style.found : plain)(piece.text))
    .join("");
}
