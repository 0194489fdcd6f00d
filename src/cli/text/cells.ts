import { isVisibleAscii } from "../../base/printable.ts";

const ELLIPSIS = "…";

/** How many cells of a terminal a text takes: two for Chinese and emoji, none for combining characters. */
export function cellsOf(text: string): number {
  return isVisibleAscii(text) ? text.length : Bun.stringWidth(text);
}

/** A text padded with blanks, so that the next column lines up. */
export function padded(text: string, cells: number): string {
  return text + " ".repeat(Math.max(cells - cellsOf(text), 0));
}

/** A text cut to at most `cells`. It is cut in the middle, because names differ at their ends. */
export function shortened(text: string, cells: number): string {
  if (cellsOf(text) <= cells) return text;
  if (cells <= 1) return cells === 1 ? ELLIPSIS : "";
  const characters = charactersOf(text);
  const front = fitting(characters, Math.ceil((cells - 1) / 2));
  const back = fitting([...characters].reverse(), cells - 1 - cellsOf(front.join(""))).reverse();
  return front.join("") + ELLIPSIS + back.join("");
}

/** A text split into pieces of at most `cells` each. */
export function wrapped(text: string, cells: number): readonly string[] {
  const lines: string[] = [];
  let rest = charactersOf(text);
  while (rest.length > 0) {
    const line = fitting(rest, Math.max(cells, 2));
    lines.push(line.join(""));
    rest = rest.slice(Math.max(line.length, 1));
  }
  return lines;
}

/** The characters of a text as a reader sees them. */
export function charactersOf(text: string): string[] {
  if (isVisibleAscii(text)) return [...text];
  return [...new Intl.Segmenter().segment(text)].map(({ segment }) => segment);
}

function fitting(characters: readonly string[], cells: number): string[] {
  let taken = 0;
  const first = characters.findIndex((character) => {
    taken += cellsOf(character);
    return taken > cells;
  });
  return characters.slice(0, first < 0 ? characters.length : first);
}

/**
 * Where the cursor is after a text that began in the first column. At the end of a full row it stays there, behind the
 * last column, until the next character is written.
 */
export function placeAfter(text: string, columns: number): { readonly row: number; readonly column: number } {
  let row = 0;
  let column = 0;
  for (const character of charactersOf(text)) {
    const cells = cellsOf(character);
    const isBehind = column + cells > columns && column > 0;
    row += isBehind ? 1 : 0;
    column = (isBehind ? 0 : column) + cells;
  }
  return { row, column };
}
