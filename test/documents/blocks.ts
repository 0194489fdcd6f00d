/** A block of a page that shows a terminal: commands alone (`sh`), with what they print (`console`), or output (`text`). */
export interface Block {
  /** The page and the line on which the block begins. */
  readonly at: string;
  readonly language: "sh" | "console" | "text";
  readonly lines: readonly string[];
}

/** A command of a block, and the lines that the page shows below it. */
export interface Shown {
  readonly command: string;
  readonly output: readonly string[];
}

/** The blocks of a page that show a terminal. */
export function blocksOf(page: string, text: string): Block[] {
  return [...text.matchAll(/^( *)```(sh|console|text)\n(.*?)^\1```/gms)].map(
    ({ index, 1: indent = "", 2: language = "", 3: body = "" }) => ({
      at: `${page}:${text.slice(0, index).split("\n").length}`,
      language: language as Block["language"],
      lines: body
        .trimEnd()
        .split("\n")
        .map((line) => line.slice(indent.length)),
    }),
  );
}

/** The languages of all blocks of a page; empty for a block that names none. */
export function languagesOf(text: string): string[] {
  const fences = [...text.matchAll(/^ *```(.*)$/gm)].map(([, language = ""]) => language);
  return fences.filter((_, index) => index % 2 === 0);
}

/** The commands of a block, in the order in which they are typed; none if it shows output alone. */
export function commandsOf({ language, lines }: Block): Shown[] {
  if (language === "text") return [];
  if (language === "sh") return logicalLines(lines).map((command) => ({ command, output: [] }));
  return lines.join("\n").split(/^\$ /m).slice(1).map(shownIn);
}

function shownIn(part: string): Shown {
  const [command = "", ...output] = part.trimEnd().split("\n");
  return { command, output };
}

/** Without empty lines; a line that ends in a backslash goes on in the next. */
function logicalLines(lines: readonly string[]): string[] {
  return lines
    .join("\n")
    .replaceAll("\\\n", " ")
    .split("\n")
    .filter((line) => line.trim() !== "");
}
