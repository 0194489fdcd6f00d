import fuzzysort from "fuzzysort";
import type { Choice } from "./choice.ts";

/** Below this score the letters stand too far apart for a match. */
const GOOD_ENOUGH = 0.28;

/**
 * The rows that match a search, best first; equal rows keep their order. A row matches if it has all the words, such as
 * `data read`. If no row does, `data/read` and `corp:data/read` are words too, as in a target that is typed; failing
 * that, a row matches if it has the letters of the words in this order, or if its e-mail address matches.
 */
export function matching(search: string, rows: readonly Choice[]): readonly Choice[] {
  const words = wordsOf(search);
  if (words.length === 0) return rows;
  const byWords = ranked(rows, (choice) => rankOf(words, choice.words));
  if (byWords.length > 0) return byWords;
  const parts = words.flatMap(partsOf);
  const byParts = /[:/]/.test(search) && parts.length > 0 ? ranked(rows, (choice) => rankOf(parts, choice.words)) : [];
  if (byParts.length > 0) return byParts;
  const byLetters = ranked(rows, (choice) => rankOfLetters(words, choice));
  return byLetters.length > 0 ? byLetters : ranked(rows, (choice) => rankOf(words, choice.words + choice.aside));
}

/** The positions of the characters in a text that match a search. */
export function foundIn(text: string, search: string): ReadonlySet<number> {
  const found = new Set<number>();
  const lower = text.toLowerCase();
  // A few letters have a longer lower case, and positions in `lower` would then be wrong.
  if (lower.length !== text.length) return found;
  for (const word of wordsOf(search).flatMap((whole) => (lower.includes(whole) ? whole : partsOf(whole)))) {
    const start = lower.indexOf(word);
    const places = start >= 0 ? Array.from(word, (_, at) => start + at) : (fuzzysort.single(word, text)?.indexes ?? []);
    for (const place of places) found.add(place);
  }
  return found;
}

function wordsOf(search: string): string[] {
  return search.toLowerCase().split(/\s+/).filter(Boolean);
}

function partsOf(word: string): string[] {
  return word.split(/[:/]/).filter(Boolean);
}

/** The rows sorted by rank, without rows of rank 0. */
function ranked(rows: readonly Choice[], rank: (choice: Choice) => number): readonly Choice[] {
  const byRank: Choice[][] = [];
  for (const choice of rows) {
    const at = rank(choice);
    if (at === 0) continue;
    byRank[at] ??= [];
    byRank[at].push(choice);
  }
  return byRank.filter(Boolean).reverse().flat();
}

/** A match at the start of a word ranks higher, a whole field higher still; 0 if any word is missing. */
function rankOf(words: readonly string[], fields: string): number {
  let rank = 0;
  for (const word of words) {
    const at = fields.indexOf(word);
    if (at < 0) return 0;
    if (fields.includes(`\n${word}\n`)) rank += 3;
    else rank += isAtStart(fields, word, at) ? 2 : 1;
  }
  return rank;
}

/** One of the fields must have each word, or its letters in this order. */
function rankOfLetters(words: readonly string[], { name, where, from }: Choice): number {
  let rank = 1;
  for (const word of words) {
    const best = Math.max(...[name, where, from].map((field) => scoreOf(word, field)));
    if (best < GOOD_ENOUGH) return 0;
    rank += Math.round(best * 10);
  }
  return rank;
}

/** Checks first that the field has the letters at all: most do not, and this is much faster than scoring a match. */
function scoreOf(word: string, field: string): number {
  const lower = field.toLowerCase();
  let at = 0;
  for (const letter of word) {
    at = lower.indexOf(letter, at) + 1;
    if (at === 0) return 0;
  }
  return fuzzysort.single(word, field)?.score ?? 0;
}

function isAtStart(fields: string, word: string, first: number): boolean {
  for (let at = first; at >= 0; at = fields.indexOf(word, at + 1)) {
    if (!/[\p{L}\p{N}]/u.test(fields[at - 1] ?? "")) return true;
  }
  return false;
}
