import fuzzysort from "fuzzysort";
import type { Choice } from "./choice.ts";

/** Letters that stand further apart than that were not meant. */
const GOOD_ENOUGH = 0.28;

/**
 * The rows that a search finds, best first, and as they stand where they are equals: those that have all its words;
 * if there are none, those that have the letters of its words in this order; else those with such an e-mail address.
 */
export function matching(search: string, rows: readonly Choice[]): readonly Choice[] {
  const words = wordsOf(search);
  if (words.length === 0) return rows;
  const byWords = ranked(rows, (choice) => rankOf(words, choice.words));
  if (byWords.length > 0) return byWords;
  const byLetters = ranked(rows, (choice) => rankOfLetters(words, choice));
  return byLetters.length > 0 ? byLetters : ranked(rows, (choice) => rankOf(words, choice.words + choice.aside));
}

/** Which characters of a text a search has found, by their place. */
export function foundIn(text: string, search: string): ReadonlySet<number> {
  const found = new Set<number>();
  const lower = text.toLowerCase();
  // A few letters have a longer lower case.
  if (lower.length !== text.length) return found;
  for (const word of wordsOf(search)) {
    const start = lower.indexOf(word);
    const places = start >= 0 ? Array.from(word, (_, at) => start + at) : (fuzzysort.single(word, text)?.indexes ?? []);
    for (const place of places) found.add(place);
  }
  return found;
}

function wordsOf(search: string): string[] {
  return search.toLowerCase().split(/\s+/).filter(Boolean);
}

/** Sorted by rank, without those of rank 0. */
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

/** For each word more if it begins where a word begins, and still more if it is all of a field; 0 if one is missing. */
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

/** Each word has to be in one of the fields, or its letters in this order. */
function rankOfLetters(words: readonly string[], { name, where, from }: Choice): number {
  let rank = 1;
  for (const word of words) {
    const best = Math.max(...[name, where, from].map((field) => scoreOf(word, field)));
    if (best < GOOD_ENOUGH) return 0;
    rank += Math.round(best * 10);
  }
  return rank;
}

/** Most fields do not even have the letters, which is told much faster than how well they match. */
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
