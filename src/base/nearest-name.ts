/** The name nearest to a misspelt one; undefined when more letters differ from all names, by default a third of its own. */
export function nearestName(
  misspelt: string,
  names: Iterable<string>,
  tolerance = Math.max(1, Math.ceil(misspelt.length / 3)),
): string | undefined {
  let nearest: { name: string; distance: number } | undefined;
  const typed = misspelt.toLowerCase();
  for (const name of names) {
    const known = name.toLowerCase();
    if (Math.abs(known.length - typed.length) > tolerance) continue;
    const distance = editDistance(typed, known);
    if (distance <= tolerance && distance < (nearest?.distance ?? Number.POSITIVE_INFINITY))
      nearest = { name, distance };
  }
  return nearest?.name;
}

/** The name that was meant by a word, of which it may be only the beginning; undefined when no name is like it. */
export function meantName(word: string, names: readonly string[]): string | undefined {
  const begun = word.length > 1 ? names.find((name) => name.toLowerCase().startsWith(word.toLowerCase())) : undefined;
  return begun ?? nearestName(word, names);
}

/** The Damerau-Levenshtein distance: letters to insert, delete, replace or swap with their neighbour. */
function editDistance(from: string, to: string): number {
  let before: number[] = [];
  let row = [0];
  for (let column = 1; column <= to.length; column++) row.push(column);
  for (let i = 1; i <= from.length; i++) {
    const next = [i];
    for (let j = 1; j <= to.length; j++) {
      const replaced = row[j - 1]! + (from[i - 1] === to[j - 1] ? 0 : 1);
      const swaps = i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1];
      const swapped = swaps ? before[j - 2]! + 1 : replaced;
      next[j] = Math.min(replaced, swapped, row[j]! + 1, next[j - 1]! + 1);
    }
    before = row;
    row = next;
  }
  return row[to.length]!;
}
