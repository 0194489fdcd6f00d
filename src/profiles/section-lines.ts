import { ActasError } from "../base/errors.ts";

/** A section's header as written between the brackets, and its lines without comments in between. */
export interface SectionLines {
  readonly header: string;
  /** Not indented, but for what belongs to the setting above: nested settings and continuations. */
  readonly lines: readonly string[];
}

/**
 * Cuts an AWS file into its sections and refuses what is no section, setting, comment or continuation, which the
 * SDKs pass over in silence.
 *
 * @throws {ActasError} `configuration` naming the file and the line's number, never what it says
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/file-format.html
 */
export function sectionLines(text: string, path: string): SectionLines[] {
  const sections: { header: string; lines: string[]; indentation?: number }[] = [];
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    const kind = kindOf(line);
    const malformed = (reason: string): ActasError =>
      new ActasError("configuration", `cannot read ${path}: line ${index + 1} ${reason}`);

    if (kind === "header") sections.push({ header: headerOf(line, malformed), lines: [] });
    else if (kind !== "nothing") {
      const section = sections.at(-1);
      if (!section) throw malformed("is outside any section");
      const belongsAbove = indentationOf(line) > (section.indentation ?? Number.POSITIVE_INFINITY);
      if (kind === "text" && !belongsAbove) throw malformed("is not of the form `key = value`");
      section.indentation ??= indentationOf(line);
      section.lines.push(belongsAbove ? line : line.trimStart());
    }
  }
  return sections;
}

function kindOf(line: string): "nothing" | "header" | "setting" | "text" {
  const trimmed = line.trim();
  if (trimmed === "" || /^[#;]/.test(trimmed)) return "nothing";
  if (trimmed.startsWith("[")) return "header";
  // a comment may hold the first `=` of a line
  return (trimmed.split(/\s[#;]/)[0] ?? "").indexOf("=") > 0 ? "setting" : "text";
}

function headerOf(line: string, malformed: (reason: string) => ActasError): string {
  const header = /^\[([^\]]*)\]\s*([#;].*)?$/.exec(line.trim())?.[1]?.trim();
  if (header === undefined) throw malformed("is not a closed section header");
  if (header === "") throw malformed("is a section header without a name");
  return header;
}

function indentationOf(line: string): number {
  return line.length - line.trimStart().length;
}
