import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Glob } from "bun";
import { ROOT } from "../support/program.ts";

/** A block of a page that shows a file or a message, rather than a terminal. */
export interface FileBlock {
  readonly page: string;
  /** The page and the line on which the block begins. */
  readonly at: string;
  readonly text: string;
}

const TEXTS = ["*.md", "docs/**/*.md"]
  .flatMap((pattern) => [...new Glob(pattern).scanSync(ROOT)].sort())
  .map((page) => ({ page, whole: readFileSync(join(ROOT, page), "utf8") }));

/** The blocks of all pages in one of these languages. */
export function fileBlocks(languages: RegExp): FileBlock[] {
  const fence = new RegExp(`^( *)\`\`\`(?:${languages.source})\\n(.*?)^\\1\`\`\``, "gms");
  return TEXTS.flatMap(({ page, whole }) =>
    [...whole.matchAll(fence)].map(({ index, 1: indent = "", 2: body = "" }) => ({
      page,
      at: `${page}:${whole.slice(0, index).split("\n").length}`,
      text: body.replaceAll(new RegExp(`^${indent}`, "gm"), ""),
    })),
  );
}
