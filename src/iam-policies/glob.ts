/** A text with wildcards: code points, and two marks that stand for others. */
export type Glob = readonly number[];

const MANY = -1;
const ONE = -2;

/** `*` matches any number of characters, `?` one. */
export function globOf(text: string): Glob {
  return literal(text).map((mark) => (mark === STAR ? MANY : mark === QUESTION ? ONE : mark));
}

/** The text itself, in which nothing is a wildcard. */
export function literal(text: string): Glob {
  return Array.from(text, (character) => character.codePointAt(0) ?? 0);
}

/** What stands for any text. */
export const ANYTHING: Glob = [MANY];

export function hasWildcard(glob: Glob): boolean {
  return glob.some((mark) => mark < 0);
}

export function matches(glob: Glob, text: string): boolean {
  return covers(glob, literal(text));
}

/**
 * Whether all that `narrow` matches is matched by `wide`. A "no" may be wrong where both have wildcards side by side; a
 * "yes" never is. Takes at most as many steps as the one is long, times the other: a policy cannot make it take longer.
 */
export function covers(wide: Glob, narrow: Glob): boolean {
  let at = 0;
  let seen = 0;
  let star = -1;
  let retry = 0;
  while (seen < narrow.length) {
    if (wide[at] === MANY) {
      star = at++;
      retry = seen;
    } else if (at < wide.length && takes(wide[at], narrow[seen])) {
      at++;
      seen++;
    } else if (star >= 0) {
      at = star + 1;
      seen = ++retry;
    } else return false;
  }
  while (wide[at] === MANY) at++;
  return at === wide.length;
}

/** Whether some text may be matched by both. A "yes" may be wrong: only their beginnings and ends are compared. */
export function mayOverlap(one: Glob, other: Glob): boolean {
  if (!hasWildcard(one)) return covers(other, one);
  if (!hasWildcard(other)) return covers(one, other);
  return beginAlike(one, other) && beginAlike(one.toReversed(), other.toReversed());
}

/** The parts of an ARN, or of a pattern of one. What follows the fifth colon is one part. */
export function segments(glob: Glob): readonly Glob[] {
  const parts: number[][] = [[]];
  for (const mark of glob) {
    if (mark === COLON && parts.length < 6) parts.push([]);
    else parts.at(-1)?.push(mark);
  }
  return parts;
}

/** As it is written in a policy. */
export function textOf(glob: Glob): string {
  return glob.map((mark) => (mark === MANY ? "*" : mark === ONE ? "?" : String.fromCodePoint(mark))).join("");
}

function takes(mark: number | undefined, next: number | undefined): boolean {
  return next !== MANY && (mark === ONE || mark === next);
}

function beginAlike(one: Glob, other: Glob): boolean {
  for (let at = 0; at < one.length && at < other.length; at++) {
    if (one[at] === MANY || other[at] === MANY) return true;
    if (one[at] !== other[at] && one[at] !== ONE && other[at] !== ONE) return false;
  }
  return (
    one.slice(other.length).every((mark) => mark === MANY) && other.slice(one.length).every((mark) => mark === MANY)
  );
}

const [STAR, QUESTION, COLON] = [42, 63, 58];
