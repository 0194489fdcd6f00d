import { isVisibleAscii, printable } from "../../base/printable.ts";
import { cellsOf, shortened } from "./cells.ts";

const GAP = 2;
/** A cell that is cut to less than this says nothing. */
const LEAST = 12;
const NONE = -1;

/**
 * The lines of a table: columns of minimal width, two spaces apart; the first row is the head.
 *
 * @param columns - the width of the terminal. Where the table is wider, the last columns are cut or left out: they
 *   matter least. Absent: there is no limit
 * @param kept - the column that is never cut, because users type it again: the first, unless told otherwise. Where it
 *   leaves no room, it has lines of its own, and the others stand below
 */
export function table(
  cells: readonly (readonly string[])[],
  columns = Number.POSITIVE_INFINITY,
  kept = 0,
): readonly string[] {
  const all = `${cells.map((row) => row.join("|")).join("|")}|`;
  // Nearly always, and lists have thousands of rows: then nothing is escaped, and lengths are widths.
  const isPlain = isVisibleAscii(all) && !all.includes(" |");
  const rows = isPlain ? cells : cells.map((row) => row.map(printable));
  const sizeOf = isPlain ? (cell: string): number => cell.length : cellsOf;
  const natural = widthsOf(rows, sizeOf);
  const widths = fitting(natural, columns, kept === NONE ? 1 : 2);
  const isTooNarrow = (width: number, column: number): boolean =>
    width < (natural[column] ?? 0) && (column === kept || width < LEAST);
  if (kept !== NONE && widths.some(isTooNarrow)) return stacked(rows, columns, kept);
  return rows.map((row) => lineOf(row, widths, sizeOf));
}

type SizeOf = (cell: string) => number;

function lineOf(row: readonly string[], widths: readonly number[], sizeOf: SizeOf): string {
  let line = "";
  const last = widths.length - 1;
  for (let column = 0; column <= last; column++) {
    const whole = row[column] ?? "";
    const width = widths[column]!;
    const size = sizeOf(whole);
    const cell = size > width ? shortened(whole, width) : whole;
    const missing = width + GAP - (size > width ? sizeOf(cell) : size);
    line += column === last ? cell : cell.padEnd(cell.length + missing);
  }
  return line.trimEnd();
}

function stacked(rows: readonly (readonly string[])[], columns: number, kept: number): readonly string[] {
  const others = rows.map((row) => row.filter((_, column) => column !== kept));
  const below = table(others, columns - GAP, NONE);
  return rows.flatMap((row, index) => [row[kept] ?? "", ...(below[index] ? [" ".repeat(GAP) + below[index]] : [])]);
}

function widthsOf(rows: readonly (readonly string[])[], sizeOf: SizeOf): readonly number[] {
  const widths: number[] = [];
  for (const row of rows) {
    for (let column = 0; column < row.length; column++) {
      const size = sizeOf(row[column]!);
      if (size > (widths[column] ?? -1)) widths[column] = size;
    }
  }
  return widths;
}

/** The widths of the columns that are shown, `least` or more of them. */
function fitting(natural: readonly number[], columns: number, least: number): readonly number[] {
  const taken = natural.reduce((sum, width) => sum + width, 0) + GAP * (natural.length - 1);
  const excess = taken - columns;
  if (excess <= 0) return natural;
  const [last = 0, others] = [natural.at(-1), natural.slice(0, -1)];
  if (last - excess >= LEAST) return [...others, last - excess];
  if (natural.length > least) return fitting(others, columns, least);
  const widest = Math.max(...natural);
  const cut = Math.max(widest - excess, 1);
  return natural.map((width) => (width === widest ? cut : width));
}
