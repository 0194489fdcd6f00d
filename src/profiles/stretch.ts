/**
 * A stretch of an AWS file from one header at the beginning of a line to the next. No object: a file may have thousands.
 *
 * @param end - where the next one begins
 * @param plainHeader - the header, if the stretch is one section and nothing in it can make the file unreadable
 */
type Visit = (from: number, end: number, plainHeader: string | undefined) => void;

/** Divides an AWS file so that each stretch can be parsed by itself: a header there is never a continuation. */
export function forEachStretch(file: string, visit: Visit): void {
  for (let from = 0, end = 0; from < file.length; from = end) {
    // Only where it ends: an array of what it matched, for each of thousands, would be most of the work.
    PLAIN.lastIndex = from;
    const isOne = PLAIN.test(file);
    end = PLAIN.lastIndex;
    const isPlain = isOne && (end === file.length || file.charAt(end) === "[");
    if (!isPlain) end = nextHeader(file, from);
    visit(from, end, isPlain ? file.slice(from + 1, file.indexOf("]", from)) : undefined);
  }
}

function nextHeader(file: string, from: number): number {
  const lineEnd = file.indexOf("\n[", from);
  return lineEnd < 0 ? file.length : lineEnd + 1;
}

/** A header without quotes, then lines that are empty, a comment or a setting, none of them indented. */
const PLAIN =
  /\[(?:(?:profile|sso-session|services) )?[\w.@+-]+\]\r?\n(?:(?:[a-z][a-z\d_]* ?=[^\r\n]*|[#;][^\r\n]*)?(?:\r?\n|$))*/y;
