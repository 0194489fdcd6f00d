/** A word as it stands on a command line of bash, perhaps without its end. */
export interface BashWord {
  /** What it means, without quotes; nothing is expanded. */
  readonly text: string;
  /** The part of `text` that bash keeps when it puts in a completion. */
  readonly kept: string;
  /** The quote that is open at the end. */
  readonly quote: "" | "'" | '"';
}

/** Within double quotes a backslash stands for itself before all others. */
const ESCAPED_IN_DOUBLE = '$`"\\';

/**
 * Reads a word of a command line of bash.
 *
 * @param breaks - at which bash cuts words: COMP_WORDBREAKS
 */
export function bashWord(typed: string, breaks: string): BashWord {
  let [text, kept] = ["", ""];
  let quote: BashWord["quote"] = "";
  for (let at = 0; at < typed.length; at++) {
    const character = typed[at]!;
    const next = typed[at + 1] ?? "";
    if (character === quote) {
      quote = "";
    } else if (quote === "" && (character === "'" || character === '"')) {
      quote = character;
      kept = text;
    } else if (character === "\\" && (quote === "" || (quote === '"' && ESCAPED_IN_DOUBLE.includes(next)))) {
      text += next;
      at++;
    } else {
      text += character;
      if (quote === "" && breaks.includes(character)) kept = text;
    }
  }
  return { text, kept, quote };
}

/**
 * The names as bash puts them in for a word, quoted like it. Those that do not begin like the word are left out, as bash
 * would shorten the word to what all have in common; unless there is only one.
 */
export function forBash(names: readonly string[], word: BashWord): readonly string[] {
  const fitting = names.length === 1 ? names : names.filter((name) => name.startsWith(word.text));
  return fitting.filter((name) => name.startsWith(word.kept)).map((name) => quoted(name.slice(word.kept.length), word));
}

function quoted(name: string, { quote }: BashWord): string {
  if (quote === "") return name.replace(/[^\w@%+=:,./\u0080-\uffff-]/g, "\\$&");
  const inside =
    quote === "'"
      ? name.replaceAll("'", "'\\''")
      : // A backslash before an exclamation mark would stay, and without one an earlier command line takes its place.
        name.replace(/[$`"\\]/g, "\\$&").replaceAll("!", "\"'!'\"");
  // Bash closes the quote, unless the last character looks as if it did.
  return inside.endsWith(quote) ? inside + quote : inside;
}
