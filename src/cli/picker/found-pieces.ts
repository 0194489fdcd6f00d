import { foundIn } from "./matching.ts";

/** A text in pieces: what matches a search, and what is between. Empty for an empty text. */
export function foundPieces(text: string, search: string): { readonly text: string; readonly found?: true }[] {
  const found = foundIn(text, search);
  const pieces: { readonly text: string; readonly found?: true }[] = [];
  for (let at = 0; at < text.length; ) {
    const isFound = found.has(at);
    let end = at + 1;
    while (end < text.length && found.has(end) === isFound) end++;
    pieces.push({ text: text.slice(at, end), ...(isFound && { found: true }) });
    at = end;
  }
  return pieces;
}
