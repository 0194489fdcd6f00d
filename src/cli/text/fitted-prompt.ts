import { printable } from "../../base/printable.ts";
import { fittedLine } from "./wrapped-words.ts";

/**
 * A prompt for a terminal of this width. What it quotes, such as a name from a file, cannot act on the terminal. The
 * answer stands behind the last word, also where the question takes several lines.
 */
export function fittedPrompt(prompt: string, columns: number): string {
  const text = prompt.trimEnd();
  const lines = text.split("\n").map((line) => fittedLine(printable(line.trimEnd()), columns));
  return lines.join("\n") + prompt.slice(text.length);
}
